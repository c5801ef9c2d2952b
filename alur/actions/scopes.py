"""Whose working hours count: which timetables, days off and zone hold for a unit and a kind of service, in what order.

Only rows are put together here; which version they are of, `alur.actions.clock` and the decrees say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from alur.records.models import DayOff, ScopedRow, Timetable, Unit, UnitZone
from alur.worktime import Calendar, Interval, read_interval
from alur.worktime import DayOff as WorkDayOff
from alur.worktime import Timetable as WorkTimetable
from alur.worktime.values import DAY_SECONDS
from alur.worktime.wording import clock

ZONE = "Asia/Jakarta"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Scope:
    """A unit with those above it, the narrowest first, and the services that a case belongs to."""

    units: tuple[int, ...] = ()
    services: tuple[str, ...] = ()

    def holds(self, row: ScopedRow) -> bool:
        """Whether the row is one for this unit and service, or for everybody."""
        return row.unit_id in (None, *self.units) and row.service in ("", *self.services)

    def rank(self, row: ScopedRow) -> tuple[int, bool]:
        """How narrow a row is: the unit counts before the one above it and before all, then the service before none."""
        width = len(self.units) - self.units.index(row.unit_id) if row.unit_id is not None else 0
        return width, bool(row.service)


EVERYBODY = Scope()
Key = tuple[int | None, str]


@dataclass(frozen=True)
class Rows:
    """All rows of one version of the calendar, whosever they are."""

    tables: Sequence[Timetable]
    days: Sequence[DayOff]
    zones: Sequence[UnitZone]

    @cached_property
    def scoped(self) -> set[Key]:
        """The units and services that have rows of their own."""
        rows: list[ScopedRow] = [*self.tables, *self.days]
        keys: set[Key] = {(row.unit_id, row.service) for row in rows} | {(zone.unit_id, "") for zone in self.zones}
        return keys - {(None, "")}

    def narrowed(self, units: Sequence[int], services: Iterable[str]) -> Scope:
        """The scope without the units and services that have nothing of their own: what inherits all is the same."""
        keys = self.scoped
        own_units, own_services = {unit for unit, _ in keys}, {service for _, service in keys}
        wanted = sorted({service for service in services if service and service in own_services})
        return Scope(tuple(unit for unit in units if unit in own_units), tuple(wanted))

    def calendar(self, scope: Scope = EVERYBODY) -> Calendar:
        """The calendar of a scope. Raises WorktimeError if it is empty.

        The narrower timetable goes before, among equally narrow ones the later decision. Days off of all widths add
        up; only a workday that is at least as narrow takes one back.
        """
        tables = sorted(filter(scope.holds, self.tables), key=lambda row: (scope.rank(row), row.position))
        days = [row for row in self.days if scope.holds(row) and not _is_taken_back(row, tables, scope)]
        return Calendar(self.zone(scope), [_timetable(row) for row in tables], [_day_off(row) for row in days])

    def zone(self, scope: Scope) -> str:
        """The zone of the narrowest unit that has one, else the office's."""
        zones = {row.unit_id: row.zone for row in self.zones}
        return next((zones[unit] for unit in scope.units if zones.get(unit)), ZONE)


def parents_of_units() -> Mapping[int, int | None]:
    """The unit above each unit. One query."""
    return dict(Unit.objects.order_by().values_list("pk", "parent_id"))


def with_those_above(unit: int | None, parents: Mapping[int, int | None]) -> tuple[int, ...]:
    """The unit and the units above it, the narrowest first; a ring of units ends where it closes."""
    found: list[int] = []
    while unit is not None and unit not in found:
        found.append(unit)
        unit = parents.get(unit)
    return tuple(found)


def interval_text(interval: Interval) -> str:
    """The interval as it is written, "07:30-12:00"; over midnight "22:00-06:00"."""
    end = interval.end_seconds if interval.end_seconds <= DAY_SECONDS else interval.end_seconds - DAY_SECONDS
    return f"{clock(interval.start_seconds)}-{clock(end)}".replace(".", ":")


def _is_taken_back(day: DayOff, tables: Iterable[Timetable], scope: Scope) -> bool:
    return any(row.is_workday and row.starts_on == day.date and scope.rank(row) >= scope.rank(day) for row in tables)


def _timetable(row: Timetable) -> WorkTimetable:
    hours = {WEEKDAYS.index(day): tuple(map(read_interval, spans)) for day, spans in row.hours.items()}
    return WorkTimetable(
        row.name,
        hours,
        from_=row.starts_on,
        to=row.ends_on,
        basis=row.basis,
        is_estimate=row.is_estimate,
        is_partial=row.is_partial,
        owner=row.owner,
    )


def _day_off(row: DayOff) -> WorkDayOff:
    return WorkDayOff(row.date, row.name, kind=row.kind, decree=row.decree, is_estimate=row.is_estimate)
