"""Who holds what on a day, and what nobody holds."""

from __future__ import annotations

import datetime as dt

import pytest

from alur.reports.people import gaps, holders
from tests import make

pytestmark = pytest.mark.django_db
TODAY = make.MONDAY.date()


def capacities(name: str, on: dt.date = TODAY) -> tuple[tuple[str, str], ...]:
    return next(holder.capacities for holder in holders(on) if holder.name == name)


def test_a_holder_is_shown_with_position_unit_and_letter(office: make.Office) -> None:
    assert capacities("Pemohon") == (("Pengelola kepegawaian unit, RSUP Nusa Bakti", "KP.03/pemohon/2019"),)


def test_a_stand_in_is_shown_with_whom_it_is_for(office: make.Office) -> None:
    office.appoint("kasubbag", role="kabag", kind="plh", stands_for="kabag", starts_on=TODAY, ends_on=TODAY)

    titles = [title for title, _ in capacities("Kasubbag")]

    assert titles == [
        "Kasubbag PKDIK, Biro Kepegawaian",
        "Plh. Kabag Mutasi & PKP, Biro Kepegawaian, a.n. Kabag",
    ]


def test_an_appointment_that_is_over_is_not_shown(office: make.Office) -> None:
    office.appoint("lama", role="kabag", ends_on=TODAY - dt.timedelta(days=1))

    assert capacities("Lama") == ()


def test_a_whole_office_has_no_gaps(office: make.Office) -> None:
    assert gaps(TODAY) == []


def test_a_role_whose_only_holder_is_inactive_is_a_gap(office: make.Office) -> None:
    office.people["kabag"].is_active = False
    office.people["kabag"].save()

    assert gaps(TODAY) == ["Hari ini tidak ada yang memegang peran Kabag Mutasi & PKP (OT.02.01/4/4739/2019:kabag)."]


def test_a_day_before_anybody_came_has_every_gap(office: make.Office) -> None:
    found = gaps(dt.date(2018, 12, 31))

    assert [sentence.removeprefix("Hari ini tidak ada yang memegang ") for sentence in found] == [
        "tugas petugas surat.",
        "tugas administrator.",
        "peran Kabag Mutasi & PKP (OT.02.01/4/4739/2019:kabag).",
        "peran Kasubbag PKDIK (OT.02.01/4/4739/2019:kasubbag).",
        "peran Pranata Komputer (OT.02.01/4/4739/2019:prakom).",
    ]
