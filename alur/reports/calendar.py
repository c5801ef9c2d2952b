"""The working calendar as pages show it: a year, a month by day, its days off, its timetables, what is missing."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from alur.records.models import Case, Decree, DecreeState, Entry, LetterKind, Procedure, SubjectKind, Unit
from alur.records.models import Timetable as TimetableInForce
from alur.records.standing import Standing
from alur.reports.wording import listed
from alur.worktime import Calendar, Day, DayKind, DayOff, Timetable
from alur.worktime.wording import MONTHS, WEEKDAYS, hour, long_date, number

WARN_FROM_MONTH = 11
RAMADAN = "Ramadan"
A_QUARTER = 92
PORTION = 1000
LOOKS = {DayKind.OFF: "libur", DayKind.WEEKEND: "pekan", DayKind.FREE: "pekan", DayKind.OUTSIDE: "pekan"}


@dataclass(frozen=True, slots=True)
class DayCell:
    """A date: `look` is "kerja", "khusus" (other hours than usual), "libur" or "pekan"; `label` says it in words."""

    date: dt.date
    look: str
    label: str
    hours: tuple[str, ...]
    minutes: str
    timetable: str
    basis: str
    days_off: tuple[DayOff, ...]
    is_estimate: bool
    is_today: bool


@dataclass(frozen=True, slots=True)
class MonthView:
    """A month in weeks from Monday; None stands for days of other months."""

    year: int
    month: int
    name: str
    weeks: tuple[tuple[DayCell | None, ...], ...]
    working_days: int
    minutes: str

    @property
    def days(self) -> list[DayCell]:
        return [cell for week in self.weeks for cell in week if cell is not None]


@dataclass(frozen=True, slots=True)
class TimetableRow:
    """A timetable with its hours in words, its validity and its legal basis."""

    name: str
    owner: str
    validity: str
    hours: tuple[str, ...]
    basis: str
    is_estimate: bool


@dataclass(frozen=True, slots=True)
class YearView:
    """A year: its months, its days off, how many of each kind, and the timetables that hold in it."""

    year: int
    months: tuple[MonthView, ...]
    days_off: tuple[DayOff, ...]
    kinds: tuple[tuple[str, int], ...]
    timetables: tuple[TimetableRow, ...]
    precedence: tuple[str, ...]
    working_days: int
    has_decree: bool


def read_year(calendar: Calendar, year: int, today: dt.date) -> YearView:
    """A year of the calendar."""
    months = tuple(read_month(calendar, year, month, today) for month in range(1, 13))
    off = tuple(day for day in calendar.days_off if day.date.year == year)
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return YearView(
        year,
        months,
        off,
        tuple(sorted(Counter(day.kind for day in off).items())),
        tuple(_timetable(table) for table in _narrower_first(calendar) if _holds_within(table, first, last)),
        tuple(precedence(calendar, (day.date for month in months for day in month.days))),
        sum(month.working_days for month in months),
        has_decree(calendar, year),
    )


def read_month(calendar: Calendar, year: int, month: int, today: dt.date) -> MonthView:
    """A month of the calendar, day by day."""
    before, length = monthrange(year, month)
    days = [calendar.day(dt.date(year, month, place)) for place in range(1, length + 1)]
    usual = calendar.timetables[0]
    cells: list[DayCell | None] = [None] * before
    cells += [_cell(day, usual, today) for day in days]
    cells += [None] * (-len(cells) % 7)
    weeks = tuple(tuple(cells[place : place + 7]) for place in range(0, len(cells), 7))
    worked = [day for day in days if day.microseconds]
    minutes = number(int(sum(day.seconds for day in worked) // 60))
    return MonthView(year, month, MONTHS[month - 1], weeks, len(worked), minutes)


def precedence(calendar: Calendar, dates: Iterable[dt.date]) -> list[str]:
    """On these dates, which hours of a unit or a service go before which others, and why. Each pair once."""
    found: dict[Timetable, dict[str, dict[str, None]]] = {}
    for date in dates:
        covering = calendar.timetables_on(date)
        if len(covering) < 2 or not (covering[0].owner or covering[0].is_partial):
            continue
        first = covering[0]
        for other in covering[1:]:
            found.setdefault(first, {}).setdefault(other.owner, {})[f"“{other.name}”"] = None
    return [
        f"{_with_basis(first)} mendahului {listed([_behind(first, *behind) for behind in names.items()])}."
        for first, names in found.items()
    ]


def _with_basis(table: Timetable) -> str:
    return f"Jam kerja {table.owner or 'nasional'} “{table.name}”{f' ({table.basis})' if table.basis else ''}"


def _behind(first: Timetable, owner: str, names: Iterable[str]) -> str:
    """The timetables of one owner that stand behind another, and why: that one is narrower, or decided later."""
    reason = "keputusannya lebih baru" if owner == first.owner else "lebih khusus"
    return f"jam kerja {owner or 'nasional'} {listed(list(names))} karena {reason}"


def usual_hours(calendar: Calendar, on: dt.date) -> list[str]:
    """The hours of each weekday in the seven days from this one, Monday first: "07.30–12.00, 13.00–16.00"."""
    dates = sorted((on + dt.timedelta(days=place) for place in range(7)), key=dt.date.weekday)
    tables = [calendar.timetable_on(date) for date in dates]
    return [_spans(table, day) if table else "" for day, table in enumerate(tables)]


def unit_names() -> dict[str, str]:
    """All units by their code, in the order of their names. One query."""
    return dict(Unit.objects.order_by("name").values_list("code", "name"))


def service_names() -> dict[str, str]:
    """The services that hours can be set for: the procedures by their number, then the kinds of request. One query."""
    procedures = dict(Procedure.objects.order_by("name").values_list("number", "name"))
    kinds = {str(kind.value): f"Permintaan {str(kind.label).lower()}" for kind in LetterKind}
    return {number: f"{number}, {name}" for number, name in procedures.items()} | kinds


def has_decree(calendar: Calendar, year: int) -> bool:
    """Whether any day off of the year names the decision that it rests on."""
    return any(day.decree for day in calendar.days_off if day.date.year == year)


def warnings(calendar: Calendar, on: dt.date) -> list[str]:
    """What the operator must see to: next year without a decree from 1 November on, and Ramadan still an estimate."""
    found = []
    following = on.year + 1
    if on.month >= WARN_FROM_MONTH and not has_decree(calendar, following):
        found.append(
            f"Kalender kerja tahun {following} belum mempunyai keputusan hari libur; "
            "catat SKB-nya supaya tenggat yang melewati tahun dihitung dengan benar."
        )
    for table in calendar.timetables:
        is_ahead = table.to is not None and on <= table.to and table.to.year <= following
        if table.is_estimate and is_ahead and table.name.startswith(RAMADAN) and table.from_ and table.to:
            found.append(
                f"Tanggal {table.name} ({long_date(table.from_)} sampai {long_date(table.to)}) masih perkiraan; "
                "catat surat edarannya bila sudah terbit."
            )
    return found


@dataclass(frozen=True, slots=True)
class Owner:
    """A unit or a service with hours of its own."""

    words: str
    unit: str
    service: str


def owners_of(tables: Iterable[TimetableInForce]) -> list[Owner]:
    """Who has hours of their own among these, by their words."""
    found = {Owner(row.owner, row.unit.code if row.unit else "", row.service) for row in tables if row.owner}
    return sorted(found, key=lambda owner: owner.words)


def decree_ids() -> Mapping[str, int]:
    """The decided decrees by the words with which the calendar cites them."""
    return {decree.label: decree.pk for decree in Decree.objects.filter(state=DecreeState.DECIDED)}


def decree_list() -> QuerySet[Decree]:
    """All decrees with their people, the newest first."""
    rows = Decree.objects.select_related("proposed_by", "decided_by").prefetch_related("lines")
    return rows.order_by("-dated_on", "-pk")


@dataclass(frozen=True, slots=True)
class Moved:
    """A deadline that a decided decree has moved."""

    case_number: str
    visit_number: int
    old_due: dt.datetime
    due: dt.datetime


def moved_by(decree: Decree, viewer: Standing, *, limit: int) -> tuple[list[Moved], int]:
    """What the record says that this decree moved, earliest old deadline first: the first ones, `limit` at most, that
    the viewer may see, and how many in all."""
    chain = Entry.objects.of(SubjectKind.OFFICE, 0).filter(kind="replanned", data__decree=decree.pk)
    rows = sorted((row for data in chain.values_list("data", flat=True) for row in data["moved"]), key=_old_due)
    shown: list[Moved] = []
    for start in range(0, len(rows), PORTION):  # a decree may move more than one statement can ask for
        portion = rows[start : start + PORTION]
        numbers = {row[0] for row in portion}
        seen = set(Case.objects.visible_to(viewer).filter(number__in=numbers).values_list("number", flat=True))
        shown += [Moved(row[0], row[1], *map(dt.datetime.fromisoformat, row[2:])) for row in portion if row[0] in seen]
        if len(shown) >= limit:
            break
    return shown[:limit], len(rows)


def _old_due(row: list[Any]) -> tuple[dt.datetime, str]:
    return dt.datetime.fromisoformat(row[2]), row[0]


def _cell(day: Day, usual: Timetable, today: dt.date) -> DayCell:
    hours = tuple(f"{hour(span.start)}–{hour(span.end)}" for span in day.intervals)
    is_usual = day.timetable is None or day.timetable == usual or _is_usual_there(day.timetable)
    look = LOOKS.get(day.kind, "kerja" if is_usual else "khusus")
    reason = listed([off.name for off in day.days_off]) or day.reason or ", ".join(hours)
    return DayCell(
        day.date,
        look,
        f"{WEEKDAYS[day.weekday]}, {long_date(day.date)}: {reason}{' (perkiraan)' if day.is_estimate else ''}",
        hours,
        number(int(day.seconds // 60)),
        day.timetable.name if day.timetable and hours and not is_usual else "",
        day.timetable.basis if day.timetable and hours and not is_usual else "",
        day.days_off,
        day.is_estimate,
        day.date == today,
    )


def _narrower_first(calendar: Calendar) -> list[Timetable]:
    """The timetables with those of units and services before everybody's."""
    own = [table for table in reversed(calendar.timetables) if table.owner]
    return own + [table for table in calendar.timetables if not table.owner]


def _is_usual_there(table: Timetable) -> bool:
    """Whether these are the standing hours of a unit or a service, and not those of a short time."""
    return bool(table.owner) and (table.from_ is None or table.to is None or (table.to - table.from_).days > A_QUARTER)


def _holds_within(table: Timetable, first: dt.date, last: dt.date) -> bool:
    return (table.from_ is None or table.from_ <= last) and (table.to is None or table.to >= first)


def _timetable(table: Timetable) -> TimetableRow:
    start = f"sejak {long_date(table.from_)}" if table.from_ else "sejak semula"
    validity = f"{start} sampai {long_date(table.to)}" if table.to else start
    return TimetableRow(table.name, table.owner, validity, tuple(_hours(table)), table.basis, table.is_estimate)


def _hours(table: Timetable) -> Iterator[str]:
    """The hours with like weekdays joined: "Senin–Kamis 07.30–12.00, 13.00–16.00"."""
    days = sorted(table.hours)
    begin = 0  # of the run of like days
    for place, day in enumerate(days):
        is_last = place + 1 == len(days)
        if not is_last and table.hours[days[place + 1]] == table.hours[day] and days[place + 1] == day + 1:
            continue
        first = days[begin]
        name = WEEKDAYS[first] if first == day else f"{WEEKDAYS[first]}–{WEEKDAYS[day]}"
        yield f"{name} {_spans(table, day) or 'tanpa jam kerja'}"
        begin = place + 1


def _spans(table: Timetable, day: int) -> str:
    return ", ".join(f"{_clock(span.start_seconds)}–{_clock(span.end_seconds)}" for span in table.hours.get(day, ()))


def _clock(seconds: int) -> str:
    return f"{seconds // 3600 % 24 if seconds != 86400 else 24:02}.{seconds // 60 % 60:02}"
