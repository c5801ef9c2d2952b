"""The benchmark's office of fifty people, and the pattern cases that its many cases are copied from.

Patterns are made through `alur.actions`, so every copy holds what a real case would hold.
"""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from alur.actions import cancel, mark_seen
from alur.cli.demonstration.texts import REQUESTS
from alur.records.models import Application, Case, Duty, Unit, User
from alur.records.queue import run_one
from bench.seed import PASSWORD
from tests import make

PROGRAMMERS = 33
UNITS = 10
STEP_GAP = dt.timedelta(hours=2)
FIRST_MOMENT = make.MONDAY

# Decisions from the first step on ("" takes the first exit); then the case has ended, is cancelled, or stays open.
ENDED = (
    ("",) * 9,
    ("", "", "", "dikoreksi", "", "", "", "", "", "", ""),
    ("", "", "", "", "", "dikoreksi", "", "", "", "", ""),
)
CANCELLED = (("",) * 5, ("",) * 6, ("", "", "", "dikoreksi", "", "", ""))
OPEN = (
    (),
    ("",),
    ("", ""),
    ("", "", ""),
    ("", "", "", ""),
    ("", "", "", "dikoreksi", "", "dikoreksi", ""),
    ("", "", "", "dikoreksi", "", "", ""),
    ("",) * 6,
    ("",) * 7,
    ("",) * 8,
)


def make_office() -> make.Office:
    """The office of the first procedure with its calendar, ten units that ask, and fifty people in all."""
    office = make.office()
    add_applications()
    for number in range(2, UNITS + 1):
        unit = Unit.objects.create(name=f"Balai Pelatihan Kesehatan {number}", code=f"bapelkes-{number}")
        office.appoint(f"pemohon-{number}", duty=Duty.REQUESTER, unit=unit)
    for number in range(3, PROGRAMMERS + 1):
        office.appoint(f"prakom-{number}", role="prakom")
    User.objects.update(password=make_password(PASSWORD))
    return office


def add_applications() -> None:
    """The applications that requests are about, beside the one that the small office has."""
    for code in sorted({row[0] for row in REQUESTS}):
        Application.objects.get_or_create(code=code, defaults={"name": f"Aplikasi {code}"})


def make_patterns(office: make.Office) -> tuple[list[int], list[int]]:
    """Primary keys of the pattern cases: those that have ended, and those that wait in every step."""
    ended = [_played(office, moves, is_cancelled=False).pk for moves in ENDED]
    ended += [_played(office, moves, is_cancelled=True).pk for moves in CANCELLED]
    waiting = [_played(office, moves, is_cancelled=False).pk for moves in OPEN]
    return ended, waiting


def waiting_case(office: make.Office, moves: tuple[str, ...]) -> Case:
    """One case that these decisions have brought where it waits."""
    return _played(office, moves, is_cancelled=False)


def _played(office: make.Office, moves: tuple[str, ...], *, is_cancelled: bool) -> Case:
    when = FIRST_MOMENT
    case = make.case(office, when=when)
    for move in moves:
        when += STEP_GAP
        visit = make.open_visit(case)
        assert visit is not None
        make.advance(office, visit, when, move)
    if is_cancelled:
        cancel(
            case,
            by=office.standing("kepala", when.date()),
            at=when + STEP_GAP,
            reason="Kebutuhan sudah dipenuhi aplikasi nasional.",
            token=make.token(),
        )
    while run_one("bench", timezone.now()):
        pass
    if (visit := make.open_visit(case)) is not None:
        # A visit that nobody has opened gets a line when it is; measured pages only read.
        mark_seen(visit, by=office.standing(make.who_acts(office, visit)), at=when + dt.timedelta(minutes=5))
    return case


def weeks_until_now() -> int:
    """How many weeks after the first moment the last finished week began."""
    return (timezone.now() - FIRST_MOMENT).days // 7 - 1
