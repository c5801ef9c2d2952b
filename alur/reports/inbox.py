"""Tugas saya: the open visits that wait for a person or lie with the team, by risk. One query for the rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils import timezone

from alur.records.models import Visit, document_of
from alur.records.standing import Standing
from alur.reports.risk import ORDER, key_of, rank_at
from alur.reports.risk import after as follows
from alur.reports.timing import CalendarsByUnit, Clockwork, TimeBlock, Tone, time_block
from alur.reports.wording import day, listed
from alur.sop.document import Step
from alur.worktime import Calendar

PAGE = 50
COUNTED = 100
GROUPS = {
    "late": ("Lewat tenggat", ""),
    "today": ("Jatuh tempo hari ini", "urut dari sisa waktu kerja paling sedikit"),
    "next": ("Berikutnya", ""),
    "paused": ("Dijeda", "waktu mutu baku berhenti"),
    "none": ("Tanpa tenggat", "langkah ini tidak memiliki mutu baku waktu"),
}
IN_WORDS = {"late": "lewat tenggat", "today": "jatuh tempo hari ini", "paused": "dijeda"}
FIELDS = (
    "pk",
    "step",
    "round",
    "role_id",
    "role__name",
    "assignee__name",
    "due_at",
    "standard_seconds",
    "paused_since",
    "paused_until",
    "is_wall_clock",
    "rank",
    "case__number",
    "case__title",
    "case__edition_id",
    "case__kind",
    "unit_id",
    "case__unit__name",
    "case__application__code",
)


@dataclass(frozen=True, slots=True)
class Task:
    """One row: where the request comes from, what is asked, and how the time stands."""

    pk: int
    rank: int
    case_number: str
    title: str
    origin: str
    edition_id: int
    step: Step
    round: int
    paused: str
    holder: str
    role: str
    stands_in_as: str
    time: TimeBlock
    group: str


@dataclass(frozen=True, slots=True)
class TaskGroup:
    key: str
    title: str
    hint: str
    tasks: list[Task]


@dataclass(frozen=True, slots=True)
class Inbox:
    """A page of tasks. `next_key` asks for the page after it, "" on the last one; "50+" counts a page with more."""

    groups: list[TaskGroup]
    summary: str
    count: str
    other_count: str
    next_key: str
    dues: list[dt.datetime]

    @property
    def riskiest(self) -> int:
        """The visit that goes first; 0 when nothing runs against the clock."""
        first = self.groups[0] if self.groups else None
        return first.tasks[0].pk if first and first.key in ("late", "today", "next") else 0


def inbox(
    viewer: Standing,
    calendar: Calendar,
    at: dt.datetime,
    *,
    is_team: bool = False,
    after: str = "",
    by_unit: CalendarsByUnit | None = None,
) -> Inbox:
    """What waits for this person (or lies with the team), a page of 50, riskiest first. Two queries.

    The time left is counted on the calendars of `by_unit`, on the whole office's without them.
    """
    mine, team = Visit.objects.waiting_for(viewer), Visit.objects.team_of(viewer)
    shown, other = (team, mine) if is_team else (mine, team)
    # The page is found on visits alone; only its rows are joined with their cases, however many wait.
    rank = rank_at(at)
    page = shown.annotate(rank=rank).filter(follows(after)).order_by(*ORDER).values("pk")[: PAGE + 1]
    rows = Visit.objects.filter(pk__in=page).annotate(rank=rank).order_by(*ORDER).values_list(*FIELDS)
    found = (dict(zip(FIELDS, row, strict=True)) for row in rows)
    fetched = [_task(row, viewer, _calendar_of(row, by_unit) or calendar, at) for row in found]
    tasks = fetched[:PAGE]
    is_more, is_first = len(fetched) > PAGE, not after
    return Inbox(
        groups=[
            TaskGroup(key, *GROUPS[key], list(group)) for key, group in groupby(tasks, key=lambda task: task.group)
        ],
        summary=_summary(tasks, is_team=is_team, is_more=is_more, is_first=is_first),
        count=f"{len(tasks)}{'+' if is_more else ''}" if is_first else "",
        other_count=_counted(other),
        next_key=_key(tasks[-1]) if is_more else "",
        dues=[task.time.due_at for task in tasks if task.time.due_at and task.group in ("late", "today")],
    )


def _task(row: dict[str, Any], viewer: Standing, calendar: Calendar, at: dt.datetime) -> Task:
    clockwork = Clockwork(
        row["due_at"], row["standard_seconds"], row["paused_since"], row["is_wall_clock"], None, row["paused_until"]
    )
    time = time_block(clockwork, calendar, at)
    capacity = viewer.as_role(row["role_id"])
    today = timezone.localdate(at)
    return Task(
        pk=row["pk"],
        rank=row["rank"],
        case_number=row["case__number"],
        title=row["case__title"],
        origin=" · ".join(filter(None, (row["case__application__code"], row["case__unit__name"]))),
        edition_id=row["case__edition_id"],
        step=document_of(row["case__edition_id"]).step(row["step"]),
        round=row["round"],
        paused=_paused(clockwork, at),
        holder=row["assignee__name"] or "",
        role=row["role__name"] or "pelaksana tidak terbaca",
        stands_in_as=capacity.title if capacity and capacity.is_stand_in else "",
        time=time,
        group=_group(time, today),
    )


def _paused(clockwork: Clockwork, at: dt.datetime) -> str:
    if clockwork.paused_since is None or not clockwork.is_paused(at):
        return ""
    today = timezone.localdate(at)
    words = f"dijeda sejak {day(timezone.localdate(clockwork.paused_since), today)}"
    if clockwork.paused_until is None:
        return words
    return f"{words} sampai {day(timezone.localdate(clockwork.paused_until), today)}"


def _calendar_of(row: dict[str, Any], by_unit: CalendarsByUnit | None) -> Calendar | None:
    return by_unit.of_row(row["unit_id"], row["case__edition_id"], row["case__kind"]) if by_unit else None


def _group(time: TimeBlock, today: dt.date) -> str:
    if time.tone in (Tone.LATE, Tone.PAUSED, Tone.NONE):
        return {Tone.LATE: "late", Tone.PAUSED: "paused", Tone.NONE: "none"}[time.tone]
    return "today" if time.due_at and timezone.localdate(time.due_at) <= today else "next"


def _key(task: Task) -> str:
    return key_of(task.rank, task.time.due_at, task.pk)


def _counted(visits: Any) -> str:
    count = visits.order_by()[:COUNTED].count()
    return "99+" if count == COUNTED else str(count)


def _summary(tasks: list[Task], *, is_team: bool, is_more: bool, is_first: bool) -> str:
    if not tasks:
        return ""
    if not is_first:
        return "Lanjutan daftar, urut dari yang paling mendesak."
    whose = "pada tim Anda" if is_team else "menunggu Anda"
    amount = f"{len(tasks)} langkah {whose}" if not is_more else f"Lebih dari {PAGE} langkah {whose}"
    parts = _parts(tasks)
    return f"{amount}: {listed(parts)}." if parts else f"{amount}."


def _parts(tasks: Iterable[Task]) -> list[str]:
    keys = [task.group for task in tasks]
    return [f"{keys.count(key)} {words}" for key, words in IN_WORDS.items() if key in keys]
