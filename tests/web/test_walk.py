"""Every address of the URL configuration, for everybody, in both classes, gives what a table written by hand says."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from alur.records.models import Draft, Entry
from alur.web.views.case.acting import ACTS
from tests import make
from tests.web.walk_scene import Scene, scene
from tests.web.walk_table import TABLE, Row

pytestmark = pytest.mark.once("sqlite")  # some thousand requests
SIGNS = {200: "2", 400: "B", 302: "3", 303: "3", 403: "F", 404: "4", 405: "5", 422: "U"}
SMALLEST, LARGEST = 1, 10**18 - 1


@pytest.fixture
def place(office: make.Office) -> Scene:
    return scene(office)


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for item in resolver.url_patterns:
        if isinstance(item, URLResolver):
            yield from patterns(item)
        else:
            yield item


def test_every_page_has_a_row_in_the_table() -> None:
    names = {item.name or str(item.pattern) for item in patterns(get_resolver())}

    assert (sorted(names - set(TABLE)), sorted(set(TABLE) - names)) == ([], [])


def test_everybody_gets_at_every_address_what_the_table_says(place: Scene) -> None:
    expected = {line: signs for name, row in TABLE.items() for line, _, _, signs in asked(name, row)}

    found = {
        line: "".join(sign(client, method, address.format(**words)) for client in place.clients.values())
        for name, row in TABLE.items()
        for line, method, address, words in lines(name, row, place)
    }

    assert found == expected


def test_a_number_changed_by_hand_leads_nowhere(place: Scene) -> None:
    client = place.clients["kabag"]
    rows = [row.address for row in TABLE.values() if "{" in row.address and row.get != ""]
    strange = [dict.fromkeys(place.words["B"], number) for number in (SMALLEST - 1, LARGEST)]

    found = {
        address: {client.get(address.format(**words)).status_code for words in strange} - {403, 404, 405}
        for address in rows
    }

    assert {address: codes for address, codes in found.items() if codes} == {}


def test_no_form_is_taken_without_its_token(place: Scene, office: make.Office) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.people["kabag"])
    public = {"check", "proof"}

    found = {
        name: client.post(row.address.format(**place.words["B"])).status_code
        for name, row in TABLE.items()
        if name not in public
    }

    assert {name: code for name, code in found.items() if code not in (403, 404)} == {}


def test_the_form_of_another_persons_visit_changes_nothing(place: Scene) -> None:
    address = TABLE["case-step"].address.format(**place.words["B"])
    tries = [(act, who) for act in ACTS for who in STRANGERS if (act, who) not in ALLOWED]
    before = Entry.objects.count(), Draft.objects.count()

    for act, who in tries:
        place.clients[who].post(address, {"aksi": act, "token": make.token(), "catatan": "Disusupkan"} | REASONED)

    assert (Entry.objects.count(), Draft.objects.count()) == before


STRANGERS = ("dedi", "unit-lain", "kepala", "auditor", "admin")
ALLOWED = {("batalkan", "kepala"), ("tugaskan", "kepala")}
REASONED = {"batal-alasan": "Uji coba yang disusupkan", "jeda-alasan": "Menunggu akses server atau basis data"}


def asked(name: str, row: Row) -> Iterator[tuple[str, str, str, str]]:
    """The lines of a row: what is asked in words, the method, the class, and the signs without their groups."""
    ways = (
        ("get", "B", row.get),
        ("post", "B", row.post),
        ("get", "R", row.secret_get),
        ("post", "R", row.secret_post),
    )
    for method, security, signs in ways:
        if signs:
            yield f"{method} {name} {security}", method, security, signs.replace(" ", "")


def lines(name: str, row: Row, place: Scene) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    for line, method, security, _ in asked(name, row):
        yield line, method, row.address, place.words[security]


def sign(client: Client, method: str, address: str) -> str:
    """What this person gets, as a sign; what a POST does stays neither in the database nor in the browser."""
    if method == "get":
        return named(client.get(address))
    cookies, point = client.cookies, transaction.savepoint()
    client.cookies = copy.deepcopy(cookies)
    try:
        return named(client.post(address))
    finally:
        transaction.savepoint_rollback(point)
        client.cookies = cookies


def named(response: Any) -> str:
    goal = response.get("Location", "")
    if goal.startswith("/masuk/"):
        return "L"
    if goal.startswith("/akun/buktikan/"):
        return "P"
    if "/alasan-baca/?" in goal:
        return "R"
    if response.status_code == 403 and "Anda belum memegang peran" in response.content.decode():
        return "N"
    return SIGNS.get(response.status_code, f"[{response.status_code}]")
