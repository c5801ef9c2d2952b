"""Pemberitahuan: the bell on every page, the list, opening one, and marking as read."""

from __future__ import annotations

import pytest

from alur.actions.notices import Message, tell
from alur.records.models import Case, Notice, NoticeKind
from tests import make
from tests.web.browsing import client_of, statements, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(office: make.Office) -> Case:
    """A case of which Dedi has been told two things."""
    case = make.case(office, "2")
    for key in ("a", "b"):
        message = Message(f"Jeda {key} berakhir.", case=case)
        tell({office.people["dedi"].pk: message}, NoticeKind.PAUSE_ENDED, key=key, at=make.MONDAY)
    return case


def test_the_bell_counts_the_unread_on_every_page(office: make.Office, case: Case) -> None:
    client = client_of(office, "dedi")

    shown = [text_of(client.get(page)) for page in ("/", "/sop/", "/kalender/", f"/permintaan/{case.number}/")]

    assert ["Pemberitahuan, 2 belum dibaca" in text for text in shown] == [True] * 4


def test_the_bell_takes_no_statement(office: make.Office, case: Case) -> None:
    assert statements(client_of(office, "dedi"), "/") == statements(client_of(office, "sari"), "/")


def test_opening_one_marks_it_and_leads_to_the_case(office: make.Office, case: Case) -> None:
    client, notice = client_of(office, "dedi"), Notice.objects.get(key="a")

    response = client.post("/pemberitahuan/", {"pemberitahuan": notice.pk})

    assert response["Location"] == f"/permintaan/{case.number}/"
    assert list(Notice.objects.filter(read_at=None, user=office.people["dedi"]).values_list("key", flat=True)) == ["b"]


def test_all_can_be_marked_at_once(office: make.Office, case: Case) -> None:
    client = client_of(office, "dedi")

    client.post("/pemberitahuan/", {"pemberitahuan": "semua"})

    assert "Semua sudah dibaca." in text_of(client.get("/pemberitahuan/"))


@pytest.mark.parametrize("which", ["", "x", "999999"])
def test_what_is_not_there_is_not_opened(office: make.Office, case: Case, which: str) -> None:
    assert client_of(office, "dedi").post("/pemberitahuan/", {"pemberitahuan": which}).status_code == 404


def test_nobody_sees_or_opens_what_others_were_told(office: make.Office, case: Case) -> None:
    client = client_of(office, "kepala")

    shown = text_of(client.get("/pemberitahuan/"))
    opened = client.post("/pemberitahuan/", {"pemberitahuan": Notice.objects.get(key="a").pk})

    assert ("Belum ada pemberitahuan" in shown, opened.status_code) == (True, 404)
