"""Passwords: only the person who knows the old one may change it, and the record holds no secret."""

from __future__ import annotations

import pytest

from alur.actions.passwords import change_password, new_password, reset_password
from alur.records.models import Entry
from tests import make

pytestmark = pytest.mark.django_db
NEW = "buku agenda warna biru"


def entries() -> list[tuple[str, str, dict[str, str]]]:
    return list(Entry.objects.filter(kind="password").values_list("by_nip", "acting_as", "data"))


def test_a_changed_password_is_noted_without_the_secret(office: make.Office) -> None:
    user = change_password(make.PASSWORD, NEW, by=office.standing("kabag"), at=make.MONDAY)

    assert user.check_password(NEW)
    assert entries() == [(user.nip, "Kabag Mutasi & PKP", {"nip": user.nip, "how": "changed"})]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("salah", NEW, "Kata sandi lama tidak cocok; ketik ulang. Bila lupa, mintalah yang baru kepada administrator."),
        (make.PASSWORD, make.PASSWORD, "Kata sandi baru sama dengan yang lama; pilih yang lain."),
        (make.PASSWORD, "pendek", "Kata sandi terlalu pendek. Harus mengandung setidaknya 12 karakter."),
    ],
)
def test_a_refused_change_leaves_the_password(office: make.Office, old: str, new: str, sentence: str) -> None:
    reasons = make.refusal(lambda: change_password(old, new, by=office.standing("kabag"), at=make.MONDAY))

    office.people["kabag"].refresh_from_db()
    assert reasons == [sentence]
    assert office.people["kabag"].check_password(make.PASSWORD)
    assert entries() == []


def test_a_reset_gives_a_password_that_opens_the_account(office: make.Office) -> None:
    password = reset_password(office.people["kabag"], at=make.MONDAY)

    office.people["kabag"].refresh_from_db()
    assert office.people["kabag"].check_password(password)
    assert entries() == [("", "", {"nip": office.people["kabag"].nip, "how": "reset"})]


def test_made_up_passwords_differ() -> None:
    assert len({new_password() for _ in range(50)}) == 50
