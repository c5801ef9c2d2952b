"""Messages through a gateway that really listens: signed, once, tried again, given up, and never led inside."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from typing import Any

import pytest

from alur.actions import Refused
from alur.actions.delivering.choosing import NUMBER_HINT, Wish, choose_notices, phone_number
from alur.actions.delivering.sending import send_due
from alur.records.models import Case, Channel, NoticeChoice, Posting, PostingState
from tests import make
from tests.actions.delivering.servers import Gateway

pytestmark = pytest.mark.once("sqlite")
MINUTE = dt.timedelta(minutes=1)
BOTH = {Channel.MESSAGE: Wish(True, True)}


@pytest.fixture
def case(office: make.Office, gateway: Gateway) -> Case:
    choose_notices(BOTH, number="0812-3456 7890", by=office.standing("kabag"), at=make.MONDAY)
    return make.case(office, "1", security="R", subject="Perkara Rahasia")


def test_a_message_is_signed_and_says_why(case: Case, gateway: Gateway) -> None:
    assert [send_due(at=make.MONDAY + MINUTE), send_due(at=make.MONDAY + 2 * MINUTE)] == [1, 0]

    (headers, body), message = gateway.calls[0], gateway.messages[0]
    signed = f"{headers['X-Alur-Waktu']}.".encode() + body
    expected = hmac.new(b"kunci-gerbang-yang-panjang", signed, hashlib.sha256).hexdigest()
    assert headers["X-Alur-Tanda"] == f"sha256={expected}"
    assert headers["Idempotency-Key"] == message["id"] == str(Posting.objects.get().pk)
    assert (message["kepada"], message["jenis"], message["permintaan"]) == ("+6281234567890", "giliran", [case.number])
    assert message["tautan"] == f"https://alur.contoh.go.id/permintaan/{case.number}/"
    assert ("Anda menerima pesan ini karena" in message["teks"], "Perkara" in message["teks"]) == (True, False)


@pytest.mark.parametrize(
    ("status", "state", "is_blamed"),
    [
        (500, PostingState.READY, False),
        (429, PostingState.READY, False),
        (302, PostingState.READY, False),
        (401, PostingState.READY, False),
        (400, PostingState.FAILED, False),
        (422, PostingState.FAILED, True),
    ],
)
def test_what_the_gateway_answers_decides_how_it_goes_on(
    case: Case, gateway: Gateway, status: int, state: str, is_blamed: bool
) -> None:
    gateway.status = status

    send_due(at=make.MONDAY + MINUTE)

    posting = Posting.objects.get()
    assert (posting.state, posting.error) == (state, f"Gerbang pesan menjawab {status}: catatan gerbang")
    assert (NoticeChoice.objects.get().failing_since is not None, len(gateway.calls)) == (is_blamed, 1)


def test_a_gateway_that_is_away_and_back_loses_nothing(case: Case, gateway: Gateway, settings: Any) -> None:
    there = settings.WEBHOOK["url"]
    settings.WEBHOOK = settings.WEBHOOK | {"url": "http://127.0.0.1:1/kirim"}
    away = send_due(at=make.MONDAY + MINUTE)
    settings.WEBHOOK = settings.WEBHOOK | {"url": there}

    assert (away, send_due(at=make.MONDAY + 3 * MINUTE)) == (0, 1)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "169.254.169.254", "[::1]"])
def test_a_gateway_inside_is_called_only_where_the_operator_allows_it(
    case: Case, gateway: Gateway, settings: Any, host: str
) -> None:
    settings.PROBE_ALLOWED_HOSTS = []
    settings.WEBHOOK = settings.WEBHOOK | {"url": f"http://{host}:1/kirim"}

    send_due(at=make.MONDAY + MINUTE)

    assert "berada di jaringan dalam" in Posting.objects.get().error


def test_a_number_that_is_saved_again_is_tried_again(office: make.Office, case: Case, gateway: Gateway) -> None:
    NoticeChoice.objects.update(failing_since=make.MONDAY, failing_reason="x")

    choose_notices(BOTH, number="+62 812 3456 7890", by=office.standing("kabag"), at=make.MONDAY)

    assert NoticeChoice.objects.get().failing_since is None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("0812 3456 7890", "+6281234567890"),
        ("+62 (812) 3456-7890", "+6281234567890"),
        ("6281234567890", "+6281234567890"),
        ("", ""),
    ],
)
def test_a_number_is_understood_as_it_is_typed(typed: str, expected: str) -> None:
    assert phone_number(typed) == expected


@pytest.mark.parametrize("typed", ["12", "0812abc", "٠٨١٢٣٤٥٦٧٨٩٠", "+0812345678901", "1" * 30])
def test_what_cannot_be_a_number_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        phone_number(typed)

    assert refused.value.reasons == [NUMBER_HINT]
