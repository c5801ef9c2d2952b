"""Leave, qualifications, moved work and requests about one's own data."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from alur.actions.personnel.knowing import keep_qualification, withdraw_qualification
from alur.actions.personnel.leaves import LeaveValues, cancel_leave, enter_leave
from alur.actions.personnel.moving import move_work
from alur.actions.personnel.own_data import answer_correction, ask_correction
from alur.records.models import Entry, Leave
from alur.reports.verify import verify
from tests import make

pytestmark = pytest.mark.django_db
TODAY = make.MONDAY.date()


def leave(office: make.Office, who: str, stand_in: str = "", days: int = 5) -> Leave:
    other = office.people[stand_in] if stand_in else None
    values = LeaveValues(office.people[who], "Cuti tahunan", TODAY, TODAY + dt.timedelta(days=days), other)
    return enter_leave(values, by=office.standing("kepala"), at=make.MONDAY, token=make.token())


def hands(office: make.Office) -> str:
    visit = make.open_visit(make.case(office, "3"))
    assert visit is not None
    return visit.assignee.name if visit.assignee else ""


def test_new_work_of_a_person_on_leave_goes_to_the_stand_in(office: Any) -> None:
    leave(office, "dedi", "sari")

    assert hands(office) == "Sari"
    assert list(verify()) == []


def test_a_stand_in_on_leave_hands_on_to_the_next(office: Any) -> None:
    office.appoint("yoga", role="prakom")
    leave(office, "dedi", "sari")
    leave(office, "sari", "yoga")

    assert hands(office) == "Yoga"


@pytest.mark.parametrize("stand_in", ["", "kasubbag"])
def test_without_a_stand_in_of_the_role_every_holder_sees_the_work(office: Any, stand_in: str) -> None:
    leave(office, "dedi", stand_in)

    assert hands(office) == ""


def test_two_on_leave_for_each_other_leave_the_work_to_all(office: Any) -> None:
    leave(office, "dedi", "sari")
    leave(office, "sari", "dedi")

    assert hands(office) == ""


def test_a_cancelled_leave_counts_no_more(office: Any) -> None:
    cancel_leave(leave(office, "dedi", "sari"), by=office.standing("kepala"), at=make.MONDAY, token=make.token())

    assert hands(office) == "Dedi"


def test_two_leaves_of_a_person_cannot_share_a_day(office: Any) -> None:
    leave(office, "dedi")

    assert make.refusal(lambda: leave(office, "dedi")) == [
        "Dedi sudah tercatat cuti 8 Juni 2026 sampai 13 Juni 2026; batalkan dahulu yang itu."
    ]


def test_moved_work_has_a_line_each_and_tells_what_was_refused(office: Any) -> None:
    visits = [make.open_visit(make.case(office, "3")), make.open_visit(make.case(office, "2"))]
    by, later = office.standing("kepala"), make.MONDAY + dt.timedelta(hours=1)

    moved = move_work(visits, office.people["sari"], reason="Dedi cuti", by=by, at=later, token=make.token())

    assert (moved.done, moved.refused) == (
        1,
        [f"{visits[1].case.number}: Sari tidak memegang peran Kasubbag PKDIK hari ini."],
    )
    assert Entry.objects.get(kind="assigned").data["reason"] == "Dedi cuti"


def test_a_qualification_is_kept_once_and_withdrawn(office: Any) -> None:
    words: Any = (office.people["dedi"], "Memahami perancangan", TODAY, "Sertifikat 12/2020")
    admin: Any = {"by": office.standing("admin"), "at": make.MONDAY}
    kept = keep_qualification(*words, **admin, token=make.token())

    refused = make.refusal(lambda: keep_qualification(*words, **admin, token=make.token()))
    withdraw_qualification(kept, **admin, token=make.token())

    assert refused == ["Kualifikasi itu sudah tercatat; cabut dahulu bila hendak diperbaiki."]
    assert list(verify()) == []


def test_a_request_about_own_data_is_answered_once(office: Any) -> None:
    asked = ask_correction("Nama saya salah", by=office.standing("tamu"), at=make.MONDAY, token=make.token())
    admin: Any = {"by": office.standing("admin"), "at": make.MONDAY}
    answer_correction(asked, "dipenuhi", "Sudah diperbaiki", **admin, token=make.token())

    refused = make.refusal(lambda: answer_correction(asked, "ditolak", "Lagi", **admin, token=make.token()))

    assert refused == ["Permintaan itu sudah dijawab."]
