"""Standing: in which capacities a person may act on a given day. One query; every right is asked of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef

from alur.records.models.letters import CircleMember
from alur.records.models.people import Appointment, AppointmentKind, Duty, User


@dataclass(frozen=True, slots=True)
class Capacity:
    """One appointment in force, as far as rights need it. `title` is how the person signs."""

    appointment_id: int
    title: str
    kind: str
    letter_number: str
    position: str
    duty: str
    unit_id: int
    role_id: int | None
    procedure_id: int | None

    @property
    def is_stand_in(self) -> bool:
        return self.kind != AppointmentKind.DEFINITIVE


@dataclass(frozen=True)
class Standing:
    """A person on a day, with all capacities in force. Without any, the person sees and may do nothing.

    `is_named`: the head has named the person to the circle of some letter that is sangat rahasia.
    """

    user: User
    on: dt.date
    capacities: tuple[Capacity, ...]
    is_named: bool = False

    @property
    def user_id(self) -> int:
        return self.user.pk

    @cached_property
    def role_ids(self) -> frozenset[int]:
        return frozenset(item.role_id for item in self.capacities if item.role_id is not None)

    @cached_property
    def procedure_ids(self) -> frozenset[int]:
        return frozenset(item.procedure_id for item in self.capacities if item.procedure_id is not None)

    @cached_property
    def duties(self) -> frozenset[str]:
        return frozenset(item.duty for item in self.capacities if item.duty)

    @cached_property
    def unit_ids(self) -> frozenset[int]:
        return frozenset(item.unit_id for item in self.capacities)

    @property
    def work_unit_id(self) -> int | None:
        """The unit in whose hours the person works: that of the first capacity with a role, else of the first one."""
        with_role = [item.unit_id for item in self.capacities if item.role_id is not None]
        return next(iter([*with_role, *(item.unit_id for item in self.capacities)]), None)

    @property
    def title(self) -> str:
        """How the person is shown beside the name: the first capacity, "" without any."""
        return self.capacities[0].title if self.capacities else ""

    def has_duty(self, duty: Duty) -> bool:
        return duty in self.duties

    def as_role(self, role_id: int | None) -> Capacity | None:
        """The capacity that carries this role; a definitive appointment goes before a stand-in. None without one."""
        fitting = [item for item in self.capacities if item.role_id == role_id and role_id is not None]
        return min(fitting, key=lambda item: item.is_stand_in, default=None)

    def as_duty(self, *duties: Duty) -> Capacity | None:
        """The first capacity with one of these duties, None without one."""
        return next((item for item in self.capacities if item.duty in duties), None)


def standing_of(user: User, on: dt.date) -> Standing:
    """What this person is on this day. One query. An inactive account has no standing."""
    if not user.is_active:
        return Standing(user, on, ())
    named = CircleMember.objects.current().filter(user=OuterRef("user"))
    rows = list(
        Appointment.objects.current(on)
        .filter(user=user)
        .order_by("kind", "starts_on", "pk")
        .values_list(
            "pk",
            "kind",
            "letter_number",
            "position__name",
            "position__duty",
            "position__unit_id",
            "stands_for__name",
            "position__roles__pk",
            "position__roles__procedure_id",
            Exists(named),
        )
    )
    capacities = tuple(_capacity(*row) for *row, _ in rows)
    return Standing(user, on, capacities, is_named=any(is_named for *_, is_named in rows))


def appointment_title(row: Appointment) -> str:
    """How the person of this appointment signs, by the names of today."""
    return _title(row.kind, row.position.name, row.stands_for.name if row.stands_for else None)


def _capacity(
    pk: int, kind: str, letter: str, position: str, duty: str, unit: int, principal: str | None, *role: Any
) -> Capacity:
    role_id, procedure_id = role
    return Capacity(pk, _title(kind, position, principal), kind, letter, position, duty, unit, role_id, procedure_id)


def _title(kind: str, position: str, principal: str | None) -> str:
    if kind == AppointmentKind.DEFINITIVE:
        return position
    title = f"{AppointmentKind(kind).label} {position}"
    return f"{title}, a.n. {principal}" if principal else title
