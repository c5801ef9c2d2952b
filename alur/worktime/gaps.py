"""Pauses laid out as gaps in the counting: in order, none over another, an open one ended where the caller says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from alur.worktime.instants import from_instant, to_instant
from alur.worktime.values import Pause, WorktimeError
from alur.worktime.wording import long_instant

FOREVER = 1 << 62


@dataclass(frozen=True, slots=True)
class Gap:
    """Time between two instants (microseconds) that does not count; `end` is FOREVER while the pause still lasts."""

    start: int
    end: int
    pause: Pause


def gaps_of(pauses: Sequence[Pause], until: dt.datetime | None, zone: ZoneInfo) -> list[Gap]:
    """The gaps that the pauses make. A pause without an end is taken to end at `until`, where that is given."""
    ordered: list[Gap] = []
    latest = -FOREVER
    for start, pause in sorted(((to_instant(pause.start, zone), pause) for pause in pauses), key=lambda pair: pair[0]):
        end = _end(start, pause, until, zone)
        if max(start, latest) < end:
            ordered.append(Gap(max(start, latest), end, pause))
            latest = end
    return ordered


def _end(start: int, pause: Pause, until: dt.datetime | None, zone: ZoneInfo) -> int:
    if pause.end is None:
        return FOREVER if until is None else max(start, to_instant(until, zone))
    end = to_instant(pause.end, zone)
    if end < start:
        raise WorktimeError(
            f"Jeda “{pause.reason}” berakhir ({long_instant(from_instant(end, zone))}) sebelum mulai "
            f"({long_instant(from_instant(start, zone))})."
        )
    return end
