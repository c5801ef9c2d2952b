"""The settings of what leaves the office: read, or refused with a sentence that does not repeat the secret."""

from __future__ import annotations

import pytest

from alur.config.notifying import defaults_of, webhook_of

pytestmark = pytest.mark.once("sqlite")
URL, SECRET = "https://gerbang.contoh.go.id/kirim", "kunci-yang-cukup-panjang"


def test_without_an_address_there_is_no_gateway() -> None:
    assert webhook_of({}) == {"url": "", "secret": "", "seconds": 10}


def test_a_gateway_is_read() -> None:
    found = webhook_of({"ALUR_WEBHOOK_URL": URL, "ALUR_WEBHOOK_SECRET": SECRET, "ALUR_WEBHOOK_SECONDS": "5"})

    assert found == {"url": URL, "secret": SECRET, "seconds": 5}


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"ALUR_WEBHOOK_URL": "ftp://x"}, "ALUR_WEBHOOK_URL"),
        ({"ALUR_WEBHOOK_URL": "https://nama:sandi@x/"}, "ALUR_WEBHOOK_URL"),
        ({"ALUR_WEBHOOK_SECRET": "pendek"}, "ALUR_WEBHOOK_SECRET"),
        ({"ALUR_WEBHOOK_SECONDS": "0"}, "ALUR_WEBHOOK_SECONDS"),
    ],
)
def test_a_wrong_gateway_is_refused(changes: dict[str, str], word: str) -> None:
    with pytest.raises(ValueError, match=word) as refused:
        webhook_of({"ALUR_WEBHOOK_URL": URL, "ALUR_WEBHOOK_SECRET": SECRET} | changes)

    assert ("sandi@" in str(refused.value), "pendek" in str(refused.value)) == (False, False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", (True, True)), ("segera", (True, False)), ("rangkuman", (False, True)), ("tidak", (False, False))],
)
def test_the_office_says_what_those_get_who_chose_nothing(text: str, expected: tuple[bool, bool]) -> None:
    found = defaults_of({"ALUR_NOTICES": text})

    assert (found["is_at_once"], found["is_digest"]) == expected


def test_unknown_words_are_refused() -> None:
    with pytest.raises(ValueError, match="ALUR_NOTICES"):
        defaults_of({"ALUR_NOTICES": "segra"})
