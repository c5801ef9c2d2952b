"""Instants and durations as whole microseconds, where nothing is rounded; into them, out of them, and across zones."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from alur.worktime.values import WorktimeError

SECOND = 1_000_000
MINUTE = 60 * SECOND
DAY = 86_400 * SECOND
LONGEST = 10**15
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
EPOCH_ORDINAL = EPOCH.toordinal()

Amount = int | float | Decimal


def open_zone(name: str) -> ZoneInfo:
    """The zone of this IANA name; WorktimeError where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError, TypeError):
        raise WorktimeError(
            f"Zona waktu “{name}” tidak dikenal; tulis nama seperti Asia/Jakarta, Asia/Makassar atau Asia/Jayapura."
        ) from None


def to_instant(at: dt.datetime, zone: ZoneInfo) -> int:
    """Microseconds since 1970 (UTC); a time without an offset is local to the zone."""
    if at.tzinfo is None:
        at = at.replace(tzinfo=zone)
    since = at - EPOCH
    return (since.days * 86_400 + since.seconds) * SECOND + since.microseconds


def from_instant(instant: int, zone: ZoneInfo) -> dt.datetime:
    """The aware datetime of an instant, in the zone."""
    seconds, microseconds = divmod(instant, SECOND)
    return (EPOCH + dt.timedelta(0, seconds, microseconds)).astimezone(zone)


def midnight(date: dt.date, zone: ZoneInfo) -> int:
    """The instant at which the date begins in the zone."""
    return to_instant(dt.datetime(date.year, date.month, date.day, tzinfo=zone), zone)


def to_microseconds(amount: Amount, unit: int, word: str) -> int:
    """So many units (MINUTE, SECOND) as microseconds, to the nearest; WorktimeError if negative or no number."""
    if isinstance(amount, int):
        finite = True
    else:
        finite = amount.is_finite() if isinstance(amount, Decimal) else math.isfinite(amount)
    if not finite or amount > LONGEST:
        raise WorktimeError(f"Lama kerja harus sebuah bilangan {word} yang wajar, misalnya 9000.")
    if amount < 0:
        raise WorktimeError(f"Lama kerja {amount} {word} kurang dari nol; tulis 0 atau lebih.")
    return round(amount * unit)


def in_seconds(microseconds: int) -> int | float:
    """Microseconds as seconds: a whole number where it is one."""
    whole, rest = divmod(microseconds, SECOND)
    return microseconds / SECOND if rest else whole


def offsets_around(ordinal: int, zone: ZoneInfo) -> Iterator[tuple[int, int, int]]:
    """Stretches (begin, end, offset from UTC) of constant offset, in microseconds, from a day before this date to three
    days after it: wide enough for any interval that begins on the date, in any zone."""
    begin, end = _offset_at_midnight(ordinal - 1, zone), _offset_at_midnight(ordinal + 3, zone)
    low, high = (ordinal - 1 - EPOCH_ORDINAL) * DAY, (ordinal + 3 - EPOCH_ORDINAL) * DAY
    if begin == end:
        yield low, high, begin
        return
    change = _change_between(low, high, zone)
    yield low, change, begin
    yield change, high, end


def _change_between(low: int, high: int, zone: ZoneInfo) -> int:
    """The instant of the change of offset between the two, found by halving; offsets change on whole seconds."""
    before, after = low // SECOND, high // SECOND
    old = _offset(low, zone)
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(middle * SECOND, zone) == old:
            before = middle
        else:
            after = middle
    return after * SECOND


@lru_cache(maxsize=4096)
def _offset_at_midnight(ordinal: int, zone: ZoneInfo) -> int:
    return _offset((ordinal - EPOCH_ORDINAL) * DAY, zone)


def _offset(instant: int, zone: ZoneInfo) -> int:
    offset = from_instant(instant, zone).utcoffset() or dt.timedelta()
    return (offset.days * 86_400 + offset.seconds) * SECOND + offset.microseconds
