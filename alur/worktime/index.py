"""Some years of a calendar, laid out for search: the working pieces of time in order and the time worked before each.

A position is working time since the beginning of the index, so that adding working time is adding numbers.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from alur.worktime.instants import DAY, EPOCH_ORDINAL, SECOND, offsets_around
from alur.worktime.values import Interval

Piece = tuple[int, int]


def day_pieces(ordinal: int, intervals: Sequence[Interval], zone: ZoneInfo) -> list[Piece]:
    """The intervals that begin on this day as instants (microseconds), in order.

    An instant belongs to an interval if a clock on the wall shows a time inside it: where the clock is put forward the
    skipped time does not count, where it is put back the repeated time counts twice.
    """
    local = (ordinal - EPOCH_ORDINAL) * DAY
    pieces = []
    for begin, end, offset in offsets_around(ordinal, zone) if intervals else ():
        for interval in intervals:
            start = max(begin, local + interval.start_seconds * SECOND - offset)
            stop = min(end, local + interval.end_seconds * SECOND - offset)
            if start < stop:
                pieces.append((start, stop))
    return pieces


def joined(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces in order, with no time in two of them."""
    ordered: list[Piece] = []
    latest: int | None = None
    for start, stop in sorted(pieces):
        begin = start if latest is None else max(start, latest)
        if begin < stop:
            ordered.append((begin, stop))
            latest = stop
    return ordered


class Index:
    """The working pieces between the instants `low` and `high` (both included), and the years it was made of."""

    __slots__ = ("_before", "_ends", "_starts", "first_year", "high", "last_year", "low", "total")

    def __init__(self, pieces: Iterable[Piece], *, low: int, high: int, first_year: int, last_year: int) -> None:
        ordered = joined(pieces)
        self._starts = array("q", (start for start, _ in ordered))
        self._ends = array("q", (end for _, end in ordered))
        self._before = array("q", [0])
        total = 0
        for start, end in ordered:
            total += end - start
            self._before.append(total)
        self.total = total
        self.low = low
        self.high = high
        self.first_year = first_year
        self.last_year = last_year

    def pieces(self) -> tuple[array[int], array[int], array[int]]:
        """Beginnings and ends of the pieces, and the time worked before each (one number more), for bulk reckoning."""
        return self._starts, self._ends, self._before

    def position(self, instant: int) -> int:
        """Working time from the beginning of the index to the instant."""
        at = bisect_right(self._starts, instant) - 1
        if at < 0:
            return 0
        end = self._ends[at]
        return self._before[at] + (instant if instant < end else end) - self._starts[at]

    def instant(self, position: int) -> int:
        """The first instant at this position; the position lies above 0 and not above `total`."""
        at = bisect_left(self._before, position) - 1
        return self._starts[at] + position - self._before[at]

    def next_working(self, instant: int) -> int | None:
        """The instant itself if it is working time, else the beginning of the next piece, or None."""
        at = bisect_right(self._ends, instant)
        return max(instant, self._starts[at]) if at < len(self._starts) else None
