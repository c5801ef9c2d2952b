"""What is sangat rahasia exists for its circle only: every address that shows a case, against a table by hand."""

from __future__ import annotations

import pytest
from django.urls import get_resolver

from alur.actions.circles import name_to_circle
from alur.records.models import Duty, Letter
from tests import make
from tests.web.browsing import client_of
from tests.web.test_walk import patterns, sign
from tests.web.walk_scene import words_of
from tests.web.walk_table import CIRCLE, CIRCLE_POSTS, TABLE

pytestmark = pytest.mark.once("sqlite")
ACTING = ("kabag", "kasubbag", "dedi", "sari")
OTHERS = ("petugas", "petugas-lain", "pemohon", "pemohon-lain", "kepala", "auditor", "admin")
OPEN_TO_ALL = {"proof"}


def test_every_address_of_a_case_is_in_the_table_of_the_circle() -> None:
    of_cases = {name for name, row in TABLE.items() if row.secret_get} - OPEN_TO_ALL

    assert of_cases - {"case-history", "case-package", "case-step"} == set(CIRCLE)
    assert {item.name for item in patterns(get_resolver())} >= set(CIRCLE_POSTS)


def test_who_is_not_in_the_circle_knows_of_no_address(office: make.Office) -> None:
    office.appoint("petugas-lain", duty=Duty.LETTER_DESK)
    office.appoint("pemohon-lain", duty=Duty.REQUESTER, unit=office.unit)
    words = words_of(office, "SR")
    letter = Letter.objects.get(pk=words["letter"])
    by, reason = office.standing("kepala"), "Menyusun surat permintaannya."
    name_to_circle(letter, office.people["pemohon"], reason=reason, by=by, at=make.MONDAY, token=make.token())
    clients = {who: client_of(office, who) for who in ACTING + OTHERS}

    found = {
        (method, name): "".join(
            sign(client, method, TABLE[name].address.format(**words)) for client in clients.values()
        )
        for method, table in (("get", CIRCLE), ("post", CIRCLE_POSTS))
        for name in table
    }

    expected = {("get", name): signs.replace(" ", "") for name, signs in CIRCLE.items()}
    assert found == expected | {("post", name): signs.replace(" ", "") for name, signs in CIRCLE_POSTS.items()}
