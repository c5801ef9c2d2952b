"""Permintaan: the list, its filters and its search."""

from __future__ import annotations

import re
from typing import Any

import pytest

from alur.actions import withdraw
from alur.records.models import Case, Unit
from tests import make
from tests.web.browsing import client_of, crowd, statements, text_of

pytestmark = pytest.mark.django_db


def numbers(response: Any) -> list[str]:
    return re.findall(r'href="/permintaan/([^/]+)/" data-open', text_of(response))


@pytest.mark.parametrize(
    ("address", "aim"), [("/permintaan/", 8), ("/permintaan/?q=pangkat", 9), ("/permintaan/?urut=tenggat", 9)]
)
def test_the_list_takes_the_same_statements_for_any_number_of_cases(
    office: make.Office, address: str, aim: int
) -> None:
    client, counts = client_of(office, "kasubbag"), []

    for more in (1, 49, 450):
        crowd(office, more)
        counts.append(statements(client, address))

    assert counts == [aim] * 3


def test_pages_go_from_the_newest_to_the_oldest(office: make.Office) -> None:
    cases = crowd(office, 60)
    client = client_of(office, "kasubbag")

    first = client.get("/permintaan/")
    following = re.search(r'href="(\?[^"]+)">Berikutnya', text_of(first))
    assert following is not None
    second = client.get("/permintaan/" + following.group(1))

    assert numbers(first) + numbers(second) == [case.number for case in reversed(cases)]


def test_a_search_finds_other_forms_of_a_word_and_counts_them(office: make.Office) -> None:
    crowd(office, 2, word="Penerbitan SK")
    crowd(office, 1, word="Cuti")

    shown = client_of(office, "kasubbag").get("/permintaan/", {"q": "diterbitkan"})

    assert (len(numbers(shown)), "2 permintaan cocok" in text_of(shown)) == (2, True)


@pytest.mark.parametrize("words", ['a"b AND (', "*", "'; DROP TABLE", "<script>", "%00", "x" * 5000])
def test_no_search_words_break_the_page(office: make.Office, words: str) -> None:
    crowd(office, 1)

    response = client_of(office, "kasubbag").get("/permintaan/", {"q": words})

    assert (response.status_code, "<script>" in response.content.decode()) == (200, False)


def test_the_head_sees_the_most_urgent_first_over_all_pages(office: make.Office) -> None:
    cases = crowd(office, 60)
    client = client_of(office, "kepala")

    first = client.get("/permintaan/?urut=tenggat")
    following = re.search(r'href="(\?[^"]+)">Berikutnya', text_of(first))
    assert following is not None
    second = client.get("/permintaan/" + following.group(1))

    assert numbers(first) + numbers(second) == [case.number for case in cases]


def test_by_risk_what_is_paused_or_has_ended_does_not_come_first(office: make.Office) -> None:
    paused, ended, urgent = crowd(office, 3)
    paused.visits.update(paused_since=make.MONDAY)
    ended.visits.update(closed_at=make.MONDAY, decision="selesai")
    Case.objects.filter(pk=ended.pk).update(closed_at=make.MONDAY, result="selesai")

    shown = client_of(office, "auditor").get("/permintaan/?urut=tenggat&status=semua")

    assert numbers(shown) == [urgent.number, paused.number]


@pytest.mark.parametrize("field", ["status", "langkah", "jenis", "aplikasi", "unit", "lewat", "sebelum", "urut"])
@pytest.mark.parametrize("value", ["999999999999999999999", "1.", ".x", "-1", "²", "\x00", "bukan"])
def test_filter_values_that_mean_nothing_do_no_harm(office: make.Office, field: str, value: str) -> None:
    response = client_of(office, "kasubbag").get("/permintaan/", {field: value})

    assert response.status_code == 200


def test_a_step_filter_shows_the_cases_at_that_step(office: make.Office) -> None:
    make.case(office, "1")
    here = make.case(office, "3")

    step = f"{office.edition.procedure_id}.analisis"
    shown = client_of(office, "kasubbag").get("/permintaan/", {"langkah": step})

    assert numbers(shown) == [here.number]


def test_ended_cases_leave_the_running_list_and_show_under_their_result(office: make.Office) -> None:
    case = make.case(office, "2")
    withdraw(
        case,
        by=office.standing("petugas"),
        at=make.at("2026-06-09 09:00"),
        letter_number="KP.9/2026",
        dated_on=make.at("2026-06-09 09:00").date(),
        reason="Tidak jadi diperlukan.",
        token=make.token(),
    )
    client = client_of(office, "kasubbag")

    running, withdrawn = client.get("/permintaan/"), client.get("/permintaan/", {"status": "ditarik"})

    assert (numbers(running), numbers(withdrawn)) == ([], [case.number])


def test_a_requester_sees_only_the_own_unit(office: make.Office) -> None:
    other = Unit.objects.create(name="RSJ Puspa Giri", code="rsjpg")
    own, _ = make.case(office), make.case(office, unit_id=other.pk)

    shown = client_of(office, "pemohon").get("/permintaan/")

    assert numbers(shown) == [own.number]


@pytest.mark.parametrize("who", ["auditor", "kepala"])
def test_the_head_and_auditors_see_all_units(office: make.Office, who: str) -> None:
    other = Unit.objects.create(name="RSJ Puspa Giri", code="rsjpg")
    make.case(office)
    make.case(office, unit_id=other.pk)

    shown = client_of(office, who).get("/permintaan/")

    assert len(numbers(shown)) == 2


def test_nothing_found_says_what_to_try(office: make.Office) -> None:
    shown = text_of(client_of(office, "kasubbag").get("/permintaan/", {"q": "zebra"}))

    assert "tulis kata yang lebih umum" in shown


def test_a_search_can_be_put_in_order_of_risk(office: Any) -> None:
    crowd(office, 2, word="Kenaikan pangkat")

    page = text_of(client_of(office, "kabag").get("/permintaan/?q=pangkat&urut=tenggat"))

    assert page.count("Kenaikan pangkat") >= 2
