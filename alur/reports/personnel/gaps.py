"""Kekosongan: roles that nobody holds, appointments about to end, and open work of people who are not there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from alur.records.models import Appointment, Case, Leave, User, Visit, WorkMove, document_of
from alur.records.models.cases import VisitQuerySet
from alur.records.standing import Standing, appointment_title
from alur.reports.people import gaps as empty_seats
from alur.sop.document import Step

SOON_DAYS, MOST, MOST_MOVES = 14, 100, 10


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
class Holder:
    """Somebody who is not there, with how many open steps."""

    pk: int
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Gaps:
    """The three kinds; `count` is how many steps lie stranded in all, of which the first hundred are listed.

    `holders` are the people with whom they lie, each with how many. `moves` are long moves that are not through.
    """

    empty: list[str]
    endings: list[Ending]
    stranded: list[Stranded]
    count: int
    candidates: list[User]
    holders: list[Holder]
    moves: list[WorkMove]


def find_gaps(viewer: Standing) -> Gaps:
    """What is missing on the viewer's day. A fixed number of statements, however many cases."""
    on = viewer.on
    visits = stranded_visits(on).known_to(viewer)
    holders = _holders(visits)
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
        sum(holder.count for holder in holders),
        _candidates(visits, on),
        holders,
        list(WorkMove.objects.filter(finished_at__isnull=True).select_related("to")[:MOST_MOVES]),
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


def _holders(visits: QuerySet[Visit]) -> list[Holder]:
    counted = visits.order_by("assignee__name", "assignee").values_list("assignee", "assignee__name")
    return [Holder(*row) for row in counted.annotate(count=Count("pk"))]


def _candidates(visits: QuerySet[Visit], on: dt.date) -> list[User]:
    """Who holds one of these roles and is there, by name."""
    roles = visits.order_by().values("role")
    rows = Appointment.objects.current(on).filter(position__roles__in=roles, user__is_active=True)
    away = Leave.objects.on(on).values("user")
    return list(User.objects.filter(pk__in=rows.exclude(user__in=away).values("user")).order_by("name"))
