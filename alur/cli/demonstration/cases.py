"""Plays the demonstration's cases: all in one line of time, each act through `alur.actions` at its seeded moment."""

from __future__ import annotations

import datetime as dt
import heapq
import random
import uuid
from collections.abc import Generator
from dataclasses import dataclass
from functools import lru_cache

from django.utils import timezone

from alur.actions import (
    LetterValues,
    assign,
    cancel,
    mark_seen,
    open_case,
    pause,
    perform,
    recall,
    register,
    resume,
    withdraw,
)
from alur.actions.clock import office_calendar
from alur.cli.demonstration import texts
from alur.cli.demonstration.hands import Hands
from alur.cli.demonstration.papers import upload
from alur.cli.demonstration.people import Staff
from alur.cli.demonstration.scripts import CANCELLED, ENDED, WITHDRAWN, Move, Script
from alur.records.models import Application, Case, Edition, Letter, Visit
from alur.records.queue import run_one
from alur.worktime import Calendar
from alur.worktime.wording import long_date

SPAN = dt.timedelta(days=270)
Playing = Generator[dt.datetime, None, None]


@dataclass
class Stage:
    """What all cases share while they are played."""

    edition: Edition
    staff: Staff
    calendar: Calendar
    chance: random.Random
    now: dt.datetime
    hands: Hands

    def token(self) -> str:
        return uuid.UUID(int=self.chance.getrandbits(128)).hex


def play(edition: Edition, staff: Staff, scripts: list[Script], *, seed: int, now: dt.datetime) -> None:
    """Play all scripts in one line of time, so that numbers run with the dates."""
    chance = random.Random(seed)
    stage = Stage(edition, staff, office_calendar(), chance, now, Hands(edition.procedure_id, chance))
    queue: list[tuple[dt.datetime, int, Playing]] = []
    for number, script in enumerate(scripts):
        playing = _play_one(stage, script, number)
        heapq.heappush(queue, (next(playing), number, playing))
    while queue:
        _, number, playing = heapq.heappop(queue)
        moment = next(playing, None)
        if moment is not None:
            heapq.heappush(queue, (moment, number, playing))


def _play_one(stage: Stage, script: Script, number: int) -> Playing:
    """Yields the moment of the next act before doing it."""
    start = _start(stage, script)
    yield start
    letter = _register(stage, number, start)
    opened_at = stage.calendar.due_after(start, stage.chance.randint(60, 900))
    yield opened_at
    desk = stage.hands.person(stage.staff.people["surat"], opened_at)
    case = open_case(letter, stage.edition, by=desk, at=opened_at, token=stage.token())
    for move in script.moves:
        yield from _play_move(stage, case, move)
    yield from _play_present(stage, case, script)


def _start(stage: Stage, script: Script) -> dt.datetime:
    """When the letter comes in: so early that the case stands today where its script says."""
    need = script.seconds + 1000
    if script.ending:
        latest = _before(stage, need + 16 * 3600)
        earliest = stage.now - SPAN
        span = max(0.0, (latest - earliest).total_seconds())
        start = earliest + dt.timedelta(seconds=stage.chance.uniform(0, span)) if span else latest
    else:
        start = _before(stage, need)
    return stage.calendar.next_working(start.replace(microsecond=0))


def _before(stage: Stage, seconds: int) -> dt.datetime:
    """The latest instant, to the minute, with this much working time until now."""
    low, high = stage.now - dt.timedelta(days=700), stage.now
    while high - low > dt.timedelta(minutes=1):
        middle = low + (high - low) / 2
        if stage.calendar.seconds_between(middle, stage.now) >= seconds:
            low = middle
        else:
            high = middle
    return low


def _register(stage: Stage, number: int, at: dt.datetime) -> Letter:
    code, kind, subject, summary = texts.REQUESTS[number % len(texts.REQUESTS)]
    subject += texts.SUFFIXES[number // len(texts.REQUESTS) % len(texts.SUFFIXES)]
    unit_code = list(stage.staff.units)[number * 7 % len(stage.staff.units)]
    unit = stage.staff.units[unit_code]
    today = timezone.localdate(at)
    dated_on = today - dt.timedelta(days=stage.chance.randint(1, 6))
    letter_number = f"KP.04.0{1 + number % 3}/{unit_code.upper()}/{300 + number * 3}/{dated_on.year}"
    lines = (f"Nomor {letter_number}, {long_date(dated_on)}", f"Hal: {subject}", summary, f"Kepala {unit.name}")
    values = LetterValues(
        number=letter_number,
        dated_on=dated_on,
        received_on=today,
        unit_id=unit.pk,
        subject=subject,
        kind=kind,
        sender=f"Kepala {unit.name}",
        summary=summary,
        classification="KP.04.01",
        urgency=("biasa", "segera", "biasa", "biasa", "sangat_segera")[number % 5],
        security=("B", "B", "B", "T")[number % 4],
        attachments=number % 3,
        application_id=_application(code),
        scan=upload(f"surat-{unit_code}-{300 + number * 3}.pdf", "Surat permintaan", lines, at=at),
    )
    return register(values, by=stage.hands.person(stage.staff.people["surat"], at), at=at, token=stage.token())


@lru_cache(maxsize=64)
def _application(code: str) -> int:
    return Application.objects.get(code=code).pk


def _play_move(stage: Stage, case: Case, move: Move) -> Playing:
    visit = _open_visit(case)
    yield from _see(stage, visit, move.seconds)
    if move.is_reassigned:
        yield from _reassign(stage, visit, move)
    if move.pause_seconds:
        yield from _pause(stage, visit, move)
    visit = _open_visit(case)
    left = move.seconds + move.pause_seconds
    at = max(stage.calendar.due_after(visit.opened_at, left), stage.calendar.next_working(visit.opened_at))
    yield at
    _decide(stage, visit, move.decision, at)
    if move.is_recalled_first:
        at = stage.calendar.due_after(at, 90)
        yield at
        sent = _open_visit(case)
        sender = stage.hands.person(_closer(case), at)
        again = recall(sent, by=sender, at=at, token=stage.token())
        at = stage.calendar.due_after(at, 120)
        yield at
        _decide(stage, _open_visit(again.case), move.decision, at)


def _play_present(stage: Stage, case: Case, script: Script) -> Playing:
    """What happens after the last move: nothing more, an early end, or waiting until now."""
    if script.ending == ENDED:
        return
    visit = _open_visit(case)
    if script.ending in (WITHDRAWN, CANCELLED):
        at = stage.calendar.due_after(visit.opened_at, script.waiting_seconds)
        yield at
        _cut_short(stage, case, script.ending, at)
        return
    if script.is_unseen:
        return
    yield from _see(stage, visit, script.waiting_seconds)
    if script.is_paused:
        at = min(stage.calendar.due_after(visit.opened_at, script.waiting_seconds // 2), stage.now)
        yield at
        person = stage.hands.actor(visit, at)
        step = stage.edition.document.step(visit.step)
        pause(
            visit,
            step.pause_reasons[0],
            by=person,
            at=at,
            note="Surat permintaan data sudah dikirim.",
            until=_set_end(stage) if script.waiting_seconds // 60 % 2 else None,
            token=stage.token(),
        )


def _set_end(stage: Stage) -> dt.datetime:
    """Two working days from now, at the end of the day."""
    last = stage.calendar.due_after(stage.now, 2 * 450 * 60)
    return stage.calendar.day(timezone.localdate(last)).intervals[-1].end


def _see(stage: Stage, visit: Visit, seconds: int) -> Playing:
    at = stage.calendar.due_after(visit.opened_at, min(seconds // 3, stage.chance.randint(60, 5400)))
    if at <= stage.now:
        yield at
        mark_seen(visit, by=stage.hands.actor(visit, at), at=at)


def _pause(stage: Stage, visit: Visit, move: Move) -> Playing:
    at = stage.calendar.due_after(visit.opened_at, move.seconds // 2)
    yield at
    step = stage.edition.document.step(visit.step)
    reason = stage.chance.choice(step.pause_reasons)
    note = "Diminta lewat surel kantor."
    pause(visit, reason, by=stage.hands.actor(visit, at), at=at, note=note, token=stage.token())
    at = stage.calendar.due_after(at, move.pause_seconds)
    yield at
    resume(visit, by=stage.hands.actor(visit, at), at=at, note="Data sudah diterima.", token=stage.token())


def _reassign(stage: Stage, visit: Visit, move: Move) -> Playing:
    at = stage.calendar.due_after(visit.opened_at, move.seconds // 3)
    yield at
    others = [stage.staff.people[f"prakom-{number}"] for number in (1, 2, 3)]
    other = stage.chance.choice([user for user in others if user.pk != visit.assignee_id])
    head = stage.hands.person(stage.staff.people["kasubbag"], at)
    assign(visit, other, by=head, at=at, reason="Pemerataan beban kerja.", token=stage.token())


def _decide(stage: Stage, visit: Visit, decision: str, at: dt.datetime) -> None:
    person = stage.hands.actor(visit, at)
    handover = stage.hands.handover(visit, decision, by=person, at=at)
    perform(visit, decision, by=person, at=at, handover=handover, token=stage.token())
    while run_one("peragaan", timezone.now()):
        pass


def _cut_short(stage: Stage, case: Case, ending: str, at: dt.datetime) -> None:
    if ending == CANCELLED:
        head = stage.hands.person(stage.staff.people["kepala"], at)
        cancel(case, by=head, at=at, reason="Kebutuhan sudah dipenuhi aplikasi nasional.", token=stage.token())
        return
    desk = stage.hands.person(stage.staff.people["surat"], at)
    number = f"KP.04.09/{case.unit.code.upper()}/{case.pk + 900}/{at.year}"
    reason = "Unit pemohon menarik permintaannya karena perubahan rencana kerja."
    withdraw(
        case, by=desk, at=at, letter_number=number, dated_on=timezone.localdate(at), reason=reason, token=stage.token()
    )


def _open_visit(case: Case) -> Visit:
    return case.visits.open().select_related("case", "role", "assignee").get()


def _closer(case: Case):
    closed = case.visits.filter(closed_by__isnull=False).select_related("closed_by").order_by("-number")[0]
    return closed.closed_by
