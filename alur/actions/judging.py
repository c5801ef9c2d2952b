"""May this person close this step, and in this way? Every answer is a list of sentences; an empty one means yes."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from alur.actions.contents import faults_in_papers
from alur.actions.handover import Handover
from alur.actions.signing import may_sign
from alur.actions.situation import Situation
from alur.actions.texts import text_faults
from alur.actions.wording import moment, step_name
from alur.records.models import Appointment, Duty, Visit
from alur.records.standing import Capacity, Standing
from alur.sop.document import Exit, InputKind
from alur.sop.following import follow, makers_to_check

PLACE_LIMIT = 200


def capacity_for(situation: Situation, by: Standing) -> Capacity | None:
    """In which capacity this person would act on the visit; None when the person has none for it.

    A step of an outside party is recorded by the role that the file names (dicatat_oleh; the visit then carries that
    role), else by the letter desk.
    """
    role = situation.visit.role
    if role is not None and role.is_outside:
        return by.as_duty(Duty.LETTER_DESK)
    return by.as_role(situation.visit.role_id)


def capacity_by_keys(situation: Situation, keys: set[str], by: Standing) -> Capacity | None:
    """The person's capacity in one of these roles of the case's procedure."""
    roles = situation.case.procedure.roles.filter(key__in=keys).values_list("pk", flat=True)
    return next((capacity for pk in roles if (capacity := by.as_role(pk))), None)


def may_act(situation: Situation, *, by: Standing, at: dt.datetime) -> list[str]:
    """Why this person may not close the visit at all, whatever the decision."""
    if reasons := _is_not_theirs(situation, by, at):
        return reasons
    reasons = _maker_is_checker(situation, by) + may_sign(situation, by.user)
    since = situation.visit.paused_since
    if since is not None and situation.visit.is_paused(at):
        reasons.append(f"Waktu langkah ini dijeda sejak {moment(since)}; lanjutkan waktunya lebih dahulu.")
    return reasons


def may_hold(situation: Situation, *, by: Standing, at: dt.datetime) -> list[str]:
    """Why the visit is not this person's to work on, paused or not."""
    return _is_not_theirs(situation, by, at) or _maker_is_checker(situation, by)


def _is_not_theirs(situation: Situation, by: Standing, at: dt.datetime) -> list[str]:
    if reasons := _is_over(situation, at):
        return reasons
    step, visit = situation.step, situation.visit
    if capacity_for(situation, by) is None:
        return [f"{step_name(step)} {_whose(situation)}; Anda tidak memegang peran itu hari ini."]
    if visit.assignee_id is not None and visit.assignee_id != by.user_id:
        return [f"{step_name(step)} ditugaskan kepada {visit.assignee}."]
    return []


def may_decide(situation: Situation, exit_key: str, handover: Handover, *, by: Standing, at: dt.datetime) -> list[str]:
    """Why the visit may not be closed with this decision and this handover, everything that is missing at once."""
    reasons = may_act(situation, by=by, at=at)
    if reasons:
        return reasons
    way = way_of(situation, exit_key)
    if way is None:
        labels = " atau ".join(way.label for way in situation.step.exits)
        return [f"Pilih keputusan: {labels}."]
    reasons = _points_missing(situation, way, handover)
    reasons += faults_in_papers(situation, way, handover, at)
    reasons += _appointee_missing(situation, handover, at)
    reasons += _next_inputs_missing(situation, way, handover)
    reasons += [f"Catatan: {fault}" for fault in text_faults(handover.note)]
    return reasons


def way_of(situation: Situation, exit_key: str) -> Exit | None:
    """The exit that this decision means; a straight step needs no decision."""
    exits = situation.step.exits
    if not exit_key and len(exits) == 1:
        return exits[0]
    return next((way for way in exits if way.key == exit_key), None)


def _whose(situation: Situation) -> str:
    role = situation.visit.role
    if role is None:
        return "tidak terbaca pelaksananya"
    if role.is_outside:
        return f"dilakukan oleh {role.name} dan dicatat oleh petugas surat"
    return f"{'dicatat' if situation.step.recorded_by else 'dilakukan'} oleh {role.name}"


def _is_over(situation: Situation, at: dt.datetime) -> list[str]:
    visit, case = situation.visit, situation.case
    if visit.closed_at is not None:
        return [_closed_sentence(situation, visit)]
    if case.closed_at is not None:
        return [f"Permintaan {case.number} sudah berakhir ({case.result_label.lower()}) pada {moment(case.closed_at)}."]
    if at < visit.opened_at:
        return [f"Langkah ini baru dibuka {moment(visit.opened_at)}; periksa jam komputer server."]
    return []


def _closed_sentence(situation: Situation, visit: Visit) -> str:
    labels = {way.key: way.label for way in situation.step.exits}
    who = visit.closed_by.name if visit.closed_by else "sistem"
    when = moment(visit.closed_at) if visit.closed_at else ""
    label = labels.get(visit.decision, visit.decision.replace("-", " "))
    return (
        f"{step_name(situation.step)} putaran ke-{visit.round} sudah ditutup oleh {who} pada {when}: {label}. "
        "Yang Anda tulis tersimpan sebagai draf."
    )


def _maker_is_checker(situation: Situation, by: Standing) -> list[str]:
    step = situation.step
    if not step.is_check or step.maker_may_check:
        return []
    reasons = []
    for key in sorted(makers_to_check(situation.procedure, step)):
        document = situation.documents.get(key)
        if document and document.current and document.current.made_by_id == by.user_id:
            reasons.append(
                f"Anda yang membuat “{document.name}” versi {document.current.number}; "
                "pembuat tidak boleh memeriksa hasilnya sendiri. Pemegang peran lain yang harus memeriksanya."
            )
    return reasons


def _points_missing(situation: Situation, way: Exit, handover: Handover) -> list[str]:
    reasons = [
        f"Butir {point.number} belum dinilai: pilih diterima atau belum tepat."
        for point in situation.points_to_judge
        if point.number not in handover.verdicts
    ]
    verdicts = handover.verdicts
    refused = [p for p in situation.points_to_judge if p.number in verdicts and not verdicts[p.number].is_accepted]
    for point in refused:
        if not verdicts[point.number].reason.strip():
            reasons.append(f"Tulis mengapa jawaban butir {point.number} belum tepat.")
    if any(not point.text.strip() for point in handover.points):
        reasons.append("Ada butir koreksi yang kosong; isi atau hapus butir itu.")
    reasons += _point_text_faults(handover)
    strict_refused = [point.number for point in refused if point.is_strict]
    if way.is_correction:
        return reasons + _nothing_to_mend(situation, way, handover, strict_refused)
    return reasons + _holding_the_way(situation, way, handover, strict_refused)


def _holding_the_way(situation: Situation, way: Exit, handover: Handover, refused: list[int]) -> list[str]:
    """Points that must be mended hold the way forward; remarks go along with it, but only a check writes them."""
    reasons = []
    is_check = any(other.is_correction for other in situation.step.exits)
    if any(point.is_strict or not is_check for point in handover.points):
        reasons.append(f"Ada butir koreksi baru; hapus butirnya, atau pilih keputusan lain daripada {way.label}.")
    if refused:
        numbers = ", ".join(map(str, sorted(refused)))
        reasons.append(f"Belum dapat {way.label.lower()}: butir {numbers} Anda tandai belum tepat.")
    strict = [point.number for point in situation.points_to_answer if point.is_strict]
    unanswered = [number for number in strict if not handover.answers.get(number, "").strip()]
    return reasons + [f"Butir {number} belum dijawab." for number in unanswered]


def _nothing_to_mend(situation: Situation, way: Exit, handover: Handover, refused: list[int]) -> list[str]:
    """Work goes back only for something that must be mended; remarks alone do not send it."""
    is_open = any(point.is_strict for point in situation.points_to_answer)
    if refused or is_open or any(point.is_strict for point in handover.points):
        return []
    if handover.points:
        return [
            f"{way.label} memerlukan sekurang-kurangnya satu butir koreksi yang harus diperbaiki, bukan catatan saja."
        ]
    return [f"{way.label} memerlukan sekurang-kurangnya satu butir koreksi."]


def _point_text_faults(handover: Handover) -> list[str]:
    texts = {
        "Butir koreksi": [point.text for point in handover.points],
        "Jawaban butir": list(handover.answers.values()),
        "Alasan belum tepat": [verdict.reason for verdict in handover.verdicts.values()],
    }
    reasons = [f"{name}: {fault}" for name, values in texts.items() for fault in text_faults(values)]
    places = [point.place.strip() for point in handover.points]
    if any(len(place) > PLACE_LIMIT for place in places) or text_faults(places):
        reasons.append(f"Tempat koreksi paling panjang {PLACE_LIMIT} huruf; tulis uraiannya pada butirnya.")
    return reasons


def _appointee_missing(situation: Situation, handover: Handover, at: dt.datetime) -> list[str]:
    key = situation.step.appoints
    if not key:
        return []
    role = situation.procedure.role(key)
    if handover.appointee_id is None:
        return [f"Pilih {role.name} yang ditugaskan."]
    if not holds_role(handover.appointee_id, situation.case.procedure_id, key, at):
        return [f"Orang yang dipilih tidak memegang peran {role.name} hari ini; pilih orang lain."]
    return []


def holds_role(user_id: int, procedure_id: int, role_key: str, at: dt.datetime) -> bool:
    """True when this person holds this role of the procedure on the day of `at`."""
    return (
        Appointment.objects.current(timezone.localdate(at))
        .filter(
            user_id=user_id,
            user__is_active=True,
            position__roles__procedure_id=procedure_id,
            position__roles__key=role_key,
        )
        .exists()
    )


def _next_inputs_missing(situation: Situation, way: Exit, handover: Handover) -> list[str]:
    """The next step may not open without its papers (rule: inputs before a step opens)."""
    target = follow(situation.procedure, situation.step.key, way.key).step
    if target is None:
        return []
    made = {output.paper for output in situation.step.outputs if output.only_if in ("", way.key)}
    missing = [
        item.text or item.paper
        for item in target.inputs
        if item.kind is InputKind.PAPER
        and item.is_required
        and not item.condition
        and item.paper not in made
        and item.paper not in situation.documents
    ]
    return [f"{step_name(target)} membutuhkan “{name}”, yang belum ada pada permintaan ini." for name in missing]
