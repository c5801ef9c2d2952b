"""A person's deadlines as iCalendar (RFC 5545): of each open visit that waits for the person its instant and its day.

The same record gives the same bytes: stamps and sequence numbers come from the record, not from the clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils import timezone
from icalendar import Calendar, Event

from alur.records.models import Case, Entry, Security, SubjectKind, Visit, document_of
from alur.records.standing import Standing
from alur.reports.timing import CalendarsByUnit

LIMIT = 500
REFRESH = dt.timedelta(hours=1)
MOVING = ("opened", "performed", "recalled", "assigned", "paused", "resumed", "calendar")
FIELDS = (
    "case_id",
    "number",
    "step",
    "round",
    "due_at",
    "opened_at",
    "is_wall_clock",
    "unit_id",
    "paused_since",
    "paused_until",
    "case__number",
    "case__title",
    "case__security",
    "case__edition_id",
    "case__kind",
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """One open visit as the calendar shows it. `sequence` and `changed_at` are those of the last line that moved it."""

    case_number: str
    visit_number: int
    title: str
    summary: str
    detail: str
    due_at: dt.datetime
    is_open_to_all: bool
    is_paused: bool
    sequence: int
    changed_at: dt.datetime


def deadline_feed(
    viewer: Standing, address_of: Callable[[str], str], *, calendars: CalendarsByUnit | None = None
) -> bytes:
    """The calendar of this person's deadlines, nearest first, 500 at most; `address_of` gives a case's page.

    With `calendars`, deadlines that rest on days not yet decided say "perkiraan".
    Cases that are not open to everybody in the office give their number only: a calendar program may lie elsewhere.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Alur//Tenggat//ID")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"Tenggat Alur: {viewer.user.name}")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for deadline in deadlines(viewer, calendars):
        calendar.add_component(_instant(deadline, address_of))
        calendar.add_component(_day(deadline, address_of))
    return calendar.to_ical()


def deadlines(viewer: Standing, calendars: CalendarsByUnit | None = None) -> list[Deadline]:
    """The deadlines of what waits for this person and may be seen by the person. Two queries, and the calendars'."""
    visible = Case.objects.visible_to(viewer).values("pk")
    waiting = Visit.objects.waiting_for(viewer).filter(due_at__isnull=False, case__in=visible)
    rows = list(waiting.order_by("due_at", "pk").values(*FIELDS)[:LIMIT])
    changes = _changes([row["case_id"] for row in rows])
    return [
        _deadline(row, *changes.get(row["case_id"], (0, row["due_at"])), is_estimate=_is_estimate(row, calendars))
        for row in rows
    ]


def _is_estimate(row: dict[str, Any], calendars: CalendarsByUnit | None) -> bool:
    if calendars is None or row["is_wall_clock"]:
        return False
    calendar = calendars.of_row(row["unit_id"], row["case__edition_id"], row["case__kind"])
    return calendar.is_estimate_between(row["opened_at"], row["due_at"])


def _changes(case_ids: list[int]) -> dict[int, tuple[int, dt.datetime]]:
    lines = Entry.objects.filter(subject_kind=SubjectKind.CASE, subject_id__in=case_ids, kind__in=MOVING)
    found = lines.order_by().values("subject_id").annotate(last=Max("number"), changed=Max("at"))
    return {row["subject_id"]: (row["last"], row["changed"]) for row in found}


def _deadline(row: dict[str, Any], sequence: int, changed_at: dt.datetime, *, is_estimate: bool) -> Deadline:
    number, is_open = row["case__number"], row["case__security"] == Security.OPEN
    step = document_of(row["case__edition_id"]).step(row["step"])
    turn = f", putaran ke-{row['round']}" if row["round"] > 1 else ""
    # A set end is in the deadline already; only a pause without one leaves it open.
    is_paused = row["paused_since"] is not None and row["paused_until"] is None
    marks = ["dijeda"] * is_paused + ["perkiraan"] * is_estimate
    mark = f" ({', '.join(marks)})" if marks else ""
    return Deadline(
        case_number=number,
        visit_number=row["number"],
        title=f"{number} {row['case__title']}" if is_open else number,
        summary=f"{step.short or f'Langkah {step.number}'}{mark}" if is_open else f"Tenggat{mark}",
        detail=f"Langkah {step.number}{turn}: {step.activity}" if is_open else "",
        due_at=row["due_at"],
        is_open_to_all=is_open,
        is_paused=is_paused,
        sequence=sequence,
        changed_at=changed_at,
    )


def _instant(deadline: Deadline, address_of: Callable[[str], str]) -> Event:
    event = _event(deadline, "saat", address_of)
    event.add("dtstart", deadline.due_at.astimezone(dt.UTC))
    event.add("summary", f"Tenggat: {deadline.summary}, {deadline.title}")
    return event


def _day(deadline: Deadline, address_of: Callable[[str], str]) -> Event:
    day = timezone.localdate(deadline.due_at)
    event = _event(deadline, "hari", address_of)
    event.add("dtstart", day)
    event.add("dtend", day + dt.timedelta(days=1))
    event.add("summary", f"Jatuh tempo hari ini: {deadline.title}")
    return event


def _event(deadline: Deadline, what: str, address_of: Callable[[str], str]) -> Event:
    """What both events of a deadline share. The time stays free: a deadline is no appointment."""
    event = Event()
    event.add("uid", f"{deadline.case_number}-{deadline.visit_number}-{what}@alur")
    event.add("dtstamp", deadline.changed_at)
    event.add("last-modified", deadline.changed_at)
    event.add("sequence", deadline.sequence)
    event.add("status", "TENTATIVE" if deadline.is_paused else "CONFIRMED")
    event.add("class", "PRIVATE" if deadline.is_open_to_all else "CONFIDENTIAL")
    event.add("transp", "TRANSPARENT")
    event.add("url", address_of(deadline.case_number))
    if deadline.detail:
        event.add("description", deadline.detail)
    return event
