"""Time waiting until opened and time in work: in words for one visit, as medians by step and role for a period."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from statistics import median

from django.db.models import Exists, OuterRef

from alur.records.clocks import Times, used_seconds, waited_seconds
from alur.records.models import Case, Visit
from alur.records.standing import Standing
from alur.worktime import Calendar
from alur.worktime.wording import number

WORKING_DAY = 450
WALL_DAY = 1440
BY_ITSELF = ("lewat-otomatis", "ditarik-kembali")


@dataclass(frozen=True, slots=True)
class TwoClocks:
    """Seconds of a visit's own clock. `worked` is None while nobody responsible has opened it."""

    waited: int
    worked: int | None
    is_wall_clock: bool = False

    @property
    def words(self) -> str:
        """As "menunggu dibuka 2 jam 10 menit, dikerjakan 5 jam", or "belum dibuka, menunggu 40 menit"."""
        if self.worked is None:
            return f"belum dibuka, menunggu {self.waited_words}"
        return f"menunggu dibuka {self.waited_words}, dikerjakan {self.worked_words}"

    @property
    def waited_words(self) -> str:
        return length(self.waited, is_wall_clock=self.is_wall_clock)

    @property
    def worked_words(self) -> str:
        return length(self.worked or 0, is_wall_clock=self.is_wall_clock)

    @property
    def short(self) -> str:
        """What a row has room for: the clock that runs now."""
        return f"belum dibuka, {self.waited_words}" if self.worked is None else f"dikerjakan {self.worked_words}"


def two_clocks(visit: Visit | Times, calendar: Calendar, at: dt.datetime) -> TwoClocks | None:
    """Both clocks of a visit at this instant; of a closed one as they were frozen, None if that was not kept then."""
    if visit.closed_at is not None:
        return frozen_clocks(visit)
    is_wall = visit.is_wall_clock
    waited = waited_seconds(calendar, visit, at)
    if visit.seen_at is None:
        return TwoClocks(waited, None, is_wall)
    return TwoClocks(waited, max(0, used_seconds(calendar, visit, at) - waited), is_wall)


def frozen_clocks(visit: Visit | Times) -> TwoClocks | None:
    """Both clocks of a closed visit; None if they were not kept when it was closed."""
    if visit.waited_seconds is None or visit.used_seconds is None:
        return None
    return TwoClocks(visit.waited_seconds, max(0, visit.used_seconds - visit.waited_seconds), visit.is_wall_clock)


def length(seconds: float, *, is_wall_clock: bool = False, working_day: int = WORKING_DAY) -> str:
    """A length of time in hours: "2 jam 10 menit", from one day on "3 hari 1 jam"; whole minutes, rounded down.

    A day is `working_day` minutes of working time, 24 hours of a wall clock.
    """
    days, minutes = divmod(int(seconds // 60), WALL_DAY if is_wall_clock else working_day)
    hours, minutes = divmod(minutes, 60)
    parts = [(days, "hari"), (hours, "jam"), (minutes, "menit")]
    return " ".join(f"{number(count)} {unit}" for count, unit in parts if count) or "0 menit"


@dataclass(frozen=True, slots=True)
class StepTimes:
    """The visits of one step in one role that were closed in a period: how many, and their medians in seconds."""

    step: str
    role: str
    count: int
    waited: int
    worked: int
    is_wall_clock: bool = False

    @property
    def waited_words(self) -> str:
        return length(self.waited, is_wall_clock=self.is_wall_clock)

    @property
    def worked_words(self) -> str:
        return length(self.worked, is_wall_clock=self.is_wall_clock)


def step_times(
    procedure_id: int, steps: Collection[str], start: dt.datetime, end: dt.datetime, viewer: Standing
) -> list[StepTimes]:
    """Medians of both clocks by step and role over visits closed from `start` until before `end`, as far as visible.

    What passed by itself or was recalled does not count, nor what was closed before both clocks were kept. One query,
    which finds the visits by the keys of their steps.
    """
    # Asked case by case: as a list, all cases of the office would be gathered first.
    case = Case.objects.visible_to(viewer).filter(pk=OuterRef("case"), procedure=procedure_id).order_by()
    closed = Visit.objects.filter(Exists(case), step__in=steps, closed_at__gte=start, closed_at__lt=end)
    rows = closed.filter(waited_seconds__isnull=False).exclude(decision__in=BY_ITSELF).order_by()
    found: dict[tuple[str, str, bool], list[tuple[int, int]]] = defaultdict(list)
    keys = ("step", "role__name", "is_wall_clock", "waited_seconds", "used_seconds")
    for step, role, is_wall, waited, used in rows.values_list(*keys):
        found[step, role or "", is_wall].append((waited or 0, max(0, (used or 0) - (waited or 0))))
    return [
        StepTimes(step, role, len(pairs), _median(pairs, 0), _median(pairs, 1), is_wall)
        for (step, role, is_wall), pairs in sorted(found.items())
    ]


def _median(pairs: list[tuple[int, int]], place: int) -> int:
    return int(median(pair[place] for pair in pairs))
