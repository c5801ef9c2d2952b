"""Penahanan: the head holds a case back from every list, by letter, and lifts it by letter (a suit, an audit)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from alur.actions import recording
from alur.actions.refusal import Refused
from alur.actions.retention.office import number_faults, reason_faults
from alur.actions.situation import lock_case
from alur.actions.wording import moment
from alur.records.models import PENDING, Case, Destruction, DisposalItem, Duty, Hold
from alur.records.standing import Standing


def may_hold(case: Case, *, by: Standing, reason: str | None = None, letter_number: str = "") -> list[str]:
    """Why this person may not hold the case (for this reason; None asks about any)."""
    if by.as_duty(Duty.HEAD) is None:
        return ["Penahanan ditetapkan dan dicabut oleh kepala biro."]
    if (row := _open_hold(case)) is not None:
        return [f"Berkas ini sudah ditahan sejak {moment(row.set_at)} dengan surat {row.letter_number}."]
    if Destruction.objects.filter(case=case).exists():
        return ["Isi berkas ini sudah dimusnahkan; tidak ada lagi yang dapat ditahan."]
    return [] if reason is None else _faults("Alasan penahanan", reason, letter_number)


@transaction.atomic
def hold(case: Case, *, by: Standing, at: dt.datetime, reason: str, letter_number: str, token: str) -> Hold:
    """Hold a case; where it waits on a list it is taken out. Raises Refused."""
    case = lock_case(case)
    if recording.earlier(token, "held", case):
        return Hold.objects.filter(case=case).latest("pk")
    if reasons := may_hold(case, by=by, reason=reason, letter_number=letter_number):
        raise Refused(reasons)
    row = Hold.objects.create(
        case=case, reason=reason.strip(), letter_number=letter_number.strip(), set_at=at, set_by=by.user
    )
    waiting = DisposalItem.objects.filter(case=case, removed_at=None, done_at=None, disposal__state__in=PENDING)
    lists = list(waiting.values_list("disposal", flat=True))
    waiting.update(removed_at=at)
    facts = {"reason": row.reason, "letter_number": row.letter_number, "taken_out_of": lists}
    recording.write(case, "held", by=by, at=at, capacity=by.as_duty(Duty.HEAD), data=facts, token=token)
    return row


def may_lift(case: Case, *, by: Standing, reason: str | None = None, letter_number: str = "") -> list[str]:
    """Why this person may not lift the case's hold (for this reason; None asks about any)."""
    if by.as_duty(Duty.HEAD) is None:
        return ["Penahanan ditetapkan dan dicabut oleh kepala biro."]
    if _open_hold(case) is None:
        return ["Berkas ini tidak sedang ditahan."]
    return [] if reason is None else _faults("Alasan pencabutan", reason, letter_number)


@transaction.atomic
def lift(case: Case, *, by: Standing, at: dt.datetime, reason: str, letter_number: str, token: str) -> Hold:
    """Lift the hold; its term goes on counting as if it had not been. Raises Refused."""
    case = lock_case(case)
    if recording.earlier(token, "hold-lifted", case):
        return Hold.objects.filter(case=case).latest("pk")
    if reasons := may_lift(case, by=by, reason=reason, letter_number=letter_number):
        raise Refused(reasons)
    row = Hold.objects.get(case=case, lifted_at__isnull=True)
    row.lift_reason, row.lift_letter_number = reason.strip(), letter_number.strip()
    row.lifted_at, row.lifted_by = at, by.user
    row.save(update_fields=["lift_reason", "lift_letter_number", "lifted_at", "lifted_by"])
    facts = {"reason": row.lift_reason, "letter_number": row.lift_letter_number}
    recording.write(case, "hold-lifted", by=by, at=at, capacity=by.as_duty(Duty.HEAD), data=facts, token=token)
    return row


def _open_hold(case: Case) -> Hold | None:
    return Hold.objects.filter(case=case, lifted_at__isnull=True).first()


def _faults(label: str, reason: str, letter_number: str) -> list[str]:
    return [*reason_faults(label, reason), *number_faults("Nomor surat", letter_number)]
