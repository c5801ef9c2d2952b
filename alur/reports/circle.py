"""Who may know of a letter that is sangat rahasia, and why: by acting on its case, or because the head said so."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from alur.records.models import Appointment, CircleMember, Duty, Letter, User, Visit, document_of


@dataclass(frozen=True, slots=True)
class Insider:
    """A person who belongs to the circle without being named, and why."""

    user: User
    why: str


@dataclass(frozen=True, slots=True)
class Circle:
    """The whole circle: `insiders` by acting, `named` by the head, `past` namings that have ended."""

    insiders: list[Insider]
    named: list[CircleMember]
    past: list[CircleMember]


def circle_of(letter: Letter, on: dt.date) -> Circle:
    """The circle of this letter on this day. Four queries."""
    rows = list(letter.circle.select_related("user", "named_by", "ended_by"))
    return Circle(
        insiders=_insiders(letter, on),
        named=[row for row in rows if row.ended_at is None],
        past=[row for row in reversed(rows) if row.ended_at is not None],
    )


def _insiders(letter: Letter, on: dt.date) -> list[Insider]:
    found: dict[int, Insider] = {}
    for user, why in [*_heads(on), (letter.registered_by, "mencatat surat"), *_hands(letter, on)]:
        found.setdefault(user.pk, Insider(user, why))
    return list(found.values())


def _heads(on: dt.date) -> list[tuple[User, str]]:
    rows = Appointment.objects.current(on).filter(position__duty=Duty.HEAD, user__is_active=True)
    return [(row.user, "kepala biro") for row in rows.select_related("user")]


def _hands(letter: Letter, on: dt.date) -> list[tuple[User, str]]:
    """Who has or has had a step of the case, and who may take up the open ones."""
    visits = Visit.objects.filter(case__letter=letter).select_related("assignee", "closed_by", "role", "case")
    found: list[tuple[User, str]] = []
    free: dict[int, str] = {}
    for visit in visits.order_by("number"):
        number = document_of(visit.case.edition_id).step(visit.step).number
        if visit.closed_by is not None:
            found.append((visit.closed_by, f"mengerjakan langkah {number}"))
        if visit.assignee is not None:
            found.append((visit.assignee, f"ditugasi langkah {number}"))
        elif visit.closed_at is None and visit.role is not None:
            free[visit.role.pk] = f"memegang peran {visit.role.name}, langkah {number} menunggu"
    holders = Appointment.objects.current(on).filter(position__roles__in=free, user__is_active=True)
    rows = holders.select_related("user").values_list("user", "position__roles").order_by("user__name")
    people = User.objects.in_bulk([user for user, _ in rows])
    return found + [(people[user], free[role]) for user, role in rows if role in free]
