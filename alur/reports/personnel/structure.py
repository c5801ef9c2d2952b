"""The tree of units, and the positions with what they carry and who holds them today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Prefetch

from alur.records.models import Appointment, Position, Unit
from alur.records.standing import appointment_title


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit at its place in the tree; `depth` 0 is the top."""

    unit: Unit
    depth: int
    people: int
    has_ended: bool


def unit_tree(on: dt.date) -> list[UnitRow]:
    """All units, each below the one that it belongs to. One statement."""
    below: dict[int | None, list[Unit]] = {}
    for unit in Unit.objects.annotate(count=Count("people")).order_by("name", "pk"):
        below.setdefault(unit.parent_id, []).append(unit)

    def rows(parent: int | None, depth: int) -> Iterator[UnitRow]:
        for unit in below.get(parent, ()):
            yield UnitRow(unit, depth, unit.count, unit.ends_on is not None and unit.ends_on < on)  # type: ignore[attr-defined]
            yield from rows(unit.pk, depth + 1)

    return list(rows(None, 0))


@dataclass(frozen=True, slots=True)
class PositionRow:
    """A position, the roles that it carries, and its holders of the day as they sign."""

    position: Position
    roles: tuple[str, ...]
    holders: tuple[str, ...]


def position_list(on: dt.date) -> list[PositionRow]:
    """All positions by unit and name. Three statements."""
    in_force = Appointment.objects.current(on).filter(user__is_active=True).select_related("user", "stands_for")
    positions = Position.objects.select_related("unit").prefetch_related(
        "roles", Prefetch("appointments", in_force, to_attr="in_force")
    )
    return [
        PositionRow(
            position,
            tuple(role.name for role in position.roles.all()),
            tuple(_holder(row, position) for row in position.in_force),  # type: ignore[attr-defined]
        )
        for position in positions.order_by("unit__name", "name", "pk")
    ]


def _holder(row: Appointment, position: Position) -> str:
    row.position = position
    title = appointment_title(row)
    return row.user.name if title == position.name else f"{row.user.name} ({title})"
