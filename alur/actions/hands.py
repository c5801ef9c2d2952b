"""In whose hands an open visit is: opened for the first time, assigned to another person, recalled by the sender."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from alur.actions import recording
from alur.actions.clock import calendar_of_visit, calendars_for
from alur.actions.correcting import unsettle_points
from alur.actions.judging import capacity_by_keys, capacity_for, holds_role, may_hold
from alur.actions.months import keep_again
from alur.actions.notices import mark_read, told_together
from alur.actions.pauses import end_lapsed
from alur.actions.refusal import Refused
from alur.actions.situation import Situation, locked
from alur.actions.steps import PASSED, RECALLED, close_visit, open_visit
from alur.actions.telling import tell_of_assignment, tell_of_recall
from alur.actions.texts import text_faults
from alur.actions.wording import moment, step_name
from alur.records.clocks import waited_seconds
from alur.records.models import (
    TURNS,
    Assignment,
    DocumentVersion,
    Draft,
    Duty,
    Entry,
    Notice,
    SubjectKind,
    User,
    VersionState,
    Visit,
)
from alur.records.standing import Capacity, Standing


@transaction.atomic
def mark_seen(visit: Visit, *, by: Standing, at: dt.datetime) -> None:
    """Note that the person responsible has opened the visit; the first time counts, everything else changes nothing."""
    if visit.seen_at is not None or visit.closed_at is not None:
        return
    situation = locked(visit)
    if situation.visit.seen_at is not None or may_hold(situation, by=by, at=at):
        return
    end_lapsed(situation, at=at)
    situation.visit.seen_at = at
    if situation.visit.is_paused(at):
        situation.visit.unopened_since = at
    situation.visit.save(update_fields=["seen_at", "unopened_since"])
    capacity = capacity_for(situation, by)
    facts = {
        "visit": situation.visit.number,
        "seen_at": recording.stamp(at),
        "unopened_since": recording.stamp(situation.visit.unopened_since),
    }
    recording.write(situation.case, "seen", by=by, at=at, capacity=capacity, data=facts)
    mark_read(Notice.objects.filter(visit=situation.visit, kind__in=TURNS), user=by.user, at=at)


def capacity_to_assign(situation: Situation, by: Standing) -> Capacity | None:
    """Who hands out work: the role whose step appoints this visit's role, those who may cancel, the head."""
    role = situation.visit.role
    keys = {step.responsible for step in situation.procedure.steps if role and step.appoints == role.key}
    keys |= set(situation.procedure.cancelling_roles)
    return capacity_by_keys(situation, keys, by) or by.as_duty(Duty.HEAD)


def may_assign(
    situation: Situation, user: User | None, *, by: Standing, at: dt.datetime, reason: str = ""
) -> list[str]:
    """Why this person may not give the open visit to that user."""
    visit = situation.visit
    if visit.closed_at is not None or situation.case.closed_at is not None:
        return ["Langkah ini sudah ditutup; tidak ada yang dapat ditugaskan lagi."]
    if visit.role is None or capacity_to_assign(situation, by) is None:
        return ["Penugasan ulang dilakukan oleh pejabat yang menugaskan langkah ini."]
    if user is None:
        return []
    if user.pk == visit.assignee_id:
        return [f"{step_name(situation.step)} sudah ditugaskan kepada {user.name}."]
    if not holds_role(user.pk, situation.case.procedure_id, visit.role.key, at):
        return [f"{user.name} tidak memegang peran {visit.role.name} hari ini."]
    faults = text_faults(reason) if reason.strip() else ["belum ditulis."]
    return [f"Alasan penugasan ulang: {fault}" for fault in faults]


@transaction.atomic
@told_together()
def assign(visit: Visit, user: User, *, by: Standing, at: dt.datetime, reason: str, token: str) -> Visit:
    """Give an open visit to another holder of its role, with a reason; the case keeps the new person for that role."""
    situation = locked(visit)
    if recording.earlier(token, "assigned", situation.case):
        return situation.visit
    if reasons := may_assign(situation, user, by=by, at=at, reason=reason):
        raise Refused(reasons)
    end_lapsed(situation, at=at)
    former = situation.visit.assignee_id
    _pass_on(situation.visit, user, at)
    Assignment.objects.update_or_create(case=situation.case, role=situation.visit.role, defaults={"user": user})
    facts = {
        "visit": situation.visit.number,
        "assignee": user.pk,
        "name": user.name,
        "former": former,
        "reason": reason,
        "waited_seconds": situation.visit.waited_seconds,
        "unopened_since": recording.stamp(situation.visit.unopened_since),
    }
    capacity = capacity_to_assign(situation, by)
    entry = recording.write(situation.case, "assigned", by=by, at=at, capacity=capacity, data=facts, token=token)
    tell_of_assignment(situation, former, entry, by=by.user, at=at)
    return situation.visit


def _pass_on(visit: Visit, user: User, at: dt.datetime) -> None:
    """Into other hands: what was opened waits again, and how long it had waited before is kept."""
    if visit.seen_at is not None:
        visit.waited_seconds = waited_seconds(calendar_of_visit(visit), visit, at)
        visit.unopened_since = at
    visit.assignee, visit.seen_at = user, None
    visit.save(update_fields=["assignee", "seen_at", "waited_seconds", "unopened_since"])


def sent_from(situation: Situation) -> Visit | None:
    """The visit from which the open one was sent; steps that passed by themselves lie between and do not count."""
    earlier = situation.case.visits.filter(number__lt=situation.visit.number).exclude(decision=PASSED)
    return earlier.order_by("-number").first()


def may_recall(situation: Situation, *, by: Standing, at: dt.datetime) -> list[str]:
    """Why the open visit may not be taken back by this person."""
    visit = situation.visit
    if visit.closed_at is not None or situation.case.closed_at is not None:
        return ["Langkah ini sudah ditutup; tidak dapat ditarik kembali."]
    sender = sent_from(situation)
    if sender is None or sender.decision == RECALLED or sender.closed_by_id != by.user_id:
        return ["Hanya pengirim langkah sebelumnya yang dapat menarik kembali."]
    if capacity_for(Situation(sender, situation.case), by) is None:
        return ["Anda tidak lagi memegang peran pengirim; hubungi pejabat yang menugaskan."]
    if visit.pauses.exists():
        return ["Waktunya sudah pernah dijeda oleh penerima; mintalah mengembalikannya sebagai koreksi."]
    if visit.seen_at is not None:
        who = visit.assignee.name if visit.assignee else (visit.role.name if visit.role else "penerima")
        return [f"Sudah dibuka oleh {who} pada {moment(visit.seen_at)}; mintalah mengembalikannya sebagai koreksi."]
    return []


@transaction.atomic
@told_together()
def recall(visit: Visit, *, by: Standing, at: dt.datetime, token: str) -> Visit:
    """Take back what was just sent on, while nobody has opened it; the sender's step opens again with its time left.

    Returns the reopened visit. The draft of the sender is there again. Source: SRIKANDI's "batalkan disposisi".
    """
    situation = locked(visit)
    if entry := recording.earlier(token, "recalled", situation.case):
        return situation.case.visits.get(number=entry.data["opens"]["number"])
    if reasons := may_recall(situation, by=by, at=at):
        raise Refused(reasons)
    sender = sent_from(situation)
    assert sender is not None  # may_recall has said so
    calendars = calendars_for([situation.visit])
    calendar, version = calendars.of_visit(situation.visit), calendars.version
    close_visit(situation.visit, RECALLED, by=by.user, at=at, calendar=calendar, version=version)
    left = None if sender.standard_seconds is None else max(0, sender.standard_seconds - (sender.used_seconds or 0))
    reopened = open_visit(
        situation.case,
        situation.procedure.step(sender.step),
        at=at,
        number=situation.visit.number + 1,
        round_number=sender.round,
        version=version,
        assignee=sender.assignee,
        standard_seconds=left,
    )
    _copy_draft(sender, reopened, at)
    sent = Entry.objects.of(SubjectKind.CASE, situation.case.pk).filter(kind="performed").last()
    assert sent is not None  # the sender's press
    _unmark_examined(sender)
    facts = {
        "closes": recording.closing(situation.visit),
        "opens": recording.opening(reopened),
        "takes_back": sender.number,
        "undone": unsettle_points(situation.case, sent.data["points"]),
    }
    capacity = capacity_for(Situation(sender, situation.case), by)
    recording.write(situation.case, "recalled", by=by, at=at, capacity=capacity, data=facts, token=token)
    tell_of_recall(situation, by=by.user, at=at)
    keep_again([sender], at=at)
    return reopened


def _unmark_examined(sender: Visit) -> None:
    """A verdict that is taken back leaves the paper as it was handed in."""
    examined = DocumentVersion.objects.filter(examined_in__visit=sender)
    examined.update(state=VersionState.SUBMITTED)


def _copy_draft(sender: Visit, reopened: Visit, at: dt.datetime) -> None:
    for draft in sender.drafts.filter(user=sender.closed_by).prefetch_related("files"):
        files = list(draft.files.all())
        copy = Draft.objects.create(user_id=draft.user_id, visit=reopened, fields=draft.fields, saved_at=at)
        for file in files:
            file.pk, file.draft = None, copy
            file.save(force_insert=True)
