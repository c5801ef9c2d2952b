"""Units and positions: entered and changed with a reason. Old records keep the names of their day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from alur.actions.people import add_position, add_unit, amend, write
from alur.actions.personnel.rights import is_repeat, leaves_no_administrator, may_manage, needed, reason_faults
from alur.actions.refusal import Refused
from alur.records.models import Appointment, AppointmentKind, Duty, Entry, Position, Role, Unit
from alur.records.standing import Standing

NAME_LIMIT, CODE_LIMIT = 200, 40


@dataclass(frozen=True, slots=True)
class UnitValues:
    """A unit as it is to be. Its zone changes by decree only."""

    code: str
    name: str
    parent: Unit | None = None
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class PositionValues:
    """A position as it is to be; its unit stays."""

    name: str
    unit: Unit
    duty: Duty = Duty.NONE
    is_single: bool = False
    roles: Sequence[Role] = ()


def may_keep_unit(
    values: UnitValues | None, *, by: Standing, kept: Unit | None = None, reason: str | None = None
) -> list[str]:
    """Why this unit may not be entered, or `kept` not become it; without values, whether at all."""
    if reasons := may_manage(by=by):
        return reasons
    return [] if values is None else _unit_faults(values, kept) + reason_faults(reason)


def _unit_faults(values: UnitValues, kept: Unit | None) -> list[str]:
    reasons = needed("Kode unit", values.code, CODE_LIMIT) + needed("Nama unit", values.name, NAME_LIMIT)
    if kept is None and Unit.objects.filter(code__iexact=values.code.strip()).exists():
        reasons.append(f"Kode unit “{values.code}” sudah dipakai; pilih kode lain.")
    if values.starts_on and values.ends_on and values.ends_on < values.starts_on:
        reasons.append("Tanggal berakhirnya unit lebih awal daripada mulainya; periksa kedua tanggalnya.")
    above = values.parent
    while kept and above:
        if above.pk == kept.pk:
            reasons.append("Unit tidak dapat berada di bawah dirinya sendiri; pilih induk lain.")
            break
        above = above.parent
    if kept and values.ends_on:
        later = Q(ends_on__isnull=True) | Q(ends_on__gt=values.ends_on)
        count = Appointment.objects.filter(later, position__unit=kept).count()
        if count:
            reasons.append(f"Masih ada {count} penetapan pada unit ini sesudah tanggal itu; akhiri dahulu.")
    return reasons


@transaction.atomic
def enter_unit(values: UnitValues, *, by: Standing, at: dt.datetime, token: str = "") -> Unit:
    """Enter a unit. Raises Refused."""
    if is_repeat(token, "unit"):
        return Unit.objects.get(pk=Entry.objects.get(token=token).data["row"]["pk"])
    if reasons := may_keep_unit(values, by=by):
        raise Refused(reasons)
    return add_unit(
        values.code.strip(),
        values.name.strip(),
        parent=values.parent,
        starts_on=values.starts_on,
        ends_on=values.ends_on,
        at=at,
        by=by,
        token=token,
    )


@transaction.atomic
def change_unit(kept: Unit, values: UnitValues, *, reason: str, by: Standing, at: dt.datetime, token: str = "") -> Unit:
    """Rename, move or end a unit; its code stays. Raises Refused."""
    row = Unit.objects.get(pk=kept.pk)
    if is_repeat(token, "unit-changed"):
        return row
    if reasons := may_keep_unit(values, by=by, kept=row, reason=reason):
        raise Refused(reasons)
    changes = {
        "name": values.name.strip(),
        "parent": values.parent,
        "starts_on": values.starts_on,
        "ends_on": values.ends_on,
    }
    amend(row, changes, at=at, by=by, reason=reason, token=token)
    return row


def may_keep_position(
    values: PositionValues | None,
    *,
    by: Standing,
    at: dt.datetime,
    kept: Position | None = None,
    reason: str | None = None,
) -> list[str]:
    """Why this position may not be entered, or `kept` not become it; without values, whether at all."""
    if reasons := may_manage(by=by):
        return reasons
    return [] if values is None else _position_faults(values, at, kept) + reason_faults(reason)


def _position_faults(values: PositionValues, at: dt.datetime, kept: Position | None) -> list[str]:
    reasons = needed("Nama jabatan", values.name, NAME_LIMIT)
    same = Position.objects.filter(name__iexact=values.name.strip(), unit=values.unit)
    if (same.exclude(pk=kept.pk) if kept else same).exists():
        reasons.append(f"Jabatan {values.name.strip()} sudah ada pada unit {values.unit.name}.")
    if kept and values.is_single:
        holders = Appointment.objects.current(timezone.localdate(at)).filter(
            position=kept, kind=AppointmentKind.DEFINITIVE
        )
        if holders.count() > 1:
            reasons.append(f"Jabatan ini sedang dipegang {holders.count()} orang; akhiri dahulu yang lain.")
    if kept and kept.duty == Duty.ADMINISTRATOR != values.duty:
        reasons += leaves_no_administrator(at, without=kept.appointments.select_related("position"))
    return reasons


@transaction.atomic
def enter_position(values: PositionValues, *, by: Standing, at: dt.datetime, token: str = "") -> Position:
    """Enter a position with what it carries. Raises Refused."""
    if is_repeat(token, "position"):
        return Position.objects.get(pk=Entry.objects.get(token=token).data["row"]["pk"])
    if reasons := may_keep_position(values, by=by, at=at):
        raise Refused(reasons)
    return add_position(
        values.name.strip(),
        values.unit,
        duty=values.duty,
        roles=values.roles,
        is_single=values.is_single,
        at=at,
        by=by,
        token=token,
    )


@transaction.atomic
def change_position(
    kept: Position, values: PositionValues, *, reason: str, by: Standing, at: dt.datetime, token: str = ""
) -> Position:
    """Rename a position or change what it carries. Papers that were signed keep the old name. Raises Refused."""
    row = Position.objects.get(pk=kept.pk)
    if is_repeat(token, "position-changed"):
        return row
    if reasons := may_keep_position(values, by=by, at=at, kept=row, reason=reason):
        raise Refused(reasons)
    was = {"name": row.name, "duty": row.duty, "roles": sorted(row.roles.values_list("pk", flat=True))}
    row.name, row.duty, row.is_single = values.name.strip(), values.duty, values.is_single
    row.save(update_fields=["name", "duty", "is_single"])
    row.roles.set(values.roles)
    write("position-changed", {"pk": row.pk, "was": was}, row, at=at, by=by, reason=reason, token=token)
    return row
