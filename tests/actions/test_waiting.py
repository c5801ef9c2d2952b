"""Two clocks: what waits until the person responsible opens it, and what is then work."""

from __future__ import annotations

from typing import Any

import pytest

from alur.actions import assign, cancel, mark_seen, pause, resume
from alur.actions.clock import office_calendar
from alur.records.clocks import waited_seconds
from alur.records.models import Entry, Visit
from alur.reports.verify import verify
from tests import make

WAITING = "Menunggu akses server atau basis data"


@pytest.fixture
def visit(office: Any) -> Visit:
    """Step 3, opened Monday 09.10, assigned to Dedi."""
    visit = make.open_visit(make.case(office, at_step="3"))
    assert visit is not None
    return visit


def fresh(visit: Visit) -> Visit:
    return Visit.objects.select_related("case", "role", "assignee").get(pk=visit.pk)


def see(office: Any, visit: Visit, when: str, who: str = "dedi") -> Visit:
    mark_seen(visit, by=office.standing(who), at=make.at(when))
    return fresh(visit)


def give(office: Any, visit: Visit, when: str) -> Visit:
    press = {"by": office.standing("kasubbag"), "at": make.at(when), "reason": "Cuti.", "token": make.token()}
    assign(visit, office.people["sari"], **press)
    return fresh(visit)


def waited_minutes(visit: Visit, when: str) -> float:
    return waited_seconds(office_calendar(), visit, make.at(when)) / 60


def test_it_waits_until_the_person_responsible_opens_it(office: Any, visit: Visit) -> None:
    before = waited_minutes(visit, "2026-06-08 13:10")

    opened = see(office, visit, "2026-06-08 13:20")

    assert (before, waited_minutes(opened, "2026-06-08 15:00")) == (180, 190)


@pytest.mark.parametrize("who", ["sari", "kasubbag", "kabag", "kepala", "auditor"])
def test_somebody_else_who_opens_it_changes_nothing(office: Any, visit: Visit, who: str) -> None:
    assert see(office, visit, "2026-06-08 10:00", who).seen_at is None


def test_closing_freezes_both_clocks(office: Any, visit: Visit) -> None:
    see(office, visit, "2026-06-08 10:10")

    outcome = make.advance(office, fresh(visit), make.at("2026-06-08 11:30"))

    assert (outcome.closed.waited_seconds, outcome.closed.used_seconds) == (60 * 60, 140 * 60)
    assert outcome.entry.data["closes"]["waited_seconds"] == 60 * 60


def test_a_step_cancelled_unopened_has_only_waited(office: Any, visit: Visit) -> None:
    ending = {"by": office.standing("kepala"), "at": make.at("2026-06-08 10:10"), "token": make.token()}
    cancel(visit.case, reason="Anggaran dialihkan.", **ending)

    closed = fresh(visit)
    assert (closed.waited_seconds, closed.used_seconds) == (3600, 3600)


def test_in_other_hands_it_waits_again(office: Any, visit: Visit) -> None:
    see(office, visit, "2026-06-08 09:40")
    given = give(office, visit, "2026-06-08 10:40")

    opened = see(office, given, "2026-06-08 11:00", "sari")

    assert waited_minutes(opened, "2026-06-08 15:00") == 30 + 20


def test_unopened_it_goes_on_waiting_in_other_hands(office: Any, visit: Visit) -> None:
    given = give(office, visit, "2026-06-08 10:10")

    assert waited_minutes(given, "2026-06-08 11:10") == 120


def test_who_pauses_has_opened_it(office: Any, visit: Visit) -> None:
    pause(visit, WAITING, by=office.standing("dedi"), at=make.at("2026-06-08 10:10"), token=make.token())

    assert waited_minutes(fresh(visit), "2026-06-08 15:00") == 60


@pytest.mark.parametrize(("opened", "minutes"), [("2026-06-08 11:00", 10), ("2026-06-08 13:30", 10 + 30)])
def test_what_is_handed_over_while_paused_waits_from_when_the_clock_runs(
    office: Any, visit: Visit, opened: str, minutes: int
) -> None:
    until = {"until": make.at("2026-06-08 13:00"), "token": make.token()}
    pause(visit, WAITING, by=office.standing("dedi"), at=make.at("2026-06-08 09:20"), **until)
    given = give(office, fresh(visit), "2026-06-08 10:00")

    seen = see(office, given, opened, "sari")

    assert waited_minutes(seen, "2026-06-08 15:00") == minutes


def test_all_of_it_verifies(office: Any, visit: Visit) -> None:
    see(office, visit, "2026-06-08 09:40")
    press = {"by": office.standing("dedi"), "at": make.at("2026-06-08 10:00"), "token": make.token()}
    pause(visit, WAITING, **press)
    given = give(office, fresh(visit), "2026-06-08 10:10")
    resume(given, by=office.standing("kabag"), at=make.at("2026-06-08 10:30"), token=make.token())
    see(office, given, "2026-06-08 11:00", "sari")
    make.advance(office, fresh(visit), make.at("2026-06-08 14:00"))

    closed = fresh(visit)
    assert (closed.waited_seconds, list(verify())) == ((30 + 30) * 60, [])


def test_a_case_cancelled_unopened_in_a_pause_verifies(office: Any, visit: Visit) -> None:
    press = {"by": office.standing("dedi"), "at": make.at("2026-06-08 10:00"), "token": make.token()}
    pause(visit, WAITING, **press)
    given = give(office, fresh(visit), "2026-06-08 10:10")

    ending = {"by": office.standing("kepala"), "at": make.at("2026-06-08 10:30"), "token": make.token()}
    cancel(given.case, reason="Anggaran dialihkan.", **ending)

    assert list(verify()) == []


def test_waiting_changed_behind_the_record_is_named(office: Any, visit: Visit) -> None:
    make.advance(office, visit, make.at("2026-06-08 10:10"))
    Visit.objects.filter(pk=visit.pk).update(waited_seconds=1)

    entry = Entry.objects.filter(subject_id=visit.case_id, kind="performed").last()
    assert list(verify()) == [
        f"{visit.case.number}: kunjungan 3: menunggu dibuka (detik) pada tabel (1) berbeda dari catatan "
        f"#{entry.number if entry else 0} (3600)."
    ]
