"""Many questions at once, with numpy on the calendar's prefix sums: the same answers as one by one, to the microsecond.

Only who asks in bulk imports this module; everything else in the package does without numpy.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from alur.worktime.calendar import Calendar
from alur.worktime.index import Index
from alur.worktime.instants import SECOND

Instants = NDArray[np.datetime64]
Durations = NDArray[np.timedelta64]
Whole = NDArray[np.int64]
LONGEST_SECONDS = 10**12
NO_ANSWER = np.datetime64("NaT", "us")


def due_many(calendar: Calendar, starts: ArrayLike, seconds: ArrayLike) -> Instants:
    """The first instant at which so many working seconds have passed since each start, as `Calendar.due_after`.

    `starts` are datetime64 in UTC, `seconds` numbers (or timedelta64), one for each start or one for all. Returns
    datetime64[us] in UTC; NaT where the single question is refused (negative, before or beyond the calendar): ask that
    one for the sentence.
    """
    begins, needs = np.broadcast_arrays(_instants(starts), _durations(seconds))
    found = np.full(begins.shape, NO_ANSWER, dtype="datetime64[us]")
    low, high = calendar.bounds
    fits = (begins >= low) & (begins <= high) & (needs >= 0) & (needs <= high - np.minimum(begins, high))
    if not fits.any():
        return found
    begins, needs = begins[fits], needs[fits]
    index = calendar.index_over(int(begins.min()), int(begins.max()))
    positions = _positions(index, begins) + needs
    furthest = int(positions.max())
    while furthest > index.total and (longer := calendar.longer_index(index)) is not None:
        index = longer  # begins with the same year, so that the positions stay what they are
    answers = np.where(needs == 0, begins, _at(index, np.minimum(positions, index.total)))
    is_reached = (positions <= index.total) | (needs == 0)
    found[fits] = np.where(is_reached, answers.astype("datetime64[us]"), NO_ANSWER)
    return found


def between_many(calendar: Calendar, starts: ArrayLike, ends: ArrayLike) -> Durations:
    """Working time from each start to each end, as `Calendar.between`; below zero where the end lies before the start.

    Both are datetime64 in UTC. Returns timedelta64[us]; NaT where the single question is refused.
    """
    begins, stops = np.broadcast_arrays(_instants(starts), _instants(ends))
    found = np.full(begins.shape, np.timedelta64("NaT", "us"), dtype="timedelta64[us]")
    low, high = calendar.bounds
    fits = (np.minimum(begins, stops) >= low) & (np.maximum(begins, stops) <= high)
    if not fits.any():
        return found
    begins, stops = begins[fits], stops[fits]
    index = calendar.index_over(int(min(begins.min(), stops.min())), int(max(begins.max(), stops.max())))
    found[fits] = (_positions(index, stops) - _positions(index, begins)).astype("timedelta64[us]")
    return found


def _instants(values: ArrayLike) -> Whole:
    """Microseconds since 1970; NaT becomes the lowest number, which lies before every calendar."""
    return np.asarray(values, dtype="datetime64[us]").astype(np.int64)


def _durations(values: ArrayLike) -> Whole:
    """Microseconds, to the nearest; what is no reasonable number becomes -1, which is refused."""
    given: NDArray[Any] = np.asarray(values)
    if given.dtype.kind == "m":
        return given.astype("timedelta64[us]").astype(np.int64)
    if given.dtype.kind in "iu":
        return np.where(given > LONGEST_SECONDS, -1, given).astype(np.int64) * SECOND
    numbers = given.astype(np.float64)
    is_wrong = ~np.isfinite(numbers) | (numbers < 0) | (numbers > LONGEST_SECONDS)
    return np.where(is_wrong, -1, np.rint(np.where(is_wrong, 0, numbers) * SECOND)).astype(np.int64)


def _positions(index: Index, instants: Whole) -> Whole:
    starts, ends, before = _arrays(index)
    if not len(starts):
        return np.zeros_like(instants)
    at = np.searchsorted(starts, instants, side="right") - 1
    inside = np.maximum(at, 0)
    counted = before[inside] + np.minimum(instants, ends[inside]) - starts[inside]
    return np.where(at < 0, 0, counted).astype(np.int64)


def _at(index: Index, positions: Whole) -> Whole:
    starts, _, before = _arrays(index)
    if not len(starts):
        return positions
    at = np.maximum(np.searchsorted(before, positions, side="left") - 1, 0)
    return np.asarray(starts[at] + positions - before[at], dtype=np.int64)


def _arrays(index: Index) -> tuple[Whole, Whole, Whole]:
    """The index's own memory seen by numpy; nothing is copied."""
    starts, ends, before = (np.frombuffer(values, dtype=np.int64) for values in index.pieces())
    return starts, ends, before
