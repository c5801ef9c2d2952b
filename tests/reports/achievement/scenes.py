"""Requests of two months with rounds, pauses, a recall, a reassignment, a stand-in, a cancelled and a secret one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from alur.actions import assign, cancel, mark_seen, pause, recall, resume
from alur.records.models import Case, Visit
from tests import make

MAY = make.at("2026-05-04 08:00")
JULY = make.at("2026-07-15 10:00")
MINUTES = (15, 8, 600, 90, 5000, 100, 500, 8, 70)


def walk(
    office: make.Office,
    when: dt.datetime,
    *,
    minutes: Sequence[int] = MINUTES,
    returned: Sequence[str] = (),
    until: str = "",
    seen: bool = True,
    **changes: object,
) -> tuple[Case, dt.datetime]:
    """A request that goes its way, each step so many minutes of the clock on; `returned` are checks that send back."""
    case = opened(office, when, **changes)
    back, places = list(returned), {step.key: place for place, step in enumerate(office.edition.document.steps)}
    while (visit := make.open_visit(case)) and office.edition.document.step(visit.step).number != until:
        if seen:
            look(office, visit, when + dt.timedelta(minutes=2))
        place = places[visit.step] - (places[visit.step] > 6)
        when += dt.timedelta(minutes=minutes[place])
        decision = "dikoreksi" if visit.step in back else ""
        if decision:
            back.remove(visit.step)
        make.advance(office, visit, when, decision)
    case.refresh_from_db()
    return case, when


def opened(office: make.Office, when: dt.datetime, **changes: object) -> Case:
    """A request opened at this moment, by a letter of the same day."""
    return make.case(office, "1", when, **({"dated_on": when.date(), "received_on": when.date()} | changes))


def look(office: make.Office, visit: Visit, when: dt.datetime) -> None:
    mark_seen(visit, by=office.standing(make.who_acts(office, visit), when.date()), at=when)


def two_months(office: make.Office) -> None:
    """May and June 2026, and some requests that are still open in July."""
    walk(office, MAY)
    walk(office, MAY + dt.timedelta(days=1), returned=["periksa-analisis", "periksa-analisis", "periksa-hasil"])
    walk(
        office,
        MAY + dt.timedelta(days=7),
        minutes=(30, 20, 3000, 90, 40_000, 100, 500, 8, 70),
        seen=False,
        security="R",
    )
    walk(office, MAY + dt.timedelta(days=29), until="8", returned=["periksa-hasil"], seen=False)
    _paused_and_reassigned(office, MAY + dt.timedelta(days=35))
    _recalled(office, MAY + dt.timedelta(days=36))
    _cancelled(office, MAY + dt.timedelta(days=37))
    _stood_in(office, MAY + dt.timedelta(days=38))


def _paused_and_reassigned(office: make.Office, when: dt.datetime) -> None:
    case, when = walk(office, when, until="3")
    visit = make.open_visit(case)
    assert visit is not None
    reason = "Menunggu akses server atau basis data"
    by = office.standing("dedi", when.date())
    pause(visit, reason, by=by, at=when, token=make.token(), note="Uji")
    resume(visit, by=by, at=when + dt.timedelta(hours=2), token=make.token())
    boss, later = office.standing("kasubbag", when.date()), when + dt.timedelta(hours=3)
    assign(visit, office.people["sari"], by=boss, at=later, reason="Dedi cuti.", token=make.token())


def _recalled(office: make.Office, when: dt.datetime) -> None:
    case, when = walk(office, when, until="2")
    visit = make.open_visit(case)
    assert visit is not None
    recall(visit, by=office.standing("kabag", when.date()), at=when + dt.timedelta(minutes=1), token=make.token())


def _cancelled(office: make.Office, when: dt.datetime) -> None:
    case, when = walk(office, when, until="3")
    by = office.standing("kepala", when.date())
    cancel(case, by=by, at=when + dt.timedelta(hours=1), reason="Tidak diperlukan lagi.", token=make.token())


def _stood_in(office: make.Office, when: dt.datetime) -> None:
    office.appoint("wakil", role="kabag", kind="plh", stands_for="kabag")
    case = opened(office, when)
    visit = make.open_visit(case)
    assert visit is not None
    make.advance(office, visit, when + dt.timedelta(minutes=9), by="wakil")
