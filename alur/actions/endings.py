"""Ending a case outside its steps: withdrawn by the requester's letter, or cancelled by the head with a reason."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from alur.actions import recording
from alur.actions.clock import calendars_for
from alur.actions.deriving import answer_requester
from alur.actions.notices import settle, told_together
from alur.actions.pauses import cut_short, end_lapsed
from alur.actions.refusal import Refused
from alur.actions.situation import Situation, lock_case
from alur.actions.steps import close_visit
from alur.actions.telling import hands_of, tell_of_end
from alur.actions.texts import text_faults
from alur.actions.wording import moment
from alur.records.models import Case, Duty, Result
from alur.records.standing import Capacity, Standing
from alur.worktime.wording import long_date

WITHDRAWN, CANCELLED = "ditarik", "dibatalkan"
NUMBER_LIMIT = 120


def may_withdraw(
    case: Case,
    *,
    by: Standing,
    at: dt.datetime,
    letter_number: str | None = None,
    dated_on: dt.date | None = None,
    reason: str = "",
) -> list[str]:
    """Why the request may not be withdrawn by this person (with this letter; None asks about any)."""
    if reasons := _is_over(case):
        return reasons
    if _withdrawing_capacity(case, by) is None:
        return ["Permintaan ditarik oleh unit pemohon atau petugas surat, dengan surat penarikan."]
    if letter_number is None:
        return []
    reasons = [] if letter_number.strip() else ["Nomor surat penarikan belum diisi."]
    reasons += [f"Nomor surat penarikan: {fault}" for fault in text_faults(letter_number, limit=NUMBER_LIMIT)]
    reasons += [f"Alasan penarikan: {fault}" for fault in text_faults(reason)]
    if dated_on is None:
        reasons.append("Tanggal surat penarikan belum diisi.")
    elif dated_on > timezone.localdate(at):
        reasons.append(f"Tanggal surat penarikan {long_date(dated_on)} belum tiba.")
    elif dated_on < case.letter.dated_on:
        reasons.append("Tanggal surat penarikan lebih awal daripada surat permintaannya; periksa tanggalnya.")
    return reasons


@transaction.atomic
def withdraw(
    case: Case, *, by: Standing, at: dt.datetime, letter_number: str, dated_on: dt.date | None, reason: str, token: str
) -> Case:
    """End the case because its requester takes the request back by letter. Raises Refused."""
    case = lock_case(case)
    if recording.earlier(token, "withdrawn", case):
        return case
    if reasons := may_withdraw(case, by=by, at=at, letter_number=letter_number, dated_on=dated_on, reason=reason):
        raise Refused(reasons)
    letter = {"letter_number": letter_number.strip(), "dated_on": dated_on.isoformat() if dated_on else None}
    capacity = _withdrawing_capacity(case, by)
    return _end(
        case, WITHDRAWN, by=by, at=at, capacity=capacity, facts=letter | {"reason": reason.strip()}, token=token
    )


def may_cancel(case: Case, *, by: Standing, at: dt.datetime, reason: str | None = None) -> list[str]:
    """Why the case may not be cancelled by this person (for this reason; None asks about any)."""
    if reasons := _is_over(case):
        return reasons
    if _cancelling_capacity(case, by) is None:
        names = ", ".join(case.edition.document.role(key).name for key in case.edition.document.cancelling_roles)
        return [f"Permintaan dibatalkan oleh {names or 'kepala biro'} atau kepala biro."]
    if reason is not None and len(reason.strip()) < 10:
        return ["Tulis alasan pembatalan, sekurang-kurangnya 10 huruf."]
    return [f"Alasan pembatalan: {fault}" for fault in text_faults(reason or "")]


@transaction.atomic
def cancel(case: Case, *, by: Standing, at: dt.datetime, reason: str, token: str) -> Case:
    """End the case by the head's decision, with a reason. Raises Refused."""
    case = lock_case(case)
    if recording.earlier(token, "cancelled", case):
        return case
    if reasons := may_cancel(case, by=by, at=at, reason=reason):
        raise Refused(reasons)
    capacity = _cancelling_capacity(case, by)
    return _end(case, CANCELLED, by=by, at=at, capacity=capacity, facts={"reason": reason.strip()}, token=token)


@told_together()
def _end(
    case: Case,
    result: str,
    *,
    by: Standing,
    at: dt.datetime,
    capacity: Capacity | None,
    facts: dict[str, Any],
    token: str,
) -> Case:
    visits = list(case.visits.open().select_for_update(of=("self",)))
    hands = {person for visit in visits for person in hands_of(visit, at)}
    calendars = calendars_for(visits)
    version, closed = calendars.version, []
    for visit in visits:
        end_lapsed(Situation(visit, case), at=at)
        if visit.paused_since is not None:
            cut_short(visit, at=at, by=by.user, calendar=calendars.of_visit(visit))
        close_visit(visit, result, by=by.user, at=at, calendar=calendars.of_visit(visit), version=version)
        settle(visit, at=at)
        closed.append(recording.closing(visit))
    case.closed_at, case.result = at, result
    case.save(update_fields=["closed_at", "result"])
    kind = "withdrawn" if result == WITHDRAWN else "cancelled"
    data = facts | {"closes_all": closed, "result": result}
    recording.write(case, kind, by=by, at=at, capacity=capacity, data=data, token=token)
    answer_requester.enqueue(case.pk, at.isoformat())
    tell_of_end(case, hands, by=by.user, at=at)
    return case


def _is_over(case: Case) -> list[str]:
    if case.closed_at is None:
        return []
    label = Result(case.result).label if case.result in Result.values else case.result
    return [f"Permintaan {case.number} sudah berakhir ({label.lower()}) pada {moment(case.closed_at)}."]


def _withdrawing_capacity(case: Case, by: Standing) -> Capacity | None:
    own = [item for item in by.capacities if item.duty == Duty.REQUESTER and item.unit_id == case.unit_id]
    return by.as_duty(Duty.LETTER_DESK) or next(iter(own), None)


def _cancelling_capacity(case: Case, by: Standing) -> Capacity | None:
    keys = case.edition.document.cancelling_roles
    roles = case.procedure.roles.filter(key__in=keys).values_list("pk", flat=True)
    return next((item for pk in roles if (item := by.as_role(pk))), None) or by.as_duty(Duty.HEAD)
