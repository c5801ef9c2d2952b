"""The office's calendar as `alur.worktime` understands it, and the deadlines and judgements drawn from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import combinations

from django.db.models import Exists, Q

from alur.actions.scopes import EVERYBODY, WEEKDAYS, ZONE, Rows, Scope, parents_of_units, with_those_above
from alur.records.clocks import elapsed_seconds
from alur.records.models import (
    Appointment,
    CalendarVersion,
    DayOff,
    Decree,
    Position,
    Role,
    Timetable,
    UnitZone,
    Visit,
    document_of,
    in_version,
)
from alur.sop.document import Clock, StandardTime
from alur.worktime import Calendar

__all__ = [
    "WEEKDAYS",
    "ZONE",
    "Calendars",
    "calendar_of_visit",
    "calendars_for",
    "calendar_version",
    "due_at",
    "due_of",
    "forget_calendars",
    "office_calendar",
    "unit_of_work",
]


def calendar_version() -> int:
    """The number of the calendar in force, 0 before the first one."""
    return CalendarVersion.objects.values_list("pk", flat=True).order_by("-pk").first() or 0


def calendars_for(visits: Iterable[Visit]) -> Calendars:
    """The calendars in force, to judge these visits by; the caller holds their locks.

    While the deadlines of a decree are still being re-planned, the visits are put on its calendars here: what the
    worker has not reached yet is not judged half on the old ones.
    """
    waiting = Exists(Decree.objects.filter(version__isnull=False, replanned_at__isnull=True))
    versions = CalendarVersion.objects.order_by("-pk").annotate(is_replanning=waiting)
    version, is_replanning = versions.values_list("pk", "is_replanning").first() or (0, False)
    calendars = Calendars(version)
    if is_replanning:
        for visit in visits:
            _put_on(calendars.of_visit(visit), visit)
    return calendars


def office_calendar(version: int | None = None, *, unit: int | None = None, service: str = "") -> Calendar:
    """The working calendar of a unit and a kind of service, in this version or (None) in the one in force.

    Without a unit and a service that of the whole office. Raises WorktimeError if it is empty.
    """
    return Calendars(version).of(unit, service)


def calendar_of_visit(visit: Visit, version: int | None = None) -> Calendar:
    """The calendar that a visit runs on: of its unit and its case's services, in the version given.

    Without a version: the one that judged the visit, or while it is open the one in force.
    """
    return Calendars(visit.calendar_version if version is None else version).of_visit(visit)


class Calendars:
    """The calendars of one version (None: that in force), one for each unit and service. At most two queries in all.

    Units are looked up only where the version has hours of units, services only where it has hours of services. With
    `rows` the calendars that these make, as a decree would bring them; they are kept by this object alone.
    """

    def __init__(self, version: int | None = None, *, rows: Rows | None = None) -> None:
        self.version = calendar_version() if version is None and rows is None else version or 0
        self._revised = rows
        self._kept: dict[Scope, Calendar] = {}

    @property
    def rows(self) -> Rows:
        return _rows(self.version) if self._revised is None else self._revised

    def of(self, unit: int | None, *services: str) -> Calendar:
        """The calendar of a unit (None: of the whole office) and of the services that a case belongs to."""
        return self._calendar(self.scope(unit, *services))

    def of_visit(self, visit: Visit) -> Calendar:
        """The calendar that this visit runs on."""
        if not self._has_services:
            return self.of(visit.unit_id)
        return self.of(visit.unit_id, *services_of(visit.case.edition_id, visit.case.kind))

    def of_row(self, unit: int | None, edition_id: int, kind: str) -> Calendar:
        """The same for a visit that is known by its columns."""
        return self.of(unit, *(services_of(edition_id, kind) if self._has_services else ()))

    def apart(self) -> list[tuple[Q, Calendar]]:
        """The visits that do not run on the whole office's calendar, as conditions, each with their calendar."""
        keys = self.rows.scoped
        if not keys:
            return []
        groups: dict[tuple[int, ...], list[int]] = {(): []}
        for unit in self._parents if any(unit for unit, _ in keys) else ():
            groups.setdefault(self.scope(unit).units, []).append(unit)
        inside = [unit for units, members in groups.items() if units for unit in members]
        elsewhere = Q(unit__isnull=True) | ~Q(unit__in=inside)
        found = []
        for services, condition in _by_service(sorted({service for _, service in keys if service})):
            for units, members in groups.items():
                if units or services:
                    whose = Q(unit__in=members) if units else elsewhere
                    found.append((whose & condition, self._calendar(Scope(units, services))))
        return found

    def scope(self, unit: int | None, *services: str) -> Scope:
        """What of the unit, those above it and the services has hours of its own."""
        if not self.rows.scoped:
            return EVERYBODY
        return self.rows.narrowed(with_those_above(unit, self._parents) if unit is not None else (), services)

    @cached_property
    def _parents(self) -> Mapping[int, int | None]:
        return parents_of_units()

    @cached_property
    def _has_services(self) -> bool:
        return any(service for _, service in self.rows.scoped)

    def _calendar(self, scope: Scope) -> Calendar:
        if self._revised is None:
            return _compiled(self.version, scope)
        if scope not in self._kept:
            self._kept[scope] = self._revised.calendar(scope)
        return self._kept[scope]


def _by_service(services: Sequence[str]) -> Iterator[tuple[tuple[str, ...], Q]]:
    """Visits by which of these services they belong to; a case has two at most: its procedure and its kind."""
    applies = {service: Q(case__procedure__number=service) | Q(case__kind=service) for service in services}
    for count in range(3):
        for chosen in combinations(services, count):
            condition = Q()
            for service, holds in applies.items():
                condition &= holds if service in chosen else ~holds
            yield chosen, condition


def services_of(edition_id: int, kind: str) -> tuple[str, ...]:
    """By which names hours of a service can mean a case: the number of its procedure, and what is asked for."""
    return document_of(edition_id).number, kind


def unit_of_work(role: Role | None, assignee_id: int | None, on: dt.date) -> int | None:
    """Whose working hours count for what this role does: the unit of the position that carries it.

    Where positions of several units carry it, that of the person whom the work is given to, else the nearest unit
    above them all. None (the hours of the whole office) for nobody's work and for outside parties. At most 3 queries.
    """
    if role is None or role.is_outside:
        return None
    units = set(Position.objects.filter(roles=role).values_list("unit_id", flat=True))
    if len(units) > 1 and assignee_id is not None:
        held = Appointment.objects.current(on).filter(user=assignee_id, position__roles=role)
        own = held.order_by("kind", "starts_on", "pk").values_list("position__unit_id", flat=True).first()
        units = {own} if own is not None else units
    if len(units) < 2:
        return next(iter(units), None)
    parents = parents_of_units()
    chains = [with_those_above(unit, parents) for unit in sorted(units)]
    return next((unit for unit in chains[0] if all(unit in chain for chain in chains)), None)


@lru_cache(maxsize=16)
def _rows(version: int) -> Rows:
    of_version = in_version(version)
    return Rows(
        list(Timetable.objects.filter(of_version).select_related("unit")),
        list(DayOff.objects.filter(of_version).select_related("unit")),
        list(UnitZone.objects.filter(of_version)),
    )


@lru_cache(maxsize=128)
def _compiled(version: int, scope: Scope) -> Calendar:
    return _rows(version).calendar(scope)


def forget_calendars() -> None:
    """Forget what was compiled: for tests, whose versions begin anew."""
    _rows.cache_clear()
    _compiled.cache_clear()


def due_at(calendar: Calendar, start: dt.datetime, time: StandardTime | None) -> dt.datetime | None:
    """When a step that starts now is due; None without a clock. Late is judged at the upper end of the standard."""
    if time is None or time.seconds_max is None or time.clock is Clock.NONE:
        return None
    if time.clock is Clock.WORKING:
        return calendar.due_after(start, time.seconds_max)
    return start + dt.timedelta(seconds=time.seconds_max)


def due_of(calendar: Calendar, visit: Visit) -> dt.datetime | None:
    """When an open visit is due, from its start, standard and ended pauses; None without a clock."""
    if visit.standard_seconds is None:
        return None
    if visit.is_wall_clock:
        return visit.opened_at + dt.timedelta(seconds=visit.standard_seconds + visit.paused_seconds)
    return calendar.due_after(visit.opened_at, visit.standard_seconds + visit.paused_seconds)


def _put_on(calendar: Calendar, visit: Visit) -> None:
    """Paused time and deadline of an open visit on this calendar; who closes the visit saves them."""
    known = [(row.starts_at, row.known_end) for row in visit.pauses.all()]
    visit.paused_seconds = sum(elapsed_seconds(calendar, visit, start, end) for start, end in known if end is not None)
    visit.due_at = due_of(calendar, visit)
