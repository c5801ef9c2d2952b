"""A million deadlines at once against the single question, in one run; the answers of a sample must be the same.

    python -m bench.worktime_bulk

Measured are the arrays (`due_many`, `between_many`), and the same million as JSON lines, as `alur worktime batch` reads
and answers them.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np

from alur.cli.worktime_batch import answered
from alur.worktime import Calendar, indonesia
from alur.worktime.bulk import between_many, due_many
from alur.worktime.instants import from_instant

COUNT, SAMPLE = 1_000_000, 20_000
FIRST = np.datetime64("2019-01-01T00:00:00", "us")
NINE_YEARS = 9 * 365 * 86_400
TARGET_SECONDS = 2.0
Found = TypeVar("Found")


def main() -> int:
    """Print seconds and ratios; 1 if an answer differs or the target of two seconds is missed."""
    calendar, chance = indonesia(), np.random.default_rng(20190925)
    starts = FIRST + (chance.random(COUNT) * NINE_YEARS * 0.95 * 1e6).astype("timedelta64[us]")
    ends = FIRST + (chance.random(COUNT) * NINE_YEARS * 0.95 * 1e6).astype("timedelta64[us]")
    seconds = chance.integers(0, 9000 * 60, COUNT)
    moments = [from_instant(value, calendar.tzinfo) for value in starts[:SAMPLE].astype(np.int64).tolist()]
    stops = [from_instant(value, calendar.tzinfo) for value in ends[:SAMPLE].astype(np.int64).tolist()]
    lengths = seconds[:SAMPLE].tolist()

    dues, bulk = timed(lambda: due_many(calendar, starts, seconds))
    alone, single = timed(lambda: [calendar.due_after(a, b) for a, b in zip(moments, lengths, strict=True)])
    is_same = dues[:SAMPLE].astype(np.int64).tolist() == [round(one.timestamp() * 1e6) for one in alone]
    is_fast = told("due", bulk, single)
    worked, bulk = timed(lambda: between_many(calendar, starts, ends))
    spans, single = timed(lambda: [calendar.seconds_between(a, b) for a, b in zip(moments, stops, strict=True)])
    is_same &= worked[:SAMPLE].astype(np.int64).tolist() == [round(one * 1e6) for one in spans]
    is_fast &= told("between", bulk, single)
    lines(calendar, moments, lengths)
    if not is_same:
        print("bulk and single answers differ", file=sys.stderr)
    return 0 if is_same and is_fast else 1


def told(name: str, bulk: float, single: float) -> bool:
    """Print one line; whether the target is reached."""
    ratio = single / SAMPLE * COUNT / bulk
    print(f"{name:<8} {COUNT:,} in {bulk:5.2f} s   {ratio:5.1f} x as fast as one by one")
    return bulk <= TARGET_SECONDS


def lines(calendar: Calendar, moments: list[dt.datetime], lengths: list[int]) -> None:
    """Print what a line of JSON costs, together and alone, reading and writing included."""
    texts = [
        json.dumps({"kind": "due", "start": at.isoformat(), "minutes": length / 60}).encode()
        for at, length in zip(moments, lengths, strict=True)
    ]
    together, bulk = timed(lambda: [json.dumps(answer) for answer in answered(calendar, texts)])
    alone, single = timed(lambda: [json.dumps(answered(calendar, [text])[0]) for text in texts])
    assert together == alone
    print(f"JSON     a line {bulk / SAMPLE * 1e6:.1f} µs in a portion, {single / SAMPLE * 1e6:.1f} µs alone")


def timed(act: Callable[[], Found]) -> tuple[Found, float]:
    """What it gives, and the seconds of the best of three rounds."""
    best, found = float("inf"), act()
    for _ in range(3):
        began = time.perf_counter()
        found = act()
        best = min(best, time.perf_counter() - began)
    return found, best


if __name__ == "__main__":
    sys.exit(main())
