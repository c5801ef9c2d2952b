"""The watch over open visits: who is told when little of the standard is left, when it is used up, or every few days.

The rules are the procedure's own (`[[pengingat]]`), else those of `DEFAULTS`. It may run at any time, late or twice:
what has been told is not told again, what was missed is caught up with.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Q, QuerySet

from alur.actions.clock import Calendars
from alur.actions.notices import Message, holders, person_of, tell, told_together
from alur.actions.telling import requesters_of, superiors_of
from alur.actions.wording import moment, step_name
from alur.records.models import NoticeKind, Security, Visit, VisitWatch, document_of
from alur.sop.document import Procedure, Receiver, RemindAt, Reminder
from alur.worktime import Calendar, Pause, WorktimeError

PORTION = 50
BREATH = 0.15  # seconds between two portions; who waits for SQLite's one writer looks every tenth of a second
DEFAULTS = (
    Reminder("", RemindAt.LEFT, share=0.2, text="sisa 20%"),
    Reminder("", RemindAt.LATE, text="lewat"),
)
WORKING_DAY, WALL_DAY = 450 * 60, 24 * 3600
INSTANT = dt.timedelta(microseconds=1)
KINDS = {RemindAt.LEFT: NoticeKind.NEAR, RemindAt.LATE: NoticeKind.LATE, RemindAt.EVERY: NoticeKind.REMINDER}


def watch_visits(*, at: dt.datetime) -> int:
    """Tell what has become due on open visits; how many visits were looked at. One transaction a portion.

    After a long rest thousands may be due, each telling many people: portions are small, and others write in between.
    """
    looked = 0
    while True:
        with transaction.atomic(), told_together():
            visits = list(_due(at)[:PORTION])
            _attend(visits, at)
        looked += len(visits)
        if len(visits) < PORTION:
            return looked
        time.sleep(BREATH)


def rules_for(procedure: Procedure, step: str) -> list[Reminder]:
    """The reminders of a step; the defaults stand in for the kinds of which the file says nothing."""
    own = list(procedure.reminders_for(step))
    spoken_of = {rule.when for rule in own}
    return own + [rule for rule in DEFAULTS if rule.when not in spoken_of]


def _due(at: dt.datetime) -> QuerySet[Visit]:
    """Open visits, their clock running, that are new to the watch, have another due time, or whose moment has come."""
    is_new = Q(watch__isnull=True)
    has_moved = Q(watch__isnull=False) & (
        Q(due_at__isnull=True, watch__due_at__isnull=False)
        | Q(due_at__isnull=False, watch__due_at__isnull=True)
        | (Q(due_at__isnull=False, watch__due_at__isnull=False) & ~Q(due_at=F("watch__due_at")))
    )
    is_paused = Q(paused_since__isnull=False) & (Q(paused_until__isnull=True) | Q(paused_until__gt=at))
    found = Visit.objects.open().filter(is_new | has_moved | Q(watch__next_at__lte=at)).exclude(is_paused)
    return found.select_related("case__letter", "role", "watch").prefetch_related("pauses").order_by("pk")


def _attend(visits: Sequence[Visit], at: dt.datetime) -> None:
    calendars, people = Calendars(), _People(at)
    watches = []
    for visit in visits:
        since = visit.watch.told_until if hasattr(visit, "watch") else visit.opened_at - INSTANT
        procedure = document_of(visit.case.edition_id)
        clock = _Clock(visit, calendars.of_visit(visit), procedure)
        moments = [
            (number, rule, found)
            for number, rule in enumerate(rules_for(procedure, visit.step))
            for found in clock.moments(rule, since, at)
        ]
        for number, rule, (when, count) in moments:
            if when <= at:
                _remind(visit, procedure, rule, f"{number}:{count or _stamp(visit.due_at)}", count, people)
        ahead = [when for _, _, (when, _) in moments if when > at]
        watches.append(
            VisitWatch(visit=visit, due_at=visit.due_at, told_until=max(at, since), next_at=min(ahead, default=None))
        )
    VisitWatch.objects.bulk_create(
        watches, update_conflicts=True, unique_fields=["visit"], update_fields=["due_at", "told_until", "next_at"]
    )


@dataclass
class _Clock:
    """The clock that a visit runs on, its pauses left out."""

    visit: Visit
    calendar: Calendar
    procedure: Procedure

    def moments(self, rule: Reminder, since: dt.datetime, at: dt.datetime) -> Iterator[tuple[dt.datetime, int]]:
        """The moments of a rule after `since`: the last that has come and the next, with the days passed by then."""
        try:
            yield from self._every(rule.days, since, at) if rule.days else self._once(rule, since)
        except WorktimeError:  # beyond the calendar's end: nobody can say when that is
            return

    def _once(self, rule: Reminder, since: dt.datetime) -> Iterator[tuple[dt.datetime, int]]:
        standard, due = self.visit.standard_seconds, self.visit.due_at
        if standard is None or due is None:
            return
        if rule.when is RemindAt.LATE:
            when = due
        else:
            left = standard * rule.share if rule.share is not None else rule.seconds or 0
            when = self._after(max(0, int(standard - left)))
        if when > since:
            yield when, 0

    def _every(self, days: int, since: dt.datetime, at: dt.datetime) -> Iterator[tuple[dt.datetime, int]]:
        length = days * (WALL_DAY if self.visit.is_wall_clock else (self.procedure.minutes_per_day or 450) * 60)
        passed = self._used(at) // length
        for count in (passed, passed + 1):
            if count and (when := self._after(count * length)) > since:
                yield when, count * days

    def _after(self, seconds: int) -> dt.datetime:
        if not self.visit.is_wall_clock:
            return self.calendar.due_after(self.visit.opened_at, seconds, pauses=self._pauses)
        when = self.visit.opened_at + dt.timedelta(seconds=seconds)
        for pause in self._pauses:
            if pause.end is not None and pause.start < when:
                when += pause.end - pause.start
        return when

    def _used(self, at: dt.datetime) -> int:
        if not self.visit.is_wall_clock:
            return int(self.calendar.seconds_between(self.visit.opened_at, at, pauses=self._pauses))
        away = sum(
            (min(pause.end, at) - pause.start for pause in self._pauses if pause.end and pause.start < at),
            dt.timedelta(),
        )
        return int((at - self.visit.opened_at - away).total_seconds())

    @property
    def _pauses(self) -> list[Pause]:
        return [
            Pause(row.starts_at, row.known_end, row.reason)
            for row in self.visit.pauses.all()
            if row.known_end is not None
        ]


class _People:
    """Whom a rule means, asked once for each role, unit and procedure."""

    def __init__(self, at: dt.datetime) -> None:
        self._at = at
        self._known: dict[tuple[object, ...], list[int]] = {}

    def of(self, receiver: Receiver, visit: Visit, procedure: Procedure) -> list[int]:
        if receiver is Receiver.ACTOR and (person := person_of(visit)):
            return [person]
        case, role = visit.case, visit.role
        key: tuple[object, ...] = (receiver, case.edition_id, visit.role_id, visit.assignee_id)
        if receiver is Receiver.REQUESTER:
            key = (receiver, case.unit_id, case.security)
        if case.security == Security.TOP_SECRET:
            key = (*key, case.pk)
        if key not in self._known:
            if receiver is Receiver.REQUESTER:
                self._known[key] = requesters_of(case, self._at)
            elif receiver is Receiver.SUPERIOR:
                self._known[key] = superiors_of(visit, procedure, self._at)
            else:
                self._known[key] = holders(role.pk, role.is_outside, self._at) if role else []
        return self._known[key]


def _remind(visit: Visit, procedure: Procedure, rule: Reminder, mark: str, days: int, people: _People) -> None:
    receivers = {person for receiver in rule.receivers for person in people.of(receiver, visit, procedure)}
    message = Message(_text(visit, procedure, rule, days), case=visit.case, visit=visit)
    key = f"{KINDS[rule.when]}:{visit.pk}:{mark}"
    tell(dict.fromkeys(receivers, message), KINDS[rule.when], key=key, at=people._at)


def _text(visit: Visit, procedure: Procedure, rule: Reminder, days: int) -> str:
    step, due = step_name(procedure.step(visit.step)), moment(visit.due_at) if visit.due_at else ""
    if rule.when is RemindAt.LEFT:
        return f"{step} pada {visit.case.number} hampir lewat: tenggatnya {due}."
    if rule.when is RemindAt.LATE:
        return f"{step} pada {visit.case.number} lewat tenggat sejak {due}."
    unit = "hari" if visit.is_wall_clock else "hari kerja"
    whose = visit.role.name if visit.role else "pelaksananya"
    return f"{step} pada {visit.case.number} sudah {days} {unit} di tangan {whose}" + (
        f"; tenggatnya {due}." if due else "."
    )


def _stamp(at: dt.datetime | None) -> str:
    return at.astimezone(dt.UTC).strftime("%Y%m%d%H%M%S") if at else ""
