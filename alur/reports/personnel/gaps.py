"""Kekosongan: roles that nobody holds, appointments about to end, and open work of people who are not there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from alur.records.models import Appointment, Case, Leave, User, Visit, document_of
from alur.records.models.cases import VisitQuerySet
from alur.records.standing import Standing, appointment_title
from alur.reports.people import gaps as empty_seats
from alur.sop.document import Step

SOON_DAYS, MOST = 14, 100


@dataclass(frozen=True, slots=True)
class Ending:
    """An appointment that ends soon."""

    row: Appointment
    title: str
    days: int


@dataclass(frozen=True, slots=True)
class Stranded:
    """An open step in the hands of a person who is not there, and why; `title` only for who may read the case."""

    visit: Visit
    step: Step
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Gaps:
    """The three kinds; `count` is how many steps lie stranded in all, of which the first hundred are listed."""

    empty: list[str]
    endings: list[Ending]
    stranded: list[Stranded]
    count: int
    candidates: list[User]


def find_gaps(viewer: Standing) -> Gaps:
    """What is missing on the viewer's day. A fixed number of statements, however many cases."""
    on = viewer.on
    visits = stranded_visits(on).known_to(viewer)
    rows = list(visits.select_related("case", "role", "assignee").order_by("assignee__name", "due_at", "pk")[:MOST])
    cases = Case.objects.visible_to(viewer).order_by().filter(pk__in=[row.case_id for row in rows])
    readable = set(cases.values_list("pk", flat=True))
    away = {row.user_id: row for row in Leave.objects.on(on).select_related("stand_in")}
    return Gaps(
        empty_seats(on),
        _endings(on),
        [
            Stranded(
                row,
                document_of(row.case.edition_id).step(row.step),
                row.case.title if row.case_id in readable else "",
                _why(row, away),
            )
            for row in rows
        ],
        visits.count() if len(rows) == MOST else len(rows),
        _candidates(rows, on),
    )


def stranded_visits(on: dt.date) -> VisitQuerySet:
    """Open steps whose person is inactive, on leave, or holds the role no more."""
    holds = Appointment.objects.current(on).filter(user=OuterRef("assignee"), position__roles=OuterRef("role"))
    is_away = Exists(Leave.objects.on(on).filter(user=OuterRef("assignee")))
    missing = Q(assignee__is_active=False) | ~Exists(holds) | is_away
    return Visit.objects.filter(missing, closed_at__isnull=True, assignee__isnull=False, role__isnull=False)


def _why(visit: Visit, away: dict[int, Leave]) -> str:
    assert visit.assignee is not None  # stranded_visits has seen to it
    if not visit.assignee.is_active:
        return "akunnya tidak aktif"
    if leave := away.get(visit.assignee.pk):
        stand_in = f", diganti {leave.stand_in.name}" if leave.stand_in else ""
        return f"cuti s.d. {leave.ends_on:%d-%m-%Y}{stand_in}"
    return "tidak memegang perannya lagi"


def _endings(on: dt.date) -> list[Ending]:
    rows = Appointment.objects.current(on).filter(ends_on__lte=on + dt.timedelta(days=SOON_DAYS), user__is_active=True)
    rows = rows.select_related("user", "position", "stands_for").order_by("ends_on", "pk")
    return [Ending(row, appointment_title(row), (row.ends_on - on).days) for row in rows if row.ends_on]


def _candidates(visits: list[Visit], on: dt.date) -> list[User]:
    """Who holds one of these roles and is there, by name."""
    roles = {visit.role_id for visit in visits}
    rows = Appointment.objects.current(on).filter(position__roles__in=roles, user__is_active=True)
    away = Leave.objects.on(on).values("user")
    return list(User.objects.filter(pk__in=rows.exclude(user__in=away).values("user")).order_by("name"))
