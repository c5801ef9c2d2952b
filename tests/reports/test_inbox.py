"""What waits for a person, in which order and group."""

from __future__ import annotations

import pytest

from alur.actions import pause
from alur.reports.inbox import inbox
from alur.worktime import indonesia
from tests import make

pytestmark = pytest.mark.django_db
CALENDAR = indonesia()


def groups(office: make.Office, who: str, now: str) -> list[tuple[str, list[str]]]:
    when = make.at(now)
    found = inbox(office.standing(who, when.date()), CALENDAR, when)
    return [(group.key, [task.case_number for task in group.tasks]) for group in found.groups]


def test_late_goes_before_today_before_next_before_paused(office: make.Office) -> None:
    late = make.case(office, "1", make.at("2026-06-08 09:00"))
    today = make.case(office, "1", make.at("2026-06-08 10:00"))
    paused = make.case(office, "1", make.at("2026-06-08 08:50"))
    following = make.case(office, "1", make.at("2026-06-08 15:50"))
    visit = make.open_visit(paused)
    assert visit is not None
    pause(
        visit,
        office.edition.document.start.pause_reasons[0],
        by=office.standing("kabag"),
        at=make.at("2026-06-08 09:00"),
        token=make.token(),
    )

    shown = groups(office, "kabag", "2026-06-08 10:10")

    assert shown == [
        ("late", [late.number]),
        ("today", [today.number]),
        ("next", [following.number]),
        ("paused", [paused.number]),
    ]


def test_an_assigned_task_waits_for_its_assignee_only(office: make.Office) -> None:
    case = make.case(office, "3")

    assert (groups(office, "dedi", "2026-06-08 10:10"), groups(office, "sari", "2026-06-08 10:10")) == (
        [("next", [case.number])],
        [],
    )


def test_a_stand_in_sees_in_which_capacity_to_act(office: make.Office) -> None:
    office.appoint("agus", role="kabag", kind="plh", stands_for="kabag", position="Kabag Mutasi & PKP")
    make.case(office, "1")
    when = make.at("2026-06-08 09:05")

    found = inbox(office.standing("agus", when.date()), CALENDAR, when)

    assert found.groups[0].tasks[0].stands_in_as == "Plh. Kabag Mutasi & PKP, a.n. Kabag"


def test_the_summary_counts_what_presses(office: make.Office) -> None:
    make.case(office, "1", make.at("2026-06-08 09:00"))
    make.case(office, "1", make.at("2026-06-08 10:00"))
    when = make.at("2026-06-08 10:10")

    found = inbox(office.standing("kabag", when.date()), CALENDAR, when)

    assert found.summary == "2 langkah menunggu Anda: 1 lewat tenggat dan 1 jatuh tempo hari ini."
