"""Cuti: entered and cancelled. Who gets the work of those days, `alur.actions.presence` says."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from alur.actions.people import write
from alur.actions.personnel.rights import is_repeat, needed
from alur.actions.refusal import Refused
from alur.records.models import Duty, Entry, Leave, User
from alur.records.standing import Standing
from alur.worktime.wording import long_date

LONGEST_DAYS = 3 * 366


@dataclass(frozen=True, slots=True)
class LeaveValues:
    """A leave as it was granted."""

    user: User
    reason: str
    starts_on: dt.date
    ends_on: dt.date
    stand_in: User | None = None


def may_enter_leave(values: LeaveValues | None, *, by: Standing) -> list[str]:
    """Why this leave may not be entered; None asks whether the person may enter any."""
    if by.as_duty(Duty.ADMINISTRATOR, Duty.HEAD) is None:
        return ["Cuti dicatat oleh administrator atau kepala biro; Anda tidak memegang tugas itu hari ini."]
    if values is None:
        return []
    reasons = needed("Jenis cuti", values.reason, 200)
    if values.ends_on < values.starts_on:
        reasons.append("Hari terakhir cuti lebih awal daripada hari pertamanya; periksa kedua tanggalnya.")
    elif (values.ends_on - values.starts_on).days > LONGEST_DAYS:
        reasons.append("Cuti paling lama tiga tahun; periksa tahunnya.")
    if values.stand_in and values.stand_in.pk == values.user.pk:
        reasons.append("Pengganti harus orang lain.")
    if values.stand_in and not values.stand_in.is_active:
        reasons.append(f"Akun {values.stand_in.name} tidak aktif; pilih pengganti lain.")
    rows = values.user.leaves.filter(cancelled_at__isnull=True)
    other = rows.filter(starts_on__lte=values.ends_on, ends_on__gte=values.starts_on).first()
    if other:
        days = f"{long_date(other.starts_on)} sampai {long_date(other.ends_on)}"
        reasons.append(f"{values.user.name} sudah tercatat cuti {days}; batalkan dahulu yang itu.")
    return reasons


@transaction.atomic
def enter_leave(values: LeaveValues, *, by: Standing, at: dt.datetime, token: str = "") -> Leave:
    """Keep a leave. Raises Refused."""
    if is_repeat(token, "leave"):
        return Leave.objects.get(pk=Entry.objects.get(token=token).data["row"]["pk"])
    if reasons := may_enter_leave(values, by=by):
        raise Refused(reasons)
    row = Leave.objects.create(
        user=values.user,
        stand_in=values.stand_in,
        reason=values.reason.strip(),
        starts_on=values.starts_on,
        ends_on=values.ends_on,
    )
    write("leave", {}, row, at=at, by=by, token=token)
    return row


@transaction.atomic
def cancel_leave(leave: Leave, *, by: Standing, at: dt.datetime, token: str = "") -> Leave:
    """Cancel a leave; work that went to the stand-in stays there. Raises Refused."""
    row = Leave.objects.get(pk=leave.pk)
    if is_repeat(token, "leave-cancelled") or row.cancelled_at:
        return row
    if reasons := may_enter_leave(None, by=by):
        raise Refused(reasons)
    row.cancelled_at = at
    row.save(update_fields=["cancelled_at"])
    write("leave-cancelled", {}, row, at=at, by=by, token=token)
    return row
