"""One visit, all clocks at once: hours of a WIT unit, a pause with a set end, a decree that comes while it lasts."""

from __future__ import annotations

from typing import Any

import pytest

from alur.actions import mark_seen, pause
from alur.actions.clock import Calendars, calendar_of_visit
from alur.records import queue
from alur.records.models import Notice, NoticeKind, Position, Visit
from alur.reports.case_page import reckon_visit, visit_reckoning_data
from alur.reports.deadline_feed import deadline_feed
from alur.reports.pauses import pause_list
from alur.reports.two_clocks import two_clocks
from alur.reports.verify import verify
from tests import make
from tests.actions.unit_lines import HOSPITAL, WHEN, due, waiting, zone

DAY_OFF = make.line("libur khusus", "2026-06-09", "HUT", unit=HOSPITAL)
WAITING = "Menunggu akses server atau basis data"


@pytest.fixture
def visit(office: Any) -> Visit:
    """Begun Monday 11.10 WIT, 900 minutes; opened 11.30; paused from 12.10 WIT until Tuesday 12.00 WIT (10.00 WIB)."""
    make.decreed(office, zone(), when=WHEN, kind="unit")
    Position.objects.filter(roles__key="prakom").update(unit=office.unit)
    opened = waiting(office)
    mark_seen(opened, by=office.standing("dedi"), at=make.at("2026-06-08 09:30"))
    values = {"until": make.at("2026-06-09 10:00"), "token": make.token()}
    pause(opened, WAITING, by=office.standing("dedi"), at=make.at("2026-06-08 10:10"), **values)
    return Visit.objects.get(pk=opened.pk)


def test_the_pause_counts_in_the_hours_of_the_unit(visit: Visit) -> None:
    # 50 minutes before the pause; after it 180 on Tuesday, 450 on Wednesday, 220 until 11.10 WIT on Thursday.
    assert (visit.paused_seconds, due(visit)) == (450 * 60, make.at("2026-06-11 09:10"))


def test_the_decree_moves_the_deadline_and_the_paused_time(office: Any, visit: Visit) -> None:
    make.decreed(office, DAY_OFF, when="2026-06-08 12:00")

    # Only Monday afternoon is paused; then 450 on Wednesday, 400 until 15.10 WIT on Thursday.
    moved = Visit.objects.get(pk=visit.pk)
    assert (moved.paused_seconds, moved.due_at) == (180 * 60, make.at("2026-06-11 13:10"))


@pytest.mark.parametrize("now", ["2026-06-08 11:30", "2026-06-09 09:00", "2026-06-10 09:00"])
def test_page_and_json_reckon_to_the_stored_deadline(office: Any, visit: Visit, now: str) -> None:
    make.decreed(office, DAY_OFF, when="2026-06-08 11:00")
    asked = {"viewer": office.standing("auditor"), "at": make.at(now), "calendar_of": calendar_of_visit}

    page = reckon_visit(visit.case.number, visit.number, **asked)

    data = visit_reckoning_data(page, calendar_of_visit(visit), Calendars().version)
    assert page.due == due(visit) == make.at("2026-06-11 13:10")
    assert sum(line["seconds"] for line in data["reckoning"]["lines"]) == 900 * 60
    assert (data["due"], data["reckoning"]["due"]) == ("2026-06-11T15:10:00+09:00",) * 2
    assert (page.paused, page.local_due, page.zone) == ("180", "15.10", "WIT")


@pytest.mark.parametrize("now", ["2026-06-08 10:10", "2026-06-09 09:00"])
def test_both_clocks_stand_still_while_it_is_paused(office: Any, visit: Visit, now: str) -> None:
    make.decreed(office, DAY_OFF, when="2026-06-08 12:00")
    visit = Visit.objects.get(pk=visit.pk)

    clocks = two_clocks(visit, calendar_of_visit(visit), make.at(now))

    assert clocks is not None
    assert (clocks.waited, clocks.worked) == (20 * 60, 30 * 60)


def test_both_clocks_and_the_judgement_know_them_all(office: Any, visit: Visit) -> None:
    make.decreed(office, DAY_OFF, when="2026-06-08 12:00")

    closed = make.advance(office, visit, make.at("2026-06-10 10:00")).closed

    assert (closed.used_seconds, closed.waited_seconds, closed.is_late) == ((50 + 270) * 60, 20 * 60, False)
    assert list(verify()) == []


def test_each_change_is_told_once_and_the_feed_has_the_last(office: Any, visit: Visit) -> None:
    make.decreed(office, DAY_OFF, when="2026-06-08 12:00")
    while queue.run_one("uji", make.at("2026-06-09 10:00")):
        pass

    kinds = (NoticeKind.DEADLINES_MOVED, NoticeKind.PAUSE_ENDED)
    told = Notice.objects.filter(user=office.people["dedi"], visit=visit, kind__in=kinds).order_by("pk")
    feed = deadline_feed(office.standing("dedi"), lambda number: f"https://alur.contoh/{number}/").decode()

    assert [notice.text.rpartition("Kam 11 Jun 2026, ")[2] for notice in told] == ["13.10.", "13.10."]
    assert feed.count("DTSTART:20260611T061000Z") == 1
    assert list(verify()) == []


def test_the_list_of_pauses_measures_it_in_the_hours_of_the_unit(office: Any, visit: Visit) -> None:
    make.decreed(office, DAY_OFF, when="2026-06-08 11:00")

    rows = pause_list(office.standing("kepala"), Calendars(), make.at("2026-06-09 09:00")).rows

    assert [(row.long, row.until) for row in rows] == [("3 jam", "hari ini, 10.00")]
