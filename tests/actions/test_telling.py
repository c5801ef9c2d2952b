"""What each act tells whom: whose turn it is, what was taken away, paused, ended; never who did it."""

from __future__ import annotations

import datetime as dt

import pytest

from alur.actions import assign, cancel, pause, recall, resume
from alur.actions.personnel.own_data import answer_correction, ask_correction
from alur.records.models import Notice, NoticeKind, User
from tests import make

pytestmark = pytest.mark.once("sqlite")
MINUTE = dt.timedelta(minutes=1)
LATER = make.MONDAY + dt.timedelta(hours=1)
WAITING = "Menunggu akses server atau basis data"


def told(kind: NoticeKind) -> dict[str, str]:
    return {row.user.name: row.text for row in Notice.objects.filter(kind=kind).select_related("user")}


def test_each_step_tells_whose_turn_it_is(office: make.Office) -> None:
    case = make.case(office, at_step="3")

    assert told(NoticeKind.TURN) == {
        "Kabag": f"Langkah 1 pada {case.number} menunggu Anda, tenggatnya Sen 8 Jun 2026, 09.20.",
        "Kasubbag": f"Langkah 2 pada {case.number} menunggu Anda, tenggatnya Sen 8 Jun 2026, 09.15.",
        "Dedi": f"Langkah 3 pada {case.number} menunggu Anda, tenggatnya Rab 10 Jun 2026, 09.10.",
    }


def test_what_was_asked_is_read_once_it_is_done(office: make.Office) -> None:
    make.case(office, at_step="3")

    unread = Notice.objects.filter(read_at__isnull=True).values_list("user__name", flat=True)
    counted = User.objects.filter(unread_notices__gt=0).values_list("name", "unread_notices")
    assert (list(unread), list(counted)) == (["Dedi"], [("Dedi", 1)])


def test_a_correction_tells_of_the_round(office: make.Office) -> None:
    case = make.case(office, at_step="4")
    visit = make.open_visit(case)
    assert visit is not None
    make.advance(office, visit, LATER, "dikoreksi")

    assert told(NoticeKind.RETURNED)["Dedi"].startswith(
        f"Langkah 3 pada {case.number} dikembalikan kepada Anda untuk dikoreksi (putaran ke-2), tenggatnya "
    )


def test_who_gets_the_work_and_who_loses_it_are_told(office: make.Office) -> None:
    case = make.case(office, at_step="3")
    visit = make.open_visit(case)
    assert visit is not None
    assign(visit, office.people["sari"], by=office.standing("kasubbag"), at=LATER, reason="Cuti.", token="a")

    assert told(NoticeKind.TAKEN) == {"Dedi": f"Langkah 3 pada {case.number} dialihkan dari Anda kepada Sari."}
    assert told(NoticeKind.TURN)["Sari"].startswith(f"Langkah 3 pada {case.number} menunggu Anda")


def test_what_is_recalled_is_nobodys_turn_any_more(office: make.Office) -> None:
    case = make.case(office, at_step="3")
    visit = make.open_visit(case)
    assert visit is not None
    recall(visit, by=office.standing("kasubbag"), at=LATER, token="a")

    assert told(NoticeKind.TAKEN) == {"Dedi": f"Langkah 3 pada {case.number} ditarik kembali oleh Kasubbag."}
    assert User.objects.get(name="Dedi").unread_notices == 1


def test_a_pause_is_told_to_who_stands_above_and_its_end_to_who_works(office: make.Office) -> None:
    case = make.case(office, at_step="3")
    visit = make.open_visit(case)
    assert visit is not None
    pause(visit, WAITING, by=office.standing("dedi"), at=LATER, token="a")
    resume(visit, by=office.standing("kabag"), at=LATER + MINUTE, token="b")

    assert told(NoticeKind.PAUSED) == {"Kasubbag": f"Waktu langkah 3 pada {case.number} dijeda: {WAITING}."}
    assert told(NoticeKind.PAUSE_ENDED) == {
        "Dedi": f"Waktu langkah 3 pada {case.number} dilanjutkan oleh Kabag; tenggatnya Rab 10 Jun 2026, 09.11."
    }


def test_who_is_not_in_the_circle_is_told_nothing_of_a_pause(office: make.Office) -> None:
    office.appoint("rini", role="kasubbag")
    visit = make.open_visit(make.case(office, at_step="3", security="SR"))
    assert visit is not None
    pause(visit, WAITING, by=office.standing("dedi"), at=LATER, token="a")

    assert set(told(NoticeKind.PAUSED)) == {"Kasubbag"}


def test_the_end_is_told_to_the_unit_that_asked_and_to_who_had_work(office: make.Office) -> None:
    case = make.case(office, at_step="3")
    cancel(case, by=office.standing("kepala"), at=LATER, reason="Tidak jadi diperlukan", token="a")

    text = f"Permintaan {case.number} berakhir: dibatalkan."
    assert told(NoticeKind.CASE_ENDED) == {"Dedi": text, "Pemohon": text}


def test_the_unit_is_told_nothing_of_a_secret_case(office: make.Office) -> None:
    case = make.case(office, at_step="1", security="R")
    cancel(case, by=office.standing("kepala"), at=LATER, reason="Tidak jadi diperlukan", token="a")

    assert list(told(NoticeKind.CASE_ENDED)) == ["Kabag"]


def test_an_answer_about_ones_own_data_is_told(office: make.Office) -> None:
    asked = ask_correction("Nama saya keliru.", by=office.standing("dedi"), at=make.MONDAY)
    answer_correction(asked, "dipenuhi", "Sudah diperbaiki.", by=office.standing("admin"), at=LATER)

    assert list(told(NoticeKind.ANSWERED)) == ["Dedi"]
