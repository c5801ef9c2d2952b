"""The full reckoning of one visit's deadline: every day to the due time, weekends folded, exceptions with reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from django.utils import timezone

from alur.records.clocks import used_seconds
from alur.records.models import Case, Visit, document_of
from alur.records.standing import Standing
from alur.reports.calendar import precedence
from alur.reports.case_page.clock import pauses_of
from alur.reports.case_page.describing import find_case
from alur.reports.case_page.words import counted, minutes
from alur.reports.two_clocks import TwoClocks, two_clocks
from alur.reports.wording import row_date, zone_words
from alur.sop.document import Procedure, Step
from alur.worktime import Calendar, DayKind, Line, Reckoning, Timetable, indonesia
from alur.worktime.wording import MONTHS, WEEKDAYS, hour

FRIDAY = 4
FREE_DAYS = "free"


@dataclass(frozen=True, slots=True)
class Remark:
    """Why a day counts differently: a tag with its tone, what is said strongly, and the rest."""

    text: str
    tag: str = ""
    tone: str = ""
    strong: str = ""
    second: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table. `look` is one of "", "we" folded, "ho" day off, "pz" pause, "nw" today, "du" due."""

    label: str
    hours: tuple[str, ...]
    remarks: tuple[Remark, ...]
    minutes: str
    total: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class ReckoningPage:
    """The page: the visit, four figures, the rows and the rules they rest on. `reckoning` is what they came from, None
    on wall time.

    `due` of a step that is paused is where it would be if work went on now; the record keeps the one before the pause.
    `command` repeats the reckoning with the calendar that comes with Alur, where that leads to the same deadline.
    `zone` names the zone of the rows ("WIT") where it is not the office's, `local_due` is the hour due there.
    """

    at: dt.datetime
    case: Case
    visit: Visit
    step: Step
    procedure: Procedure
    until: dt.datetime
    due: dt.datetime | None
    used: str
    left: str
    days: str
    due_without_pauses: dt.datetime | None
    paused: str
    rows: tuple[Row, ...]
    timetables: tuple[Timetable, ...]
    is_estimate: bool
    undecreed_years: tuple[int, ...] = field(default=())
    reckoning: Reckoning | None = None
    two_clocks: TwoClocks | None = None
    precedence: tuple[str, ...] = field(default=())
    zone: str = ""
    local_due: str = ""
    command: str = ""

    @property
    def is_paused(self) -> bool:
        return self.visit.is_open and self.visit.is_paused(self.at)


def reckon_visit(
    case_number: str,
    visit_number: int,
    viewer: Standing,
    at: dt.datetime,
    *,
    calendar_of: Callable[[Visit], Calendar],
) -> ReckoningPage:
    """The reckoning of this visit; a closed one's on the version of the calendar that judged it.

    `calendar_of` gives the calendar that the visit runs on, or was judged on. Raises Case.DoesNotExist or
    Visit.DoesNotExist when the viewer has none such.
    """
    case = find_case(case_number, viewer)
    visit = case.visits.select_related("role", "assignee", "closed_by").get(number=visit_number)
    procedure = document_of(case.edition_id)
    calendar, until = calendar_of(visit), visit.closed_at or at
    standard = visit.standard_seconds or 0
    table = None
    if visit.standard_seconds is not None and not visit.is_wall_clock:
        table = calendar.reckon(visit.opened_at, standard / 60, pauses=pauses_of(visit, until), until=until)
    used = _used(visit, table, calendar, until)
    return ReckoningPage(
        at=at,
        case=case,
        visit=visit,
        step=procedure.step(visit.step),
        procedure=procedure,
        until=until,
        due=table.due if table and visit.paused_since else visit.due_at,
        used=minutes(used),
        left=f"sisa {minutes(standard - used)}" if standard >= used else f"lewat {minutes(used - standard)}",
        days=_days(standard, procedure),
        due_without_pauses=table.due_without_pauses if table and table.due != table.due_without_pauses else None,
        paused=minutes(table.paused_seconds) if table and table.paused_seconds else "",
        rows=tuple(_rows(table, visit)) if table else (),
        timetables=_timetables(table),
        is_estimate=bool(table and table.is_estimate),
        undecreed_years=table.undecreed_years if table else (),
        reckoning=table,
        two_clocks=two_clocks(visit, calendar, until),
        precedence=tuple(precedence(calendar, [line.date for line in table.lines])) if table else (),
        zone=zone_words(calendar).strip() if table else "",
        local_due=_hour(table.due) if table else "",
        command=_command(table) if table else "",
    )


def _command(table: Reckoning) -> str:
    """Pauses, units and later decrees are not known on the command line; "" where they make another deadline."""
    shipped = indonesia()
    if table.start.date() < shipped.first_day or shipped.due_after(table.start, table.seconds) != table.due:
        return ""
    return f"alur worktime due {table.start.isoformat()} {table.minutes:g} --why"


def _used(visit: Visit, table: Reckoning | None, calendar: Calendar, until: dt.datetime) -> float:
    if visit.used_seconds is not None:
        return visit.used_seconds
    if table is not None:
        return table.used_seconds
    return used_seconds(calendar, visit, until)


def _days(standard: float, procedure: Procedure) -> str:
    day = procedure.minutes_per_day or 450
    whole, rest = divmod(int(standard // 60), day)
    return f"{whole} hari kerja × {day} menit" if whole and not rest else ""


def _timetables(table: Reckoning | None) -> tuple[Timetable, ...]:
    found = {line.day.timetable.name: line.day.timetable for line in table.lines if line.day.timetable} if table else {}
    return tuple(found.values())


def _rows(table: Reckoning, visit: Visit) -> Iterator[Row]:
    last = table.lines[-1]
    today = timezone.localdate(table.until or table.due)
    for key, group in groupby(table.lines, lambda line: _fold_key(line, last)):
        lines = list(group)
        if key == FREE_DAYS:
            yield Row(_dates(lines, today), (), (Remark(lines[0].kind.value),), "", "", "we")
        elif key and len(lines) > 1:
            yield _paused_days(lines, today)
        else:
            yield from (_row(line, table, visit, is_last=line is last) for line in lines)


def _fold_key(line: Line, last: Line) -> Hashable:
    """What neighbouring days must share to be one row: free days, or days of the same pause from morning to night.

    None for a day that says more: hours counted, a day off by decree, a pause that begins or ends, today, the last.
    """
    if line.microseconds:
        return None
    if not line.pauses:
        return FREE_DAYS if line.kind in (DayKind.WEEKEND, DayKind.FREE) else None
    part = line.pauses[0]
    if len(line.pauses) > 1 or part.begins_here or part.ends_here:
        return None
    if line is last or line.until_seconds is not None or line.kind is DayKind.OFF:
        return None
    return part.pause


def _paused_days(lines: list[Line], today: dt.date) -> Row:
    working = sum(line.kind is DayKind.WORK for line in lines)
    words = f"sepanjang {working} hari kerja" if working else "sepanjang hari"
    remarks = [Remark(words, "Jeda", "hold", second=lines[0].pauses[0].reason)]
    if any(line.is_estimate for line in lines):
        remarks.append(Remark("", "perkiraan", "warn"))
    return Row(
        _dates(lines, today), (), tuple(remarks), counted(lines[0], lines[-1]), minutes(lines[-1].running_seconds), "pz"
    )


def _dates(lines: list[Line], today: dt.date) -> str:
    """The days of a folded row: "Sab 13 Jun", "Sab–Min 13–14 Jun", over a week "9 Jun–24 Agu"."""
    first, last = lines[0].date, lines[-1].date
    if first == last:
        return row_date(first, today)
    days = "" if len(lines) > 7 else f"{WEEKDAYS[first.weekday()][:3]}–{WEEKDAYS[last.weekday()][:3]} "
    month = "" if first.month == last.month else f" {MONTHS[first.month - 1][:3]}"
    year = "" if last.year == today.year else f" {last.year}"
    return f"{days}{first.day}{month}–{last.day} {MONTHS[last.month - 1][:3]}{year}"


def _row(line: Line, table: Reckoning, visit: Visit, *, is_last: bool) -> Row:
    hours = tuple(f"{hour(span.start)}–{hour(span.end)}" for span in line.intervals)
    is_today = line.until_seconds is not None and visit.is_open
    remarks = [Remark("", strong=f"tenggat {_hour(table.due)}")] if is_last else []
    remarks += [
        *_beginning(line, table),
        *_day_off(line),
        *_pauses(line, table, visit),
        *_breaks(line),
        *_estimate(line),
    ]
    if is_today and table.until is not None:
        remarks.append(
            Remark("", f"hari ini, {minutes(line.until_seconds or 0)} menit sampai {_hour(table.until)}", "brand")
        )
    look = "du" if is_last else "pz" if line.pauses else "nw" if is_today else "ho" if line.kind is DayKind.OFF else ""
    return Row(
        row_date(line.date, timezone.localdate(table.until or table.due)),
        hours,
        tuple(remarks),
        counted(line, line),
        minutes(line.running_seconds),
        look,
    )


def _beginning(line: Line, table: Reckoning) -> Iterable[Remark]:
    return [Remark("", strong=f"mulai {_hour(table.start)}")] if line.date == table.start.date() else []


def _day_off(line: Line) -> Iterable[Remark]:
    for off in line.day.days_off:
        yield Remark("", off.kind.capitalize(), "late", strong=off.name, second=off.decree)


def _pauses(line: Line, table: Reckoning, visit: Visit) -> Iterable[Remark]:
    is_endless = visit.is_open and visit.paused_since is not None and visit.paused_until is None
    for part in line.pauses:
        words = [f"mulai {_hour(part.start)}"] if part.begins_here else []
        if part.ends_here:
            words.append(
                "masih berlangsung" if is_endless and part.end == table.until else f"selesai {_hour(part.end)}"
            )
        yield Remark("" if words else "sepanjang hari", "Jeda", "hold", ", ".join(words), part.reason)


def _breaks(line: Line) -> Iterable[Remark]:
    if not line.intervals:
        return
    first, last = line.intervals[0].start, line.intervals[-1].end
    paused = [(part.start, part.end) for part in line.pauses]
    between = [span for span in line.breaks if first <= span.start and span.end <= last]
    free = [span for span in between if not any(start <= span.start and span.end <= end for start, end in paused)]
    hours = ", ".join(f"{hour(span.start)}–{hour(span.end)}" for span in free)
    if free:
        yield Remark(f"{hours}, istirahat Jumat" if line.weekday == FRIDAY else hours)


def _estimate(line: Line) -> Iterable[Remark]:
    return [Remark("", "perkiraan", "warn")] if line.is_estimate else []


def _hour(at: dt.datetime) -> str:
    return hour(at.replace(second=0, microsecond=0))
