"""Tugas saya, as the people see it."""

from __future__ import annotations

import re

import pytest

from tests import make
from tests.web.browsing import client_of, crowd, statements, text_of

pytestmark = pytest.mark.django_db
AIM = 6  # session, person, standing, calendar version, rows, the count of the other tab


@pytest.mark.parametrize("tab", ["", "?tab=tim"])
def test_the_inbox_takes_the_same_statements_for_any_number_of_cases(office: make.Office, tab: str) -> None:
    client, counts = client_of(office, "kasubbag"), []

    for more in (1, 49, 450):
        crowd(office, more)
        counts.append(statements(client, f"/{tab}"))

    assert counts == [AIM] * 3


def test_pages_follow_each_other_without_gap_or_double(office: make.Office) -> None:
    cases = crowd(office, 120)
    client, address, seen = client_of(office, "kasubbag"), "/", []

    while address:
        shown = text_of(client.get(address))
        seen += re.findall(r'href="/permintaan/([^/]+)/" data-open', shown)
        following = re.search(r'href="([^"]+)">Berikutnya', shown)
        address = following.group(1) if following else ""

    assert seen == [case.number for case in cases]


def test_a_page_key_that_cannot_be_read_begins_at_the_beginning(office: make.Office) -> None:
    crowd(office, 1)

    response = client_of(office, "kasubbag").get("/", {"setelah": "x_9999-99-99_'; --"})

    assert "Kenaikan pangkat 0" in text_of(response)


def test_only_the_riskiest_task_has_the_primary_button(office: make.Office) -> None:
    crowd(office, 3)

    shown = text_of(client_of(office, "kasubbag").get("/"))

    assert (shown.count("Kerjakan</a>"), shown.count("Buka</a>")) == (1, 2)


def test_a_task_lies_with_the_team_for_others_of_the_procedure(office: make.Office) -> None:
    case = make.case(office, "4")
    client = client_of(office, "kabag")

    mine, team = text_of(client.get("/")), text_of(client.get("/?tab=tim"))

    assert (case.number in mine, case.number in team) == (False, True)


def test_an_empty_inbox_says_what_comes_next(office: make.Office) -> None:
    shown = text_of(client_of(office, "kasubbag").get("/"))

    assert "Tidak ada langkah yang menunggu Anda" in shown


def test_a_person_without_role_is_told_whom_to_ask(office: make.Office) -> None:
    crowd(office, 1)

    response = client_of(office, "tamu").get("/")

    assert (response.status_code, "administrator" in text_of(response), "Kenaikan" in text_of(response)) == (
        403,
        True,
        False,
    )


def test_an_administrator_is_offered_no_requests_and_no_letters(office: make.Office) -> None:
    shown = text_of(client_of(office, "admin").get("/"))

    assert ("/permintaan/" in re.sub(r'action="[^"]*"', "", shown), 'href="/surat/"' in shown) == (False, False)
