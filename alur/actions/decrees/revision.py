"""The rows of the calendar in the course of a decree: which end with it, which begin, and what they can touch."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from alur.actions.clock import Calendars
from alur.actions.decrees.values import EARLIEST, LATEST, LineValues
from alur.actions.scopes import Key, Rows
from alur.records.models import DayOff, ScopedRow, Timetable, Unit, UnitZone
from alur.worktime import Calendar

Row = DayOff | Timetable | UnitZone


@dataclass(frozen=True, slots=True)
class Reach:
    """What a decree can touch: the hours from its first to its last date, of these units and services."""

    first: dt.date
    last: dt.date
    owners: frozenset[Key]


@dataclass(slots=True)
class Revision:
    """The calendar's rows in the course of a decree; `faults` say which lines do not fit the calendar, and why."""

    days: list[DayOff]
    tables: list[Timetable]
    zones: list[UnitZone] = field(default_factory=list)
    basis: str = ""
    units: Mapping[str, Unit] = field(default_factory=dict)
    ended: list[Row] = field(default_factory=list)
    added: list[Row] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def calendars(self) -> Calendars:
        """The calendars with the decree, of every unit and service."""
        return Calendars(rows=Rows(list(self.tables), list(self.days), list(self.zones)))

    def calendar_of(self, line: LineValues) -> Calendar:
        """The calendar that a line speaks about, as it is before it. Raises WorktimeError if it is empty."""
        unit = self.unit_of(line)
        return self.calendars().of(unit.pk if unit else None, line.service)

    def unit_of(self, line: LineValues) -> Unit | None:
        """The unit that a line is about; None for everybody."""
        return self.units[line.unit] if line.unit else None

    def owns(self, row: ScopedRow, line: LineValues) -> bool:
        """Whether a row is of the very unit and service that the line is about: a unit changes no row of all."""
        unit = self.unit_of(line)
        return row.unit_id == (unit.pk if unit else None) and row.service == line.service

    @property
    def reach(self) -> Reach | None:
        """The first and the last date whose hours may differ, and for whom; None when nothing changes."""
        return reach_of_rows([*self.ended, *self.added])

    def off_on(self, line: LineValues, date: dt.date, name: str = "") -> list[DayOff]:
        """The days off on a date of the line's unit and service, all or those of a name."""
        found = [row for row in self.days if row.date == date and self.owns(row, line)]
        return [row for row in found if not name or row.name.lower() == name.lower()]

    def end(self, row: Row) -> None:
        """Take a row out of force; one that this very decree brought is simply gone."""
        self._list_of(row).remove(row)
        if row in self.added:
            self.added.remove(row)
        else:
            self.ended.append(row)

    def add(self, row: Row) -> None:
        """Bring a row into force."""
        self._list_of(row).append(row)
        self.added.append(row)

    def _list_of(self, row: Row) -> list[Row]:
        lists = {DayOff: self.days, Timetable: self.tables, UnitZone: self.zones}
        return lists[type(row)]  # type: ignore[return-value]


def reach_of_rows(rows: Sequence[Row]) -> Reach | None:
    """What these rows hold for, from when to when."""
    if not rows:
        return None
    dates = [date for row in rows for date in _dates(row)]
    owners = frozenset((row.unit_id, "" if isinstance(row, UnitZone) else row.service) for row in rows)
    return Reach(max(EARLIEST, min(dates)), min(LATEST, max(dates)), owners)


def _dates(row: Row) -> tuple[dt.date, ...]:
    if isinstance(row, DayOff):
        return (row.date,)
    if isinstance(row, UnitZone):
        return EARLIEST, LATEST
    return (row.starts_on or EARLIEST, row.ends_on or LATEST)
