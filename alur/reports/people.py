"""Who holds which position on a day, and which seats that the work needs nobody holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Prefetch

from alur.records.models import Appointment, AppointmentKind, Duty, Edition, Procedure, Role, User

NEEDED_DUTIES = (Duty.LETTER_DESK, Duty.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Holder:
    """A person with the capacities in force on the day, each with the number of its letter."""

    nip: str
    name: str
    unit: str
    is_active: bool
    capacities: tuple[tuple[str, str], ...]


def holders(on: dt.date) -> list[Holder]:
    """Everybody with an account, by name. Two statements, however many people."""
    in_force = Appointment.objects.current(on).select_related("position__unit", "stands_for")
    people = User.objects.select_related("unit").prefetch_related(
        Prefetch("appointments", in_force.order_by("kind", "starts_on", "pk"), to_attr="in_force")
    )
    return [
        Holder(
            user.nip,
            user.name,
            user.unit.name if user.unit else "",
            user.is_active,
            tuple((_title(row), row.letter_number) for row in user.in_force),
        )
        for user in people
    ]


def _title(row: Appointment) -> str:
    title = f"{row.position.name}, {row.position.unit.name}"
    if row.kind != AppointmentKind.DEFINITIVE:
        title = f"{row.get_kind_display()} {title}"
    return f"{title}, a.n. {row.stands_for.name}" if row.stands_for else title


def gaps(on: dt.date) -> list[str]:
    """A sentence for each inside role of a published procedure, and each duty that letters need, held by nobody."""
    in_force = Appointment.objects.current(on).filter(user__is_active=True)
    held_roles = set(in_force.values_list("position__roles", flat=True))
    held_duties = set(in_force.values_list("position__duty", flat=True))
    return [
        *(
            f"Hari ini tidak ada yang memegang tugas {duty.label.lower()}."
            for duty in NEEDED_DUTIES
            if duty not in held_duties
        ),
        *(
            f"Hari ini tidak ada yang memegang peran {role.name} ({role.procedure.number}:{role.key})."
            for role in _inside_roles()
            if role.pk not in held_roles
        ),
    ]


def _inside_roles() -> Iterator[Role]:
    """The roles that the newest edition of each procedure gives to people with an account."""
    for procedure in Procedure.objects.prefetch_related("roles"):
        edition = Edition.objects.filter(procedure=procedure).order_by("-number").first()
        keys = {role.key for role in edition.document.roles if not role.is_outside} if edition else set()
        yield from (role for role in procedure.roles.all() if role.key in keys)
