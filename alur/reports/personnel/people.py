"""The list of people with what they are today, and all that is kept about one of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from alur.records.models import Appointment, DataRequest, Leave, Qualification, User
from alur.records.standing import appointment_title
from alur.reports.personnel.knowing import wanted_of

PAGE = 50
ALL, ACTIVE, INACTIVE, WITHOUT = "semua", "aktif", "nonaktif", "tanpa-jabatan"
STATES = {ALL: "Semua", ACTIVE: "Aktif", INACTIVE: "Tidak aktif", WITHOUT: "Tanpa jabatan hari ini"}


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the list."""

    user: User
    titles: tuple[str, ...]
    away_until: dt.date | None


@dataclass(frozen=True, slots=True)
class PeopleList:
    """A page of people by name; `next_after` is the key of its last line when more follow, else 0."""

    rows: list[PersonRow]
    next_after: int


def people_list(on: dt.date, *, q: str = "", state: str = ALL, after: int = 0) -> PeopleList:
    """People whose name, NIP or unit has every word of `q`, 50 a page. Three statements, one more further on."""
    in_force = Appointment.objects.current(on).select_related("position", "stands_for")
    found = _narrowed(User.objects.all(), on, q, state)
    if after and (last := User.objects.filter(pk=after).values_list("name", "pk").first()):
        found = found.filter(Q(name__gt=last[0]) | Q(name=last[0], pk__gt=last[1]))
    people = found.select_related("unit").prefetch_related(
        Prefetch("appointments", in_force.order_by("kind", "starts_on", "pk"), to_attr="in_force"),
        Prefetch("leaves", Leave.objects.on(on), to_attr="away"),
    )
    users = list(people.order_by("name", "pk")[: PAGE + 1])
    rows = [PersonRow(user, _titles(user), user.away[0].ends_on if user.away else None) for user in users[:PAGE]]  # type: ignore[attr-defined]
    return PeopleList(rows, users[PAGE - 1].pk if len(users) > PAGE else 0)


def _narrowed(found: QuerySet[User], on: dt.date, q: str, state: str) -> QuerySet[User]:
    for word in q.split()[:12]:
        found = found.filter(Q(name__icontains=word) | Q(nip__icontains=word) | Q(unit__name__icontains=word))
    if state == ACTIVE:
        return found.filter(is_active=True)
    if state == INACTIVE:
        return found.filter(is_active=False)
    if state == WITHOUT:
        return found.filter(is_active=True).exclude(appointments__in=Appointment.objects.current(on))
    return found


def _titles(user: User) -> tuple[str, ...]:
    return tuple(appointment_title(row) for row in user.in_force)  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """An appointment as a page shows it."""

    row: Appointment
    title: str
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """All that is kept about a person; `wanted` are qualifications that the SOPs name and the person lacks."""

    user: User
    appointments: list[AppointmentRow]
    leaves: list[Leave]
    qualifications: list[Qualification]
    wanted: list[str]
    requests: list[DataRequest]


def person_page(user: User, on: dt.date) -> PersonPage:
    """What is kept about this person, newest appointments first."""
    rows = user.appointments.select_related("position__unit", "stands_for").order_by("-starts_on", "-pk")
    has = list(user.qualifications.filter(withdrawn_at__isnull=True))
    known = {item.text for item in has}
    return PersonPage(
        user,
        [AppointmentRow(row, appointment_title(row), *_state(row, on)) for row in rows],
        list(user.leaves.filter(cancelled_at__isnull=True).select_related("stand_in")[:20]),
        has,
        [text for text in wanted_of(user, on) if text not in known],
        list(user.data_requests.select_related("answered_by")[:20]),
    )


def _state(row: Appointment, on: dt.date) -> tuple[str, str]:
    if row.starts_on > on:
        return "akan datang", "brand"
    if row.ends_on and row.ends_on < on:
        return "berakhir", ""
    return "berlaku", "good"
