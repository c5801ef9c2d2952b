"""Pausing the clock of a visit for a reason that the procedure allows; letting it run again, by hand or by itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django_tasks import TaskContext, task

from alur.actions import recording
from alur.actions.clock import calendar_of_visit, due_of
from alur.actions.handover import FileRef
from alur.actions.judging import capacity_by_keys, capacity_for, may_act
from alur.actions.notices import tell_of_ended_pause, told_together
from alur.actions.pause_reasons import PauseTerms
from alur.actions.refusal import Refused
from alur.actions.situation import Situation, locked
from alur.actions.telling import tell_of_pause, tell_of_resumption
from alur.actions.texts import text_faults
from alur.actions.wording import moment, step_name
from alur.records.clocks import elapsed_seconds
from alur.records.models import Letter, Pause, User, Visit
from alur.records.standing import Capacity, Standing
from alur.worktime import Calendar

BY_ITSELF = "Alur (jeda berakhir pada waktunya)"
FARTHEST = dt.timedelta(days=366)
WORKING_DAY = 450


@dataclass(frozen=True, slots=True)
class PauseValues:
    """What is written to pause a step: the reason, its evidence (a letter, a file, a note), and a set end, if any."""

    reason: str
    note: str = ""
    until: dt.datetime | None = None
    letter: Letter | None = None
    file: FileRef | None = None

    @property
    def has_evidence(self) -> bool:
        return bool(self.note.strip() or self.letter or self.file)


def may_pause(
    situation: Situation, *, by: Standing, at: dt.datetime, reason: str | None = None, values: PauseValues | None = None
) -> list[str]:
    """Why the clock may not be paused by this person (for this reason, with these values; None asks about any)."""
    visit, step = situation.visit, situation.step
    if visit.paused_since is not None and visit.is_paused(at):
        return [f"Waktu langkah ini sudah dijeda sejak {moment(visit.paused_since)}."]
    if visit.standard_seconds is None:
        return [f"{step_name(step)} tidak mempunyai mutu baku waktu, jadi tidak ada yang dijeda."]
    if not step.pause_reasons:
        return [f"SOP tidak mengizinkan jeda pada {step_name(step).lower()}."]
    if reasons := may_act(situation, by=by, at=at):
        return reasons
    if not situation.pause_terms:
        return [
            "Tidak ada alasan jeda yang dipakai untuk langkah ini; administrator dapat menambahnya pada daftar kantor."
        ]
    chosen = values.reason if values else reason
    if chosen is None:
        return []
    if chosen not in situation.pause_terms:
        return ["Pilih alasan jeda dari daftar: " + "; ".join(situation.pause_terms) + "."]
    return _value_faults(situation, values, at) if values else []


@transaction.atomic
@told_together()
def pause(
    visit: Visit,
    reason: str,
    *,
    by: Standing,
    at: dt.datetime,
    note: str = "",
    until: dt.datetime | None = None,
    letter: Letter | None = None,
    file: FileRef | None = None,
    token: str,
) -> Pause:
    """Stop the visit's clock from now on; a set end moves the deadline at once. Raises Refused.

    Where the office limits the reason, the pause ends by itself after so many working days at the latest.
    """
    situation = locked(visit)
    if entry := recording.earlier(token, "paused", situation.case):
        return situation.visit.pauses.get(starts_at=entry.at)
    end_lapsed(situation, at=at)
    values = PauseValues(reason, note.strip(), until, letter, file)
    if reasons := may_pause(situation, by=by, at=at, values=values) or _overlap(situation, at):
        raise Refused(reasons)
    calendar = calendar_of_visit(situation.visit)
    row = Pause.objects.create(
        visit=situation.visit,
        reason=reason,
        note=values.note,
        letter=letter,
        file_id=file.sha256 if file else None,
        file_name=file.name if file else "",
        starts_at=at,
        until=until or _latest(situation, values, at, calendar),
        paused_by=by.user,
    )
    _stop(situation.visit, row, calendar=calendar)
    capacity = capacity_for(situation, by)
    recording.write(
        situation.case, "paused", by=by, at=at, capacity=capacity, data=_facts(situation.visit, row), token=token
    )
    if row.until:
        end_pause_on_time.using(run_after=row.until).enqueue(row.pk)
    tell_of_pause(situation, row, by=by.user, at=at)
    return row


def may_resume(situation: Situation, *, by: Standing, at: dt.datetime) -> list[str]:
    """Why the clock may not run again at this person's word: who works on the step, or may cancel the case, may."""
    visit = situation.visit
    if visit.closed_at is not None or visit.paused_since is None or not visit.is_paused(at):
        return ["Waktu langkah ini tidak sedang dijeda."]
    if at < visit.paused_since:
        return [f"Jeda baru mulai {moment(visit.paused_since)}."]
    if _resuming_capacity(situation, by) is None:
        return ["Waktu dilanjutkan oleh pelaksana langkah ini atau pejabat di atasnya."]
    return []


@transaction.atomic
def resume(visit: Visit, *, by: Standing, at: dt.datetime, note: str = "", token: str) -> Pause:
    """Let the visit's clock run again; the deadline moves by the working time that was paused. Raises Refused."""
    situation = locked(visit)
    if entry := recording.earlier(token, "resumed", situation.case):
        return situation.visit.pauses.get(ends_at=entry.at)
    faults = [f"Keterangan: {fault}" for fault in text_faults(note)]
    if reasons := may_resume(situation, by=by, at=at) or faults:
        raise Refused(reasons)
    calendar = calendar_of_visit(situation.visit)
    row = cut_short(situation.visit, at=at, by=by.user, calendar=calendar)
    capacity = _resuming_capacity(situation, by)
    facts = _end_facts(situation.visit, row, note.strip())
    recording.write(situation.case, "resumed", by=by, at=at, capacity=capacity, data=facts, token=token)
    tell_of_resumption(situation, row, by=by.user, at=at)
    return row


def end_lapsed(situation: Situation, *, at: dt.datetime) -> Pause | None:
    """Write down that a pause has ended at its set time; None when there is no such pause. The case is locked.

    Every act does this first, so that it makes no difference whether the worker has come to it.
    """
    visit = situation.visit
    if visit.closed_at is not None or visit.paused_until is None or visit.is_paused(at):
        return None
    row = cut_short(visit, at=visit.paused_until, by=None, calendar=calendar_of_visit(situation.visit))
    facts = _end_facts(visit, row, "")
    recording.write(situation.case, "resumed", by=None, at=at, acting_as=BY_ITSELF, data=facts)
    tell_of_ended_pause(situation, row, at=at)
    return row


@task(takes_context=True)
def end_pause_on_time(context: TaskContext, pause_id: int) -> None:
    """End the pause if its set time has come; does nothing when it was ended before."""
    row = Pause.objects.select_related("visit").filter(pk=pause_id, ends_at__isnull=True).first()
    started_at = context.task_result.started_at
    if row is not None and started_at is not None:
        with transaction.atomic():
            end_lapsed(locked(row.visit), at=started_at)


def cut_short(visit: Visit, *, at: dt.datetime, by: User | None, calendar: Calendar) -> Pause:
    """End the visit's running pause at this instant and reckon paused time and deadline anew. The visit is locked."""
    row = visit.pauses.select_for_update().get(ends_at__isnull=True)
    row.ends_at, row.resumed_by = at, by
    row.save(update_fields=["ends_at", "resumed_by"])
    visit.paused_since = visit.paused_until = None
    if visit.seen_at is None:
        visit.unopened_since = max(visit.unopened_since or visit.opened_at, at)
    _reckon(visit, calendar)
    return row


def _stop(visit: Visit, row: Pause, *, calendar: Calendar) -> None:
    """The clock stands still; whoever pauses has opened the step."""
    visit.paused_since, visit.paused_until = row.starts_at, row.until
    visit.seen_at = visit.seen_at or row.starts_at
    _reckon(visit, calendar)


def _reckon(visit: Visit, calendar: Calendar) -> None:
    """Paused time and deadline from all pauses whose end is known."""
    ends = [(row.starts_at, row.known_end) for row in visit.pauses.all()]
    visit.paused_seconds = sum(elapsed_seconds(calendar, visit, start, end) for start, end in ends if end)
    visit.due_at = due_of(calendar, visit)
    visit.save(update_fields=["paused_seconds", "paused_since", "paused_until", "due_at", "seen_at", "unopened_since"])


def _latest(situation: Situation, values: PauseValues, at: dt.datetime, calendar: Calendar) -> dt.datetime | None:
    """When a pause for this reason ends at the latest, None without a limit. A day is the procedure's own."""
    terms: PauseTerms = situation.pause_terms[values.reason]
    if terms.longest_days is None:
        return None
    day = situation.procedure.minutes_per_day or WORKING_DAY
    return calendar.due_after(at, terms.longest_days * day * 60)


def _value_faults(situation: Situation, values: PauseValues, at: dt.datetime) -> list[str]:
    terms = situation.pause_terms[values.reason]
    faults = [f"Keterangan: {fault}" for fault in text_faults(values.note)]
    if terms.requires_evidence and not values.has_evidence:
        faults.append(f"“{terms.name}” memerlukan bukti: sebut suratnya, unggah berkasnya, atau tulis keterangannya.")
    if values.until is None:
        return faults
    if values.until <= at:
        return [*faults, "Akhir jeda harus sesudah saat ini; pilih waktu yang akan datang, atau kosongkan."]
    if values.until > at + FARTHEST:
        return [*faults, "Akhir jeda paling jauh setahun dari sekarang; pilih waktu yang lebih dekat."]
    latest = _latest(situation, values, at, calendar_of_visit(situation.visit))
    if latest is not None and values.until > latest:
        days = f"“{terms.name}” paling lama {terms.longest_days} hari kerja"
        faults.append(f"{days}; pilih akhir jeda paling lambat {moment(latest)}.")
    return faults


def _overlap(situation: Situation, at: dt.datetime) -> list[str]:
    later = situation.visit.pauses.filter(ends_at__gt=at).first()
    if later is None or later.ends_at is None:
        return []
    return [f"Jeda sebelumnya baru berakhir {moment(later.ends_at)}; periksa jam komputer server."]


def _facts(visit: Visit, row: Pause) -> dict[str, Any]:
    letter = row.letter
    return {
        "visit": visit.number,
        "reason": row.reason,
        "note": row.note,
        "starts_at": recording.stamp(row.starts_at),
        "until": recording.stamp(row.until),
        "letter": letter.pk if letter else None,
        "letter_label": f"{letter.number} (agenda {letter.agenda_number}/{letter.agenda_year})" if letter else "",
        "file": row.file_id,
        "file_name": row.file_name,
        "seen_at": recording.stamp(visit.seen_at),
        "paused_seconds": visit.paused_seconds,
        "due_at": recording.stamp(visit.due_at),
    }


def _end_facts(visit: Visit, row: Pause, note: str) -> dict[str, Any]:
    return {
        "visit": visit.number,
        "ends_at": recording.stamp(row.ends_at),
        "note": note,
        "paused_seconds": visit.paused_seconds,
        "due_at": recording.stamp(visit.due_at),
        "unopened_since": recording.stamp(visit.unopened_since),
    }


def _resuming_capacity(situation: Situation, by: Standing) -> Capacity | None:
    if situation.visit.assignee_id in (None, by.user_id) and (capacity := capacity_for(situation, by)):
        return capacity
    return capacity_by_keys(situation, set(situation.procedure.cancelling_roles), by)
