"""The working calendar: until when, how long, and why. Exact to the microsecond; knows no present time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from alur.worktime.gaps import FOREVER, Gap, gaps_of
from alur.worktime.index import Index, Piece, day_pieces
from alur.worktime.instants import (
    MINUTE,
    SECOND,
    Amount,
    from_instant,
    in_seconds,
    midnight,
    open_zone,
    to_instant,
    to_microseconds,
)
from alur.worktime.lines import ONE_DAY, lines_between
from alur.worktime.reckoning import Day, DayKind, Line, Reckoning, Span
from alur.worktime.values import DayOff, Interval, Pause, Timetable, WorktimeError
from alur.worktime.wording import long_date, number

FIRST_DAY = dt.date(1900, 1, 1)
LAST_DAY = dt.date(2199, 12, 31)


class Calendar:
    """Timetables and days off in one zone. Immutable; the later timetable wins where two are in force on a date.

    Datetimes come in aware, or naive and then local to the zone; they go out aware, in the zone. An instant outside the
    span of the timetables (or of 1900 to 2199) raises WorktimeError, because its working time is not known.
    """

    __slots__ = (
        "_begin",
        "_decreed",
        "_end",
        "_estimated",
        "_index",
        "_off",
        "days_off",
        "first_day",
        "last_day",
        "timetables",
        "tzinfo",
        "zone",
    )

    def __init__(self, zone: str, timetables: Sequence[Timetable], days_off: Sequence[DayOff] = ()) -> None:
        if not any(spans for timetable in timetables for spans in timetable.hours.values()):
            raise WorktimeError("Kalender kerja tidak memuat satu menit kerja pun; isi jam kerja sedikitnya satu hari.")
        self.zone = zone
        self.tzinfo = open_zone(zone)
        self.timetables = tuple(timetables)
        self.days_off = tuple(sorted(days_off, key=lambda off: off.date))
        self.first_day = max(FIRST_DAY, min(table.from_ or FIRST_DAY for table in timetables))
        self.last_day = min(LAST_DAY, max(table.to or LAST_DAY for table in timetables))
        self._off: dict[dt.date, tuple[DayOff, ...]] = {}
        for off in self.days_off:
            self._off[off.date] = (*self._off.get(off.date, ()), off)
        self._decreed = {off.date.year for off in self.days_off}
        self._estimated = [(off.date, off.date) for off in self.days_off if off.is_estimate]
        self._estimated += [
            (table.from_ or self.first_day, table.to or self.last_day) for table in timetables if table.is_estimate
        ]
        self._begin = midnight(self.first_day, self.tzinfo)
        over_midnight = [end for _, end in self._pieces(self.last_day)]
        self._end = max([midnight(self.last_day + ONE_DAY, self.tzinfo), *over_midnight])
        self._index: Index | None = None

    def due(
        self, start: dt.datetime, minutes: Amount, *, pauses: Sequence[Pause] = (), until: dt.datetime | None = None
    ) -> dt.datetime:
        """The first instant at which so many working minutes, outside the pauses, have passed since the start.

        Work that ends exactly at closing time is due then; 0 minutes are due at their start. A pause that still lasts
        is taken to end at `until`; without it, WorktimeError unless the minutes have passed before that pause.
        """
        return self._due(start, to_microseconds(minutes, MINUTE, "menit"), pauses, until)

    def due_after(
        self, start: dt.datetime, seconds: Amount, *, pauses: Sequence[Pause] = (), until: dt.datetime | None = None
    ) -> dt.datetime:
        """The same as `due`, for working seconds."""
        return self._due(start, to_microseconds(seconds, SECOND, "detik"), pauses, until)

    def between(self, start: dt.datetime, end: dt.datetime, *, pauses: Sequence[Pause] = ()) -> float:
        """Working minutes outside the pauses from start to end; below zero where the end lies before the start."""
        return self._worked(start, end, pauses) / MINUTE

    def seconds_between(self, start: dt.datetime, end: dt.datetime, *, pauses: Sequence[Pause] = ()) -> int | float:
        """The same as `between` in seconds; a whole number where it is one."""
        return in_seconds(self._worked(start, end, pauses))

    def reckon(
        self, start: dt.datetime, minutes: Amount, *, pauses: Sequence[Pause] = (), until: dt.datetime | None = None
    ) -> Reckoning:
        """How `due` comes about, day by day. With `until` also how much of the standard had been used by then."""
        standard = to_microseconds(minutes, MINUTE, "menit")
        gaps = gaps_of(pauses, until, self.tzinfo)
        begin = to_instant(start, self.tzinfo)
        due = self._when_outside(begin, standard, gaps)
        stop = None if until is None else to_instant(until, self.tzinfo)
        lines = lines_between(self, begin, due, gaps, stop)
        return Reckoning(
            start=from_instant(begin, self.tzinfo),
            due=from_instant(due, self.tzinfo),
            due_without_pauses=from_instant(self._when(begin, standard), self.tzinfo),
            until=None if stop is None else from_instant(stop, self.tzinfo),
            lines=lines,
            microseconds=standard,
            used_microseconds=standard if stop is None else self._outside(begin, max(begin, stop), gaps),
            undecreed_years=self._undecreed(lines),
        )

    def reckon_between(self, start: dt.datetime, end: dt.datetime, *, pauses: Sequence[Pause] = ()) -> tuple[Line, ...]:
        """The lines of the working time from start to end, for a stay that is over; their sum is `between`."""
        gaps = gaps_of(pauses, None, self.tzinfo)
        begin, stop = to_instant(start, self.tzinfo), to_instant(end, self.tzinfo)
        self._covering(min(begin, stop), max(begin, stop))
        return lines_between(self, begin, stop, gaps)

    def is_estimate_between(self, start: dt.datetime, end: dt.datetime) -> bool:
        """Whether a day from the start to the end is not yet decided, in the sense of `Reckoning.is_estimate`."""
        first, last = start.astimezone(self.tzinfo).date(), end.astimezone(self.tzinfo).date()
        if self._decreed and not self._decreed.issuperset(range(first.year, last.year + 1)):
            return True
        for begin, finish in self._estimated:
            begin, finish = max(begin, first), min(finish, last)
            if any(self.day(begin + ONE_DAY * place).is_estimate for place in range((finish - begin).days + 1)):
                return True
        return False

    def day(self, date: dt.date) -> Day:
        """The working hours and breaks of a date, or the reason why it has none."""
        pieces = self._pieces(date)
        return Day(
            date=date,
            kind=self._kind(date),
            timetable=self.timetable_on(date),
            days_off=self._off.get(date, ()),
            intervals=tuple(self._span(*piece) for piece in pieces),
            breaks=tuple(self._span(one[1], two[0]) for one, two in pairwise(pieces) if one[1] < two[0]),
            microseconds=sum(end - start for start, end in pieces),
        )

    def timetable_on(self, date: dt.date) -> Timetable | None:
        """The timetable in force on a date: the last one in the calendar that covers it; None outside the calendar."""
        if not self.first_day <= date <= self.last_day:
            return None
        return next((timetable for timetable in reversed(self.timetables) if timetable.covers(date)), None)

    def timetables_on(self, date: dt.date) -> tuple[Timetable, ...]:
        """All timetables that cover a date: the one in force first, then those that it goes before."""
        if not self.first_day <= date <= self.last_day:
            return ()
        return tuple(timetable for timetable in reversed(self.timetables) if timetable.covers(date))

    def is_working(self, at: dt.datetime) -> bool:
        """Whether the instant is working time; the first instant of an interval is, the last is not."""
        instant = to_instant(at, self.tzinfo)
        if not self._begin <= instant < self._end:
            return False
        date = from_instant(instant, self.tzinfo).date()
        pieces = [*self._pieces(date - ONE_DAY), *self._pieces(date)]
        return any(start <= instant < end for start, end in pieces)

    def next_working(self, at: dt.datetime) -> dt.datetime:
        """The instant itself if it is working time, else the beginning of the next working time."""
        instant = to_instant(at, self.tzinfo)
        index = self._covering(instant, instant)
        while (found := index.next_working(instant)) is None:
            index = self._lengthened(index, 1)
        return from_instant(found, self.tzinfo)

    @property
    def bounds(self) -> tuple[int, int]:
        """The first and last instant (microseconds since 1970) that the calendar can reckon with."""
        return self._begin, self._end

    def index_over(self, low: int, high: int) -> Index:
        """The index that covers these instants. WorktimeError where the calendar does not."""
        return self._covering(low, high)

    def longer_index(self, index: Index) -> Index | None:
        """The index with as many years again; None when it reaches the end of the calendar already."""
        if index.last_year >= self.last_day.year:
            return None
        return self._built(index.first_year, index.last_year + 1 + index.last_year - index.first_year)

    def _due(self, start: dt.datetime, need: int, pauses: Sequence[Pause], until: dt.datetime | None) -> dt.datetime:
        begin = to_instant(start, self.tzinfo)
        if not pauses:
            return from_instant(self._when(begin, need), self.tzinfo)
        return from_instant(self._when_outside(begin, need, gaps_of(pauses, until, self.tzinfo)), self.tzinfo)

    def _when(self, begin: int, need: int) -> int:
        index = self._covering(begin, begin)
        if not need:
            return begin
        if need > self._end - begin:
            raise self._too_long(need)
        position = index.position(begin) + need
        while position > index.total:
            index = self._lengthened(index, need)
            position = index.position(begin) + need
        return index.instant(position)

    def _when_outside(self, begin: int, need: int, gaps: Sequence[Gap]) -> int:
        for gap in gaps if need else ():
            if gap.end <= begin:
                continue
            if gap.start > begin:
                due = self._when(begin, need)
                if due <= gap.start:
                    return due
                need -= self._outside(begin, gap.start, ())
            if gap.end == FOREVER:
                raise WorktimeError(
                    f"Jeda “{gap.pause.reason}” belum berakhir, sehingga tenggat belum dapat dihitung; "
                    "akhiri jedanya dulu."
                )
            begin = gap.end
        return self._when(begin, need)

    def _worked(self, start: dt.datetime, end: dt.datetime, pauses: Sequence[Pause]) -> int:
        begin, stop = to_instant(start, self.tzinfo), to_instant(end, self.tzinfo)
        if not pauses and begin <= stop:
            index = self._covering(begin, stop)
            return index.position(stop) - index.position(begin)
        gaps = gaps_of(pauses, None, self.tzinfo)
        return self._outside(begin, stop, gaps) if begin <= stop else -self._outside(stop, begin, gaps)

    def _outside(self, begin: int, stop: int, gaps: Sequence[Gap]) -> int:
        index = self._covering(begin, stop)
        worked = index.position(stop) - index.position(begin)
        for gap in gaps:
            start, end = max(begin, gap.start), min(stop, gap.end)
            if start < end:
                worked -= index.position(end) - index.position(start)
        return worked

    def _covering(self, low: int, high: int) -> Index:
        index = self._index
        if index is not None and index.low <= low and high <= index.high:
            return index
        if low < self._begin:
            raise WorktimeError(
                f"Kalender kerja baru mulai pada {long_date(self.first_day)}; waktu sebelum itu tidak dapat dihitung. "
                "Periksa tanggalnya, atau tambahkan jadwal untuk masa itu."
            )
        if high > self._end:
            raise WorktimeError(
                f"Kalender kerja berakhir pada {long_date(self.last_day)}; waktu sesudah itu tidak dapat dihitung. "
                "Periksa tanggalnya, atau tambahkan jadwal untuk masa itu."
            )
        first, last = from_instant(low, self.tzinfo).year, from_instant(high, self.tzinfo).year
        if index is not None:
            first, last = min(first, index.first_year), max(last, index.last_year)
        return self._built(first, last)

    def _lengthened(self, index: Index, need: int) -> Index:
        if (longer := self.longer_index(index)) is None:
            raise self._too_long(need)
        return longer

    def _built(self, first_year: int, last_year: int) -> Index:
        first = max(dt.date(first_year, 1, 1), self.first_day)
        last = min(dt.date(min(last_year, self.last_day.year), 12, 31), self.last_day)
        pieces: list[Piece] = []
        for ordinal in range(first.toordinal() - 1, last.toordinal() + 1):
            pieces.extend(self._pieces(dt.date.fromordinal(ordinal)))
        self._index = Index(
            pieces,
            low=midnight(first, self.tzinfo),
            high=self._end if last == self.last_day else midnight(last + ONE_DAY, self.tzinfo),
            first_year=first.year,
            last_year=last.year,
        )
        return self._index

    def _pieces(self, date: dt.date) -> list[Piece]:
        """The working pieces of a day. Where a timetable ends in the night, its last shift is not counted twice."""
        pieces = day_pieces(date.toordinal(), self._intervals(date), self.tzinfo)
        eve = date - ONE_DAY if pieces else date
        if self.timetable_on(eve) is self.timetable_on(date):
            return pieces
        night = day_pieces(eve.toordinal(), self._intervals(eve), self.tzinfo)
        free_from = night[-1][1] if night else self._begin
        return [(max(start, free_from), end) for start, end in pieces if free_from < end]

    def _intervals(self, date: dt.date) -> tuple[Interval, ...]:
        timetable = None if date in self._off else self.timetable_on(date)
        return timetable.hours.get(date.weekday(), ()) if timetable else ()

    def _kind(self, date: dt.date) -> DayKind:
        timetable = self.timetable_on(date)
        if timetable is None:
            return DayKind.OUTSIDE
        if not timetable.hours.get(date.weekday()):
            return DayKind.WEEKEND if date.weekday() >= 5 else DayKind.FREE
        return DayKind.OFF if date in self._off else DayKind.WORK

    def _undecreed(self, lines: Sequence[Line]) -> tuple[int, ...]:
        return tuple(sorted({line.date.year for line in lines} - self._decreed)) if self._decreed else ()

    def _span(self, start: int, end: int) -> Span:
        return Span(from_instant(start, self.tzinfo), from_instant(end, self.tzinfo))

    def _too_long(self, need: int) -> WorktimeError:
        return WorktimeError(
            f"Kalender kerja berakhir pada {long_date(self.last_day)}, sebelum {number(need / MINUTE)} menit kerja "
            "tercapai; tambahkan jadwal untuk masa sesudahnya, atau periksa lama kerjanya."
        )
