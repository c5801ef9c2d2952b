"""The list of pauses: running ones first by age, each person's own view, and the reasons of the office."""

from __future__ import annotations

from typing import Any

import pytest

from alur.actions import pause, resume
from alur.actions.clock import Calendars
from alur.reports.pauses import ANY, ENDED, RUNNING, PauseList, pause_list, reason_list
from tests import make

SERVER, DATA = "Menunggu akses server atau basis data", "Menunggu data atau penjelasan dari unit pemohon"
NOW = "2026-06-09 10:00"


@pytest.fixture
def paused(office: Any) -> list[str]:
    """The numbers of three cases: paused Monday 11.00, Monday 10.00 until Tuesday 09.00, and 10.00 to 10.30."""
    times = (("11:00", SERVER, None), ("10:00", DATA, "2026-06-09 09:00"), ("10:00", DATA, None))
    numbers = []
    for hour, reason, until in times:
        visit = make.open_visit(make.case(office, at_step="3"))
        assert visit is not None
        press = {"by": office.standing("dedi"), "at": make.at(f"2026-06-08 {hour}"), "token": make.token()}
        pause(visit, reason, until=make.at(until) if until else None, **press)
        numbers.append(visit.case.number)
    resume(visit, by=office.standing("dedi"), at=make.at("2026-06-08 10:30"), token=make.token())
    return numbers


def listed(office: Any, who: str = "kepala", at: str = NOW, **chosen: Any) -> PauseList:
    return pause_list(office.standing(who), Calendars(), make.at(at), **chosen)


def numbers(found: PauseList) -> list[str]:
    return [row.case_number for row in found.rows]


def test_running_pauses_come_by_age(office: Any, paused: list[str]) -> None:
    found = listed(office, at="2026-06-08 12:00", state=RUNNING)

    assert (numbers(found), found.running, found.open_ended) == ([paused[1], paused[0]], 2, 1)


def test_a_set_end_that_has_come_ends_it_before_anybody_wrote_it_down(office: Any, paused: list[str]) -> None:
    assert numbers(listed(office, state=RUNNING)) == [paused[0]]


def test_ended_ones_come_newest_first_with_their_working_time(office: Any, paused: list[str]) -> None:
    found = listed(office, state=ENDED)

    assert [(row.case_number, row.long) for row in found.rows] == [
        (paused[2], "30 menit"),
        (paused[1], "6 jam 30 menit"),
    ]


def test_all_of_them_show_the_running_ones_first(office: Any, paused: list[str]) -> None:
    assert numbers(listed(office, state=ANY)) == [paused[0], paused[1], paused[2]]


def test_a_reason_narrows_the_list(office: Any, paused: list[str]) -> None:
    assert numbers(listed(office, state=ANY, reason=SERVER)) == [paused[0]]


@pytest.mark.parametrize(("who", "count"), [("kepala", 3), ("kabag", 3), ("auditor", 3), ("admin", 0), ("tamu", 0)])
def test_a_person_sees_the_pauses_of_the_cases_that_may_be_read(
    office: Any, paused: list[str], who: str, count: int
) -> None:
    assert len(listed(office, who, state=ANY).rows) == count


def test_reasons_that_only_the_file_names_are_told_apart(office: Any) -> None:
    assert reason_list().named_only[0] == "Gangguan listrik, jaringan, atau pusat data"
