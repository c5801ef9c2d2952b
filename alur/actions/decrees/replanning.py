"""Which open deadlines a new calendar moves, and moving them: in portions, each whole, going on where it stopped."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django_tasks import TaskContext, task

from alur.actions import recording
from alur.actions.clock import Calendars
from alur.actions.decrees.revision import Reach, Revision, reach_of_rows
from alur.actions.notices import tell_of_moved_deadlines
from alur.actions.scopes import ZONE, parents_of_units, with_those_above
from alur.records.models import Case, DayOff, Decree, Entry, Pause, SubjectKind, Timetable, UnitZone, Visit
from alur.worktime import WorktimeError

KNOWN_END = Coalesce("ends_at", "until")
AT_ONCE = 500
PORTION = 1000
EASTERNMOST = dt.timedelta(hours=2)  # a day begins so much earlier in WIT than in the office's zone


@dataclass(frozen=True, slots=True)
class Move:
    """One open visit whose deadline, or whose paused time, is another on the new calendar."""

    visit_id: int
    case_id: int
    case_number: str
    number: int
    step: str
    old_due: dt.datetime
    due: dt.datetime
    paused_seconds: int

    @property
    def is_moved(self) -> bool:
        return self.due != self.old_due


def affected(reach: Reach | None) -> QuerySet[Visit]:
    """Open visits on working time that a decree can touch: of its units, due or paused later than its first date."""
    if reach is None:
        return Visit.objects.none()
    first, after = _instants(reach)
    pauses = Pause.objects.annotate(end=KNOWN_END).filter(visit=OuterRef("pk"), end__gt=first)
    return Visit.objects.open().filter(
        _whose(reach),
        Q(due_at__gt=first) | Q(Exists(pauses)),
        standard_seconds__isnull=False,
        due_at__isnull=False,
        is_wall_clock=False,
        opened_at__lt=after,
    )


def closed_count(reach: Reach | None) -> int:
    """How many closed results these dates lie in; they stay as they were judged."""
    if reach is None:
        return 0
    first, after = _instants(reach)
    touched = Q(closed_at__gt=first) | Q(due_at__gt=first)
    judged = Visit.objects.filter(touched, closed_at__isnull=False, standard_seconds__isnull=False, is_wall_clock=False)
    return judged.filter(_whose(reach), opened_at__lt=after).count()


def moves_of(revision: Revision) -> list[Move]:
    """What the decree would move if it were decided now, earliest old deadline first."""
    found = _moves(affected(revision.reach), revision.calendars())
    return sorted((move for move in found if move.is_moved), key=lambda move: (move.old_due, move.visit_id))


def replan(decree: Decree, calendars: Calendars, reach: Reach | None, *, at: dt.datetime) -> None:
    """Move every open deadline that the decree touches, in portions of their own; a second run goes on with the rest.

    Each portion changes the visits, writes a line into each case's chain, and the list into the office's.
    """
    while _replan_portion(decree, calendars, reach, at=at):
        pass
    tell_of_moved_deadlines(decree, at=at)
    decree.replanned_at = at
    decree.save(update_fields=["replanned_at"])


def continue_replanning(decree: Decree) -> None:
    """Have the worker move the deadlines that are left."""
    replan_open_visits.enqueue(decree.pk)


@task(takes_context=True)
def replan_open_visits(context: TaskContext, decree_id: int) -> None:
    """Move what the decree touches; does nothing when that has been done."""
    decree = Decree.objects.filter(pk=decree_id, replanned_at__isnull=True).exclude(version=None).first()
    started_at = context.task_result.started_at
    if decree is not None and started_at is not None:
        replan(decree, Calendars(decree.version_id), reach_of(decree), at=started_at)


def reach_of(decree: Decree) -> Reach | None:
    """What a decided decree has changed, from when to when."""
    if decree.version_id is None:
        return None
    changed = Q(from_version=decree.version_id) | Q(until_version=decree.version_id)
    return reach_of_rows([row for model in (DayOff, Timetable, UnitZone) for row in model.objects.filter(changed)])


def _instants(reach: Reach) -> tuple[dt.datetime, dt.datetime]:
    """From when until when hours can differ, in whatever zone a unit has."""
    first, last = (dt.datetime.combine(date, dt.time(), ZoneInfo(ZONE)) for date in (reach.first, reach.last))
    return first - EASTERNMOST, last + dt.timedelta(days=1)


def _whose(reach: Reach) -> Q:
    """Visits in the hours of these units (and those below them) and services; all where a row is for everybody."""
    if (None, "") in reach.owners:
        return Q()
    parents = parents_of_units()
    found = Q(pk__in=[])
    for owner, service in reach.owners:
        below = [unit for unit in parents if owner in with_those_above(unit, parents)]
        of_service = Q(case__procedure__number=service) | Q(case__kind=service) if service else Q()
        found |= (Q() if owner is None else Q(unit__in=below)) & of_service
    return found


@transaction.atomic
def _replan_portion(decree: Decree, calendars: Calendars, reach: Reach | None, *, at: dt.datetime) -> bool:
    """Look at the next visits; False when there are none left. The cases first, as everywhere, then their visits."""
    next_ones = affected(reach).filter(pk__gt=decree.replanned_to).order_by("pk")[:PORTION]
    places = list(next_ones.values_list("pk", "case_id"))
    if not places:
        return False
    cases = Case.objects.filter(pk__in={case for _, case in places}).order_by("pk").select_for_update(of=("self",))
    list(cases.values_list("pk"))
    visits = Visit.objects.open().filter(pk__in=[pk for pk, _ in places]).order_by("pk")
    list(visits.select_for_update(of=("self",)).values_list("pk"))
    moves = list(_moves(visits, calendars))
    _store(moves)
    _write_cases(decree, moves, at=at)
    _write_office(decree, [move for move in moves if move.is_moved], at=at)
    decree.replanned_to = places[-1][0]
    decree.save(update_fields=["replanned_to"])
    return True


MOVE_FIELDS = (
    "pk",
    "case_id",
    "case__number",
    "number",
    "step",
    "opened_at",
    "standard_seconds",
    "due_at",
    "paused_seconds",
)


def _moves(visits: QuerySet[Visit], calendars: Calendars) -> Iterator[Move]:
    pauses: dict[int, list[tuple[dt.datetime, dt.datetime]]] = defaultdict(list)
    known = Pause.objects.annotate(end=KNOWN_END).filter(visit__in=visits.values("pk"), end__isnull=False)
    for pk, start, end in known.values_list("visit_id", "starts_at", "end"):
        if end is not None:
            pauses[pk].append((start, end))
    whose = visits.values_list("unit_id", "case__edition_id", "case__kind", *MOVE_FIELDS)
    for unit, edition, kind, pk, case_id, case, number, step, opened_at, standard, old_due, old_paused in whose:
        try:
            calendar = calendars.of_row(unit, edition, kind)
            paused = sum(int(calendar.seconds_between(start, end)) for start, end in pauses[pk])
            due = calendar.due_after(opened_at, standard + paused)
        except WorktimeError:
            continue
        if due != old_due or paused != old_paused:
            yield Move(pk, case_id, case, number, step, old_due, due, paused)


def _store(moves: Sequence[Move]) -> None:
    """One prepared statement for all: the ORM's bulk_update takes ten times as long for a thousand rows."""
    adapt = connection.ops.adapt_datetimefield_value
    rows = [(adapt(move.due), move.paused_seconds, move.visit_id) for move in moves]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany("UPDATE records_visit SET due_at = %s, paused_seconds = %s WHERE id = %s", rows)


def _write_cases(decree: Decree, moves: Sequence[Move], *, at: dt.datetime) -> None:
    """A line in the chain of each case, under the cases' locks."""
    same = {"decree": decree.label, "version": decree.version_id}
    lines = ((move.case_id, _facts(move) | same) for move in moves)
    Entry.objects.append_many("calendar", lines, at=at, by=decree.decided_by, acting_as=decree.decided_as)


def _facts(move: Move) -> dict[str, object]:
    return {
        "visit": move.number,
        "old_due_at": recording.stamp(move.old_due),
        "due_at": recording.stamp(move.due),
        "paused_seconds": move.paused_seconds,
    }


def _write_office(decree: Decree, moves: Iterable[Move], *, at: dt.datetime) -> None:
    moved = [
        [move.case_number, move.number, recording.stamp(move.old_due), recording.stamp(move.due)] for move in moves
    ]
    if not moved:
        return
    facts = {"decree": decree.pk, "label": decree.label, "version": decree.version_id, "moved": moved}
    Entry.objects.append(
        "replanned",
        subject=(SubjectKind.OFFICE, 0),
        at=at,
        by=decree.decided_by,
        acting_as=decree.decided_as,
        data=facts,
    )
