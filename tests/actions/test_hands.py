"""Recall, assign and the first look: whose hands an open visit is in."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from alur.actions import assign, mark_seen, pause, perform, recall, save_draft, why_not
from alur.actions.handover import Handover
from alur.records.models import Assignment, Draft, Entry, Visit
from tests import make

LATER = make.at("2026-06-08 10:00")
WAITING = "Menunggu akses server atau basis data"


@pytest.fixture
def sent(office: Any) -> Visit:
    """Step 4, just sent on by Dedi from step 3, which opened at 09.10 and was closed at 09.15."""
    return make.open_visit(make.case(office, at_step="4"))


def test_what_nobody_has_opened_can_be_taken_back(office: Any, sent: Visit) -> None:
    reopened = recall(sent, by=office.standing("dedi"), at=LATER, token="T")

    sent.refresh_from_db()
    assert (sent.decision, sent.closed_by) == ("ditarik-kembali", office.people["dedi"])
    assert (reopened.step, reopened.round, reopened.assignee) == ("analisis", 1, office.people["dedi"])


def test_a_recalled_step_has_the_time_that_was_left(office: Any, sent: Visit) -> None:
    reopened = recall(sent, by=office.standing("dedi"), at=LATER, token="T")

    assert reopened.standard_seconds == 900 * 60 - 5 * 60
    assert reopened.due_at == make.at("2026-06-10 09:55")


def test_what_has_been_opened_is_no_longer_taken_back(office: Any, sent: Visit) -> None:
    mark_seen(sent, by=office.standing("kasubbag"), at=make.at("2026-06-08 09:30"))
    sent.refresh_from_db()

    reasons = make.refusal(lambda: recall(sent, by=office.standing("dedi"), at=LATER, token="T"))

    assert reasons == [
        "Sudah dibuka oleh Kasubbag PKDIK pada Sen 8 Jun 2026, 09.30; mintalah mengembalikannya sebagai koreksi."
    ]


def test_only_the_person_whose_turn_it_is_counts_as_having_opened(office: Any, sent: Visit) -> None:
    for who in ("dedi", "kabag", "auditor", "tamu"):
        mark_seen(sent, by=office.standing(who), at=make.at("2026-06-08 09:30"))

    sent.refresh_from_db()
    assert sent.seen_at is None


def test_the_first_look_counts_and_is_written_once(office: Any, sent: Visit) -> None:
    for minute in (30, 40):
        mark_seen(sent, by=office.standing("kasubbag"), at=make.at(f"2026-06-08 09:{minute}"))

    sent.refresh_from_db()
    assert sent.seen_at == make.at("2026-06-08 09:30")
    assert _kinds(sent).count("seen") == 1


def test_what_the_receiver_paused_is_no_longer_taken_back(office: Any, sent: Visit) -> None:
    pause(sent, WAITING, by=office.standing("kasubbag"), at=LATER, token="P")

    assert why_not("recall", Visit.objects.get(pk=sent.pk), by=office.standing("dedi"), at=LATER) == [
        "Waktunya sudah pernah dijeda oleh penerima; mintalah mengembalikannya sebagai koreksi."
    ]


@pytest.mark.parametrize("who", ["sari", "kasubbag", "kabag", "kepala"])
def test_only_the_sender_takes_back(office: Any, sent: Visit, who: str) -> None:
    assert why_not("recall", sent, by=office.standing(who), at=LATER) == [
        "Hanya pengirim langkah sebelumnya yang dapat menarik kembali."
    ]


def test_who_lost_the_role_cannot_take_back(office: Any, sent: Visit) -> None:
    office.people["dedi"].appointments.update(ends_on=dt.date(2026, 6, 7))

    assert why_not("recall", sent, by=office.standing("dedi"), at=LATER) == [
        "Anda tidak lagi memegang peran pengirim; hubungi pejabat yang menugaskan."
    ]


def test_the_first_step_cannot_be_taken_back(office: Any) -> None:
    visit = make.open_visit(make.case(office))

    assert why_not("recall", visit, by=office.standing("petugas"), at=LATER) == [
        "Hanya pengirim langkah sebelumnya yang dapat menarik kembali."
    ]


def test_a_recall_is_not_recalled(office: Any, sent: Visit) -> None:
    reopened = recall(sent, by=office.standing("dedi"), at=LATER, token="T")

    assert why_not("recall", reopened, by=office.standing("dedi"), at=LATER) == [
        "Hanya pengirim langkah sebelumnya yang dapat menarik kembali."
    ]


def test_the_draft_of_the_sender_is_there_again(office: Any) -> None:
    case = make.case(office, at_step="3")
    visit = make.open_visit(case)
    save_draft(visit, {"note": "Hasil analisis"}, by=office.standing("dedi"), at=make.MONDAY)
    make.advance(office, visit, make.at("2026-06-08 09:30"))

    reopened = recall(make.open_visit(case), by=office.standing("dedi"), at=LATER, token="T")

    assert Draft.objects.get(visit=reopened).fields == {"note": "Hasil analisis"}


def test_a_recall_jumps_back_over_steps_that_passed_by_themselves(office: Any) -> None:
    visit = make.open_visit(make.case(office, at_step="8"))

    reopened = recall(visit, by=office.standing("kasubbag"), at=LATER, token="T")

    assert reopened.step == "periksa-hasil"


def test_a_recall_does_not_count_as_a_round(office: Any, sent: Visit) -> None:
    recall(sent, by=office.standing("dedi"), at=LATER, token="T")
    make.advance(office, make.open_visit(sent.case), make.at("2026-06-08 10:30"))
    again = make.open_visit(sent.case)

    outcome = make.advance(office, again, make.at("2026-06-08 10:40"), "dikoreksi")

    assert (again.round, outcome.opened.round) == (1, 2)


def test_a_recalled_press_repeated_gives_the_same_visit(office: Any, sent: Visit) -> None:
    first = recall(sent, by=office.standing("dedi"), at=LATER, token="T")

    assert recall(sent, by=office.standing("dedi"), at=LATER, token="T") == first


def test_the_kasubbag_hands_a_step_to_another_programmer(office: Any) -> None:
    visit = make.open_visit(make.case(office, at_step="3"))
    sari = office.people["sari"]

    assign(visit, sari, by=office.standing("kasubbag"), at=LATER, reason="Dedi cuti.", token="T")

    assert why_not("perform", Visit.objects.get(pk=visit.pk), by=office.standing("sari"), at=LATER) == []
    assert Assignment.objects.get(case=visit.case).user == sari


def test_later_rounds_go_to_whom_the_step_was_handed(office: Any) -> None:
    case = make.case(office, at_step="3")
    press = {"by": office.standing("kasubbag"), "at": LATER, "reason": "Dedi cuti.", "token": "T"}
    assign(make.open_visit(case), office.people["sari"], **press)
    make.advance(office, make.open_visit(case), make.at("2026-06-08 10:10"))

    outcome = make.advance(office, make.open_visit(case), make.at("2026-06-08 10:20"), "dikoreksi")

    assert outcome.opened.assignee == office.people["sari"]


@pytest.mark.parametrize(
    ("user", "reason", "sentence"),
    [
        ("dedi", "Tetap.", "Langkah 3 sudah ditugaskan kepada Dedi."),
        ("kabag", "Coba.", "Kabag tidak memegang peran Pranata Komputer hari ini."),
        ("sari", " ", "Alasan penugasan ulang: belum ditulis."),
    ],
)
def test_an_assignment_that_cannot_be_is_refused_in_words(office: Any, user: str, reason: str, sentence: str) -> None:
    visit = make.open_visit(make.case(office, at_step="3"))
    press = {"by": office.standing("kasubbag"), "at": LATER, "reason": reason, "token": "T"}

    assert make.refusal(lambda: assign(visit, office.people[user], **press)) == [sentence]


def test_step_2_appoints_somebody_who_holds_the_role(office: Any) -> None:
    visit = make.open_visit(make.case(office, at_step="2"))
    press = {"by": office.standing("kasubbag"), "at": LATER, "token": "T"}
    handover = make.full_handover(office, make.Situation(visit, visit.case), "lanjut")

    answers = [
        make.refusal(lambda who=who: perform(visit, "lanjut", handover=_naming(handover, who), **press))
        for who in (None, office.people["kabag"].pk)
    ]

    assert answers == [
        ["Pilih Pranata Komputer yang ditugaskan."],
        ["Orang yang dipilih tidak memegang peran Pranata Komputer hari ini; pilih orang lain."],
    ]


def _naming(handover: Handover, user_id: int | None) -> Handover:
    return Handover(note=handover.note, papers=handover.papers, appointee_id=user_id)


def _kinds(visit: Visit) -> list[str]:
    return list(
        Entry.objects.filter(subject_kind="permintaan", subject_id=visit.case_id).values_list("kind", flat=True)
    )
