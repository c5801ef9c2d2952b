"""Role × step × decision for the first procedure, against a table transcribed by hand from the official text."""

from __future__ import annotations

from typing import Any

import pytest

from alur.actions import perform
from alur.actions.situation import situation_of
from tests import make

LATER = make.at("2026-06-08 14:00")
KABAG, KASUBBAG, PRAKOM = "Kabag Mutasi & PKP", "Kasubbag PKDIK", "Pranata Komputer"

# Step, decision, pelaksana, who that is in the test's office, where the case goes then.
ORACLE = [
    ("1", "lanjut", KABAG, "kabag", "2"),
    ("2", "lanjut", KASUBBAG, "kasubbag", "3"),
    ("3", "lanjut", PRAKOM, "dedi", "4"),
    ("4", "disetujui", KASUBBAG, "kasubbag", "5"),
    ("4", "dikoreksi", KASUBBAG, "kasubbag", "3"),
    ("5", "lanjut", PRAKOM, "dedi", "6"),
    ("6", "disetujui", KASUBBAG, "kasubbag", "8"),
    ("6", "dikoreksi", KASUBBAG, "kasubbag", "5"),
    ("8", "disetujui", KABAG, "kabag", "9"),
    ("8", "dikoreksi", KABAG, "kabag", "6"),
    ("9", "lanjut", KASUBBAG, "kasubbag", "10"),
    ("10", "selesai", PRAKOM, "dedi", "selesai"),
]
PEOPLE = ["kabag", "kasubbag", "dedi", "sari", "petugas", "pemohon", "auditor", "kepala", "admin", "tamu"]


@pytest.mark.parametrize(("step", "decision", "role", "who", "_"), ORACLE)
def test_only_the_person_of_the_step_may_decide(
    office: Any, step: str, decision: str, role: str, who: str, _: str
) -> None:
    visit = make.open_visit(make.case(office, at_step=step))
    handover = make.full_handover(office, situation_of(visit), decision)
    no_role = [f"Langkah {step} dilakukan oleh {role}; Anda tidak memegang peran itu hari ini."]
    expected = dict.fromkeys(PEOPLE, no_role)
    if role == PRAKOM:
        expected["sari"] = [f"Langkah {step} ditugaskan kepada Dedi."]
    expected[who] = []

    answers = {
        person: make.refusal(
            lambda person=person: perform(
                visit, decision, by=office.standing(person), at=LATER, handover=handover, token=person
            )
        )
        for person in sorted(PEOPLE, key=lambda person: person == who)
    }

    assert answers == expected


@pytest.mark.parametrize(("step", "decision", "role", "who", "target"), ORACLE)
def test_a_decision_leads_where_the_sheet_says(
    office: Any, step: str, decision: str, role: str, who: str, target: str
) -> None:
    case = make.case(office, at_step=step)

    make.advance(office, make.open_visit(case), LATER, decision)

    case.refresh_from_db()
    visit = make.open_visit(case)
    assert target == (office.edition.document.step(visit.step).number if visit else case.result)


@pytest.mark.parametrize(("step", "labels"), [("4", "Disetujui atau Dikoreksi"), ("8", "Disetujui atau Dikoreksi")])
@pytest.mark.parametrize("decision", ["", "ditolak", "lanjut", "lewat-otomatis"])
def test_a_decision_that_the_step_does_not_have_is_refused(office: Any, step: str, labels: str, decision: str) -> None:
    visit = make.open_visit(make.case(office, at_step=step))
    who = office.standing(make.who_acts(office, visit))

    reasons = make.refusal(lambda: perform(visit, decision, by=who, at=LATER, token="T"))

    assert reasons == [f"Pilih keputusan: {labels}."]


@pytest.mark.parametrize(("step", "minutes"), [("1", 20), ("2", 10), ("3", 900), ("4", 120), ("5", 9000), ("6", 120)])
def test_a_step_has_the_minutes_of_the_sheet(office: Any, step: str, minutes: int) -> None:
    visit = make.open_visit(make.case(office, at_step=step))

    assert visit.standard_seconds == minutes * 60


@pytest.mark.parametrize(("step", "minutes"), [("8", 900), ("9", 10), ("10", 90)])
def test_a_late_step_has_the_minutes_of_the_sheet(office: Any, step: str, minutes: int) -> None:
    visit = make.open_visit(make.case(office, at_step=step))

    assert visit.standard_seconds == minutes * 60


def test_the_unreadable_step_passes_by_itself_and_runs_no_clock(office: Any) -> None:
    case = make.case(office, at_step="8")

    passed = case.visits.get(step="tidak-terbaca")

    assert (passed.decision, passed.closed_by, passed.standard_seconds, passed.due_at, passed.used_seconds) == (
        "lewat-otomatis",
        None,
        None,
        None,
        0,
    )
