"""Every rule about persons: maker and checker, stand-ins, assignees, appointments that end, people without a role."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from alur.actions import cancel, open_case, pause, perform, recall, register, why_not, withdraw
from alur.actions.handover import Handover
from alur.records.models import Case, Duty, Entry, Visit
from tests import make

LATER = make.at("2026-06-08 14:00")


def _may_act(office: Any, visit: Visit, who: str, when: dt.datetime = LATER) -> list[str]:
    return why_not("perform", visit, by=office.standing(who, when.date()), at=when)


def _own_work(paper: str) -> list[str]:
    return [
        f"Anda yang membuat “{paper}” versi 1; "
        "pembuat tidak boleh memeriksa hasilnya sendiri. Pemegang peran lain yang harus memeriksanya."
    ]


def test_the_maker_of_an_analysis_may_not_check_it_as_stand_in(office: Any) -> None:
    visit = make.open_visit(make.case(office, at_step="4"))

    office.appoint("dedi", role="kasubbag", kind="plh", stands_for="kasubbag")

    paper = "Hasil analisis dan rancangan pengembangan/perbaikan aplikasi kepegawaian"
    assert _may_act(office, visit, "dedi") == _own_work(paper)


def test_the_maker_may_not_send_his_own_work_back_either(office: Any) -> None:
    visit = make.open_visit(make.case(office, at_step="6"))
    office.appoint("dedi", role="kasubbag", kind="plh", stands_for="kasubbag")
    by = office.standing("dedi")

    reasons = make.refusal(lambda: perform(visit, "dikoreksi", by=by, at=LATER, handover=Handover(), token="T"))

    assert reasons == _own_work("Sistem/Aplikasi Hasil Pengerjaan")


def test_the_maker_may_not_decide_two_checks_later(office: Any) -> None:
    visit = make.open_visit(make.case(office, at_step="8"))

    office.appoint("dedi", role="kabag", kind="plh", stands_for="kabag")

    assert _may_act(office, visit, "dedi") == _own_work("Sistem/Aplikasi Hasil Pengerjaan")


def test_who_checked_at_6_may_not_check_that_check_at_8(office: Any) -> None:
    visit = make.open_visit(make.case(office, at_step="8"))

    office.appoint("kasubbag", role="kabag", kind="plh", stands_for="kabag")

    assert _may_act(office, visit, "kasubbag") == _own_work("Sistem/Aplikasi Hasil Pengerjaan yang disetujui/dikoreksi")


def test_a_colleague_of_the_maker_may_check_as_stand_in(office: Any) -> None:
    visit = make.open_visit(make.case(office, at_step="4"))

    office.appoint("sari", role="kasubbag", kind="plh", stands_for="kasubbag")

    assert _may_act(office, visit, "sari") == []


def test_the_maker_may_do_a_step_that_checks_nothing(office: Any) -> None:
    visit = make.open_visit(make.case(office, at_step="9"))

    office.appoint("dedi", role="kasubbag", kind="plh", stands_for="kasubbag")

    assert _may_act(office, visit, "dedi") == []


def test_another_person_of_the_same_role_is_told_whose_it_is(office: Any) -> None:
    visit = make.open_visit(make.case(office, at_step="3"))

    assert _may_act(office, visit, "sari") == ["Langkah 3 ditugaskan kepada Dedi."]


def test_a_stand_in_signs_for_the_absent_with_the_number_of_his_letter(office: Any) -> None:
    visit = make.open_visit(make.case(office, at_step="1"))
    appointment = office.appoint("budi", role="kabag", kind="plh", stands_for="kabag")

    outcome = make.advance(office, visit, LATER, by="budi")

    made_as = outcome.closed.versions.get().made_as
    assert outcome.entry.acting_as == "Plh. Kabag Mutasi & PKP, a.n. Kabag"
    assert made_as == "Plh. Kabag Mutasi & PKP, a.n. Kabag"
    assert outcome.entry.data["appointment_letter"] == appointment.letter_number


def test_a_definitive_holder_signs_with_the_position_alone(office: Any) -> None:
    visit = make.open_visit(make.case(office, at_step="1"))

    outcome = make.advance(office, visit, LATER)

    assert outcome.entry.acting_as == "Kabag Mutasi & PKP"
    assert "appointment_letter" not in outcome.entry.data


def test_who_holds_a_position_also_as_stand_in_acts_as_its_holder(office: Any) -> None:
    visit = make.open_visit(make.case(office, at_step="1"))
    office.appoint("kabag", role="kabag", kind="plh", stands_for="kasubbag")

    outcome = make.advance(office, visit, LATER)

    assert outcome.entry.acting_as == "Kabag Mutasi & PKP"


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "may"),
    [
        (dt.date(2026, 1, 1), dt.date(2026, 6, 7), False),
        (dt.date(2026, 1, 1), dt.date(2026, 6, 8), True),
        (dt.date(2026, 6, 8), None, True),
        (dt.date(2026, 6, 9), None, False),
    ],
    ids=["ended yesterday", "ends today", "begins today", "begins tomorrow"],
)
def test_an_appointment_counts_on_its_first_and_last_day_and_not_beyond(
    office: Any, starts_on: dt.date, ends_on: dt.date | None, may: bool
) -> None:
    visit = make.open_visit(make.case(office, at_step="1"))

    office.appoint("budi", role="kabag", kind="plt", starts_on=starts_on, ends_on=ends_on)

    assert (_may_act(office, visit, "budi") == []) is may


def test_an_assignee_whose_appointment_ended_may_no_longer_act(office: Any) -> None:
    visit = make.open_visit(make.case(office, at_step="3"))

    office.people["dedi"].appointments.update(ends_on=dt.date(2026, 6, 7))

    assert _may_act(office, visit, "dedi") == [
        "Langkah 3 dilakukan oleh Pranata Komputer; Anda tidak memegang peran itu hari ini."
    ]


def test_an_inactive_account_has_no_right_left(office: Any) -> None:
    visit = make.open_visit(make.case(office, at_step="1"))

    office.people["kabag"].is_active = False

    assert office.standing("kabag").capacities == ()
    assert _may_act(office, visit, "kabag") == [
        "Langkah 1 dilakukan oleh Kabag Mutasi & PKP; Anda tidak memegang peran itu hari ini."
    ]


@pytest.mark.parametrize("who", ["tamu", "auditor", "admin"])
def test_who_holds_no_role_can_do_nothing(office: Any, who: str) -> None:
    letter, visit = make.letter(office), make.open_visit(make.case(office, at_step="4"))
    by, press = office.standing(who), {"by": office.standing(who), "at": LATER, "token": "T"}
    withdrawal = {"letter_number": "S-1", "dated_on": LATER.date(), "reason": ""}

    answers = {
        "register": make.refusal(lambda: register(make.letter_values(office), **press)),
        "open_case": make.refusal(lambda: open_case(letter, office.edition, **press)),
        "perform": make.refusal(lambda: perform(visit, "disetujui", **press)),
        "recall": make.refusal(lambda: recall(visit, **press)),
        "pause": make.refusal(lambda: pause(visit, visit.step, **press)),
        "assign": why_not("assign", visit, by=by, at=LATER),
        "withdraw": make.refusal(lambda: withdraw(visit.case, **press, **withdrawal)),
        "cancel": make.refusal(lambda: cancel(visit.case, reason="Tidak diperlukan lagi.", **press)),
    }

    assert answers == {
        "register": ["Surat dicatat oleh petugas surat; Anda tidak memegang tugas itu hari ini."],
        "open_case": ["Permintaan dibuka oleh petugas surat; Anda tidak memegang tugas itu hari ini."],
        "perform": ["Langkah 4 dilakukan oleh Kasubbag PKDIK; Anda tidak memegang peran itu hari ini."],
        "recall": ["Hanya pengirim langkah sebelumnya yang dapat menarik kembali."],
        "pause": ["Langkah 4 dilakukan oleh Kasubbag PKDIK; Anda tidak memegang peran itu hari ini."],
        "assign": ["Penugasan ulang dilakukan oleh pejabat yang menugaskan langkah ini."],
        "withdraw": ["Permintaan ditarik oleh unit pemohon atau petugas surat, dengan surat penarikan."],
        "cancel": ["Permintaan dibatalkan oleh Kabag Mutasi & PKP atau kepala biro."],
    }


@pytest.mark.parametrize(("who", "title"), [("kepala", "Kepala biro"), ("kabag", "Kabag Mutasi & PKP")])
def test_the_head_and_the_kabag_may_cancel(office: Any, who: str, title: str) -> None:
    case = make.case(office, at_step="3")

    cancelled = cancel(case, by=office.standing(who), at=LATER, reason="Anggaran dialihkan.", token="T")

    assert (cancelled.result, cancelled.closed_at) == ("dibatalkan", LATER)
    assert Entry.objects.get(token="T").acting_as == title


def test_the_requester_of_the_unit_may_withdraw(office: Any) -> None:
    case = make.case(office, at_step="3")

    withdrawn = withdraw(
        case,
        by=office.standing("pemohon"),
        at=LATER,
        letter_number="S-1",
        dated_on=LATER.date(),
        reason="",
        token="T",
    )

    assert withdrawn.result == "ditarik"


def test_the_requester_of_another_unit_may_not_withdraw(office: Any) -> None:
    case = make.case(office, at_step="3")
    other = type(office.unit).objects.create(name="Poltekkes Jaya", code="pj")
    office.appoint("tetangga", duty=Duty.REQUESTER, unit=other)

    reasons = why_not("withdraw", case, by=office.standing("tetangga"), at=LATER)

    assert reasons == ["Permintaan ditarik oleh unit pemohon atau petugas surat, dengan surat penarikan."]


def test_people_see_the_cases_that_their_standing_opens(office: Any) -> None:
    make.case(office)
    secret = make.case(office, security="R")

    visible = {who: Case.objects.visible_to(office.standing(who)).count() for who in office.people}

    assert secret.security == "R"
    assert visible == {
        "kabag": 2,
        "kasubbag": 2,
        "dedi": 2,
        "sari": 2,
        "petugas": 2,
        "pemohon": 1,
        "auditor": 2,
        "kepala": 2,
        "admin": 0,
        "tamu": 0,
    }
