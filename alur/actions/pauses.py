"""Pausing the clock of a visit for a reason that the procedure allows, and letting it run again."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from alur.actions import recording
from alur.actions.clock import calendar_of_visit, due_of, elapsed_seconds
from alur.actions.judging import capacity_by_keys, capacity_for, may_act
from alur.actions.refusal import Refused
from alur.actions.situation import Situation, locked
from alur.actions.texts import text_faults
from alur.actions.wording import moment, step_name
from alur.records.models import Pause, Visit
from alur.records.standing import Capacity, Standing
from alur.worktime import Calendar


def may_pause(situation: Situation, *, by: Standing, at: dt.datetime, reason: str | None = None) -> list[str]:
    """Why the clock may not be paused by this person (for this reason; None asks about any)."""
    visit = situation.visit
    if visit.paused_since is not None:
        return [f"Waktu langkah ini sudah dijeda sejak {moment(visit.paused_since)}."]
    if visit.standard_seconds is None:
        return [f"{step_name(situation.step)} tidak mempunyai mutu baku waktu, jadi tidak ada yang dijeda."]
    if not situation.step.pause_reasons:
        return [f"SOP tidak mengizinkan jeda pada {step_name(situation.step).lower()}."]
    if reasons := may_act(situation, by=by, at=at):
        return reasons
    if reason is not None and reason not in situation.step.pause_reasons:
        return ["Pilih alasan jeda dari daftar: " + "; ".join(situation.step.pause_reasons) + "."]
    return []


@transaction.atomic
def pause(visit: Visit, reason: str, *, by: Standing, at: dt.datetime, note: str = "", token: str) -> Pause:
    """Stop the visit's clock from now on. Raises Refused."""
    situation = locked(visit)
    if entry := recording.earlier(token, "paused", situation.case):
        return situation.visit.pauses.get(starts_at=entry.at)
    if reasons := may_pause(situation, by=by, at=at, reason=reason) or _note_faults(note):
        raise Refused(reasons)
    row = Pause.objects.create(visit=situation.visit, reason=reason, note=note.strip(), starts_at=at, paused_by=by.user)
    situation.visit.paused_since = at
    situation.visit.save(update_fields=["paused_since"])
    facts = {"visit": situation.visit.number, "reason": reason, "note": row.note, "starts_at": recording.stamp(at)}
    capacity = capacity_for(situation, by)
    recording.write(situation.case, "paused", by=by, at=at, capacity=capacity, data=facts, token=token)
    return row


def may_resume(situation: Situation, *, by: Standing, at: dt.datetime) -> list[str]:
    """Why the clock may not run again at this person's word: who works on the step, or may cancel the case, may."""
    visit = situation.visit
    if visit.closed_at is not None or visit.paused_since is None:
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
    if reasons := may_resume(situation, by=by, at=at) or _note_faults(note):
        raise Refused(reasons)
    calendar = calendar_of_visit(situation.visit)
    row = situation.visit.pauses.select_for_update().get(ends_at__isnull=True)
    row.ends_at, row.resumed_by = at, by.user
    row.save(update_fields=["ends_at", "resumed_by"])
    end_pause(situation.visit, row, at, calendar=calendar)
    facts = {
        "visit": situation.visit.number,
        "ends_at": recording.stamp(at),
        "note": note.strip(),
        "paused_seconds": situation.visit.paused_seconds,
        "due_at": recording.stamp(situation.visit.due_at),
    }
    capacity = _resuming_capacity(situation, by)
    recording.write(situation.case, "resumed", by=by, at=at, capacity=capacity, data=facts, token=token)
    return row


def end_pause(visit: Visit, row: Pause, at: dt.datetime, *, calendar: Calendar) -> None:
    """Count a pause's working time, and move the deadline."""
    visit.paused_seconds += elapsed_seconds(calendar, visit, row.starts_at, at)
    visit.paused_since = None
    visit.due_at = due_of(calendar, visit)
    visit.save(update_fields=["paused_seconds", "paused_since", "due_at"])


def _note_faults(note: str) -> list[str]:
    return [f"Keterangan: {fault}" for fault in text_faults(note)]


def _resuming_capacity(situation: Situation, by: Standing) -> Capacity | None:
    if situation.visit.assignee_id in (None, by.user_id) and (capacity := capacity_for(situation, by)):
        return capacity
    return capacity_by_keys(situation, set(situation.procedure.cancelling_roles), by)
