"""Pilihan pemberitahuan and Kiriman yang gagal: what is chosen, verified, seen and sent again."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail

from alur.actions.delivering.choosing import mail_verification
from alur.records import queue
from alur.records.models import Channel, Job, NoticeChoice, Posting, PostingState, User
from tests import make
from tests.web.browsing import client_of, statements, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once("sqlite")]
PAGE = "/akun/pemberitahuan/"


@pytest.fixture(autouse=True)
def channels(settings: Any) -> None:
    settings.HAS_MAIL = True
    settings.WEBHOOK = {"url": "https://gerbang.contoh.go.id/", "secret": "k" * 16, "seconds": 2}
    settings.PUBLIC_URL = ""


@pytest.fixture
def dedi(office: make.Office) -> Any:
    User.objects.filter(pk=office.people["dedi"].pk).update(email="dedi@contoh.go.id")
    office.people["dedi"].refresh_from_db()
    return client_of(office, "dedi")


def link_in(text: str) -> str:
    found = re.search(r"/akun/pemberitahuan/surel/[^/\s]+/", text)
    assert found is not None
    return found[0]


def test_an_address_is_verified_by_its_link_and_only_by_the_person(office: make.Office, dedi: Any) -> None:
    dedi.post(PAGE, {"aksi": "pastikan"})
    while queue.run_one("uji", Job.objects.latest("enqueued_at").run_after):
        pass
    link = link_in(mail.outbox[0].body)

    strange = client_of(office, "sari").get(link).status_code
    asked, before = dedi.get(link).status_code, NoticeChoice.objects.get().verified_at
    dedi.post(link)

    row = NoticeChoice.objects.get()
    assert (strange, asked, before) == (404, 200, None)
    assert (row.address, row.verified_at is not None, dedi.get(link).status_code) == ("dedi@contoh.go.id", True, 404)


def test_a_second_link_within_a_minute_is_refused(dedi: Any) -> None:
    dedi.post(PAGE, {"aksi": "pastikan"})

    assert "Tunggu semenit" in text_of(dedi.post(PAGE, {"aksi": "pastikan"}, follow=True))
    assert Job.objects.filter(task=mail_verification.module_path).count() == 1


def test_what_is_chosen_is_kept(dedi: Any) -> None:
    dedi.post(PAGE, {"mail_digest": "on", "message_at_once": "on", "number": "0812 3456 7890"})

    rows = NoticeChoice.objects.order_by("-channel").values_list("channel", "is_at_once", "is_digest", "address")
    assert list(rows) == [("surel", False, True, ""), ("pesan", True, False, "+6281234567890")]


@pytest.mark.parametrize("number", ["abc", "", "<b>08</b>", "08\x0012", "9" * 400])
def test_a_wrong_number_keeps_what_was_typed_and_saves_nothing(dedi: Any, number: str) -> None:
    response = dedi.post(PAGE, {"message_at_once": "on", "number": number})

    shown = response.context["form"]["number"].value()
    assert (response.status_code, shown, "<b>08" in response.content.decode()) == (422, number, False)
    assert NoticeChoice.objects.count() == 0


def test_without_a_channel_the_page_says_so(dedi: Any, settings: Any) -> None:
    settings.HAS_MAIL, settings.WEBHOOK = False, {"url": ""}

    assert "Kantor belum menyetel surel atau pesan ponsel" in text_of(dedi.get(PAGE))


def test_a_refused_address_is_shown_to_the_person(office: make.Office, dedi: Any) -> None:
    values: dict[str, Any] = {"address": "dedi@contoh.go.id", "verified_at": make.MONDAY, "failing_since": make.MONDAY}
    NoticeChoice.objects.create(
        user=office.people["dedi"],
        channel=Channel.MAIL,
        failing_reason="Server surel menjawab 550: tidak ada",
        **values,
    )

    shown = text_of(dedi.get(PAGE))

    assert ("550: tidak ada" in shown, "Kirim tautan pemastian" in shown) == (True, True)


def failed(office: make.Office, count: int) -> None:
    Posting.objects.bulk_create(
        Posting(
            key=f"segera:surel:{number}",
            user=office.people["dedi"],
            channel=Channel.MAIL,
            state=PostingState.FAILED,
            run_after=make.MONDAY,
            made_at=make.MONDAY,
            error="Server surel menjawab 550: tidak ada",
        )
        for number in range(count)
    )


def test_the_administrator_sees_what_failed_and_sends_it_again(office: make.Office) -> None:
    failed(office, 1)
    client = client_of(office, "admin")
    shown = text_of(client.get("/pengiriman/"))

    answer = client.post("/pengiriman/", {"kiriman": Posting.objects.get().pk}, follow=True)

    assert ("550: tidak ada" in shown, "masuk antrean lagi" in text_of(answer)) == (True, True)
    assert Posting.objects.get().state == PostingState.READY


def test_the_list_of_failures_goes_on_by_key(office: make.Office) -> None:
    failed(office, 60)
    client = client_of(office, "admin")
    first = text_of(client.get("/pengiriman/"))
    older = re.search(r'href="(\?sebelum=[^"]+)"', first)
    assert older is not None

    second = text_of(client.get(f"/pengiriman/{older[1]}"))

    assert (first.count('data-busy="Mengantre'), second.count('data-busy="Mengantre')) == (50, 10)
    assert client.get("/pengiriman/?sebelum=x").status_code == 200


def test_the_pages_take_as_many_statements_for_many_as_for_one(office: make.Office) -> None:
    client = client_of(office, "admin")
    failed(office, 1)
    few = statements(client, "/pengiriman/")
    Posting.objects.all().delete()
    failed(office, 50)

    assert statements(client, "/pengiriman/") == few
