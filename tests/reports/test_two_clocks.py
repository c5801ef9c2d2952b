"""Waiting and working: in words for a visit, as medians for a period."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from alur.actions import mark_seen
from alur.records.clocks import Times
from alur.reports.two_clocks import length, step_times, two_clocks
from alur.worktime import indonesia
from tests import make

CALENDAR = indonesia()


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 menit"),
        (45, "45 menit"),
        (130, "2 jam 10 menit"),
        (300, "5 jam"),
        (450, "1 hari"),
        (515, "1 hari 1 jam 5 menit"),
    ],
)
def test_lengths_are_written_in_days_hours_and_minutes(minutes: int, words: str) -> None:
    assert length(minutes * 60 + 59) == words


def test_a_day_of_a_wall_clock_has_24_hours() -> None:
    assert length(25 * 3600, is_wall_clock=True) == "1 hari 1 jam"


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        ("", "belum dibuka, menunggu 6 jam"),
        ("2026-06-08 11:10", "menunggu dibuka 2 jam 10 menit, dikerjakan 3 jam 50 menit"),
    ],
)
def test_an_open_visit_is_told_in_working_time(seen: str, words: str) -> None:
    times = Times(make.MONDAY, make.at(seen) if seen else None)

    found = two_clocks(times, CALENDAR, make.at("2026-06-08 16:00"))

    assert found is not None and found.words == words


def test_what_was_closed_before_both_clocks_were_kept_tells_nothing() -> None:
    assert two_clocks(Times(make.MONDAY, closed_at=make.MONDAY, used_seconds=60), CALENDAR, make.MONDAY) is None


@pytest.fixture
def closed(office: Any) -> dt.datetime:
    """Three visits of step 3, opened 09.10, seen after 10, 20 and 60 minutes and closed at 11.10."""
    for minutes in (10, 20, 60):
        visit = make.open_visit(make.case(office, at_step="3"))
        mark_seen(visit, by=office.standing("dedi"), at=make.at("2026-06-08 09:10") + dt.timedelta(minutes=minutes))
        make.advance(office, visit, make.at("2026-06-08 11:10"))
    return make.at("2026-06-08 11:10")


def medians(office: Any, start: dt.datetime, end: dt.datetime, who: str = "kepala") -> list[tuple]:
    rows = step_times(office.edition.procedure_id, ["analisis"], start, end, office.standing(who))
    return [(row.role, row.count, row.waited, row.worked) for row in rows]


def test_a_period_gives_the_medians_of_a_step_and_role(office: Any, closed: dt.datetime) -> None:
    assert medians(office, closed, closed + dt.timedelta(seconds=1)) == [("Pranata Komputer", 3, 20 * 60, 100 * 60)]


def test_what_was_closed_outside_the_period_does_not_count(office: Any, closed: dt.datetime) -> None:
    assert medians(office, make.MONDAY, closed) == []


def test_cases_that_a_person_may_not_read_do_not_count(office: Any, closed: dt.datetime) -> None:
    assert medians(office, make.MONDAY, closed + dt.timedelta(days=1), who="admin") == []
