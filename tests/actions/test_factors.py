"""Codes of an authenticator app and recovery codes: each opens once, and only for its person."""

from __future__ import annotations

import base64
import datetime as dt
from typing import Any

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from alur.actions import Refused
from alur.actions.factors import (
    add_totp,
    clear_factors,
    codes_left,
    make_codes,
    must_have_factor,
    remove_factor,
    totp_address,
    try_code,
)
from alur.actions.security_log import Visitor
from alur.records.models import Factor, SecurityEvent, User
from tests import make

NOW, HERE = make.MONDAY, Visitor("198.51.100.7", "Chrome di Windows")
SECRET = base64.b32encode(b"12345678901234567890").decode()
WITH: dict[str, Any] = {"visitor": HERE, "at": NOW}


def code(at: dt.datetime, secret: str = SECRET) -> str:
    """What an app shows at this instant: reckoned by another implementation than ours."""
    app = TOTP(base64.b32decode(secret), 6, SHA1(), 30, enforce_key_length=False)
    return app.generate(int(at.timestamp())).decode()


def opens(person: User, typed: str, at: dt.datetime) -> bool:
    return try_code(person, typed, visitor=HERE, at=at).user is not None


@pytest.fixture
def person(office: make.Office) -> User:
    user = office.people["kabag"]
    add_totp(user, SECRET, code(NOW), **WITH)
    return user


def test_the_vector_of_the_rfc_opens(office: make.Office) -> None:
    at = dt.datetime.fromtimestamp(1111111109, dt.UTC)

    add_totp(office.people["kabag"], SECRET, "081804", visitor=HERE, at=at)  # RFC 6238 appendix B, last six digits


def test_the_next_code_opens_and_the_one_of_the_setting_up_does_not(person: User) -> None:
    soon = NOW + dt.timedelta(seconds=30)

    assert (opens(person, code(NOW), NOW), opens(person, code(soon), soon)) == (False, True)


def test_the_same_code_does_not_open_twice(person: User) -> None:
    soon = NOW + dt.timedelta(seconds=30)

    assert [opens(person, code(soon), soon) for _ in range(2)] == [True, False]


@pytest.mark.parametrize(("seconds", "is_open"), [(30, True), (-30, True), (90, False), (-90, False)])
def test_a_clock_may_be_half_a_minute_off(person: User, seconds: int, is_open: bool) -> None:
    at = NOW + dt.timedelta(minutes=10)

    assert opens(person, code(at + dt.timedelta(seconds=seconds)), at) == is_open


def test_the_secret_lies_encrypted(person: User) -> None:
    kept = Factor.objects.get().secret

    assert (SECRET in kept, SECRET in totp_address(person, SECRET)) == (False, True)


def test_a_wrong_code_sets_nothing_up(office: make.Office) -> None:
    with pytest.raises(Refused, match="Kode tidak cocok"):
        add_totp(office.people["kabag"], SECRET, "000000", **WITH)

    assert Factor.objects.count() == 0


def test_guessing_codes_is_slowed_down(person: User) -> None:
    found = [try_code(person, "000000", **WITH) for _ in range(6)]

    assert [bool(try_.wait) for try_ in found] == [False] * 5 + [True]


def test_who_guesses_elsewhere_does_not_keep_the_persons_own_device_out(person: User) -> None:
    soon = NOW + dt.timedelta(seconds=30)
    for _ in range(8):
        try_code(person, "000000", **WITH)

    found = try_code(person, code(soon), device="milik sendiri", visitor=HERE, at=soon)

    assert found.user == person


def test_a_recovery_code_opens_once_and_in_any_writing(person: User) -> None:
    first, second = make_codes(person, **WITH)[:2]

    found = [opens(person, typed, NOW) for typed in (first, first, second.upper().replace("-", " "))]

    assert (found, codes_left(person)) == ([True, False, True], 8)


def test_a_recovery_code_opens_for_its_person_only(office: make.Office, person: User) -> None:
    typed = make_codes(person, **WITH)[0]

    assert opens(office.people["dedi"], typed, NOW) is False


def test_new_recovery_codes_end_the_old_ones(person: User) -> None:
    old = make_codes(person, **WITH)[0]
    make_codes(person, **WITH)

    assert opens(person, old, NOW) is False


def test_with_the_last_factor_go_the_recovery_codes(office: make.Office, person: User) -> None:
    make_codes(person, **WITH)

    remove_factor(Factor.objects.get().pk, by=office.standing("kabag"), **WITH)

    assert (Factor.objects.count(), codes_left(person)) == (0, 0)


def test_nobody_removes_another_persons_factor(office: make.Office, person: User) -> None:
    gone = remove_factor(Factor.objects.get().pk, by=office.standing("dedi"), **WITH)

    assert (gone, Factor.objects.count()) == (None, 1)


@pytest.mark.parametrize(("named", "who", "is_due"), [("kabag", "kabag", True), ("kabag", "dedi", False)])
def test_the_office_names_the_roles_that_must_have_one(
    office: make.Office, settings: Any, named: str, who: str, is_due: bool
) -> None:
    settings.MFA_REQUIRED = ["administrator", named]

    assert must_have_factor(office.standing(who)) == is_due


def test_the_last_factor_of_somebody_who_must_have_one_stays(office: make.Office, person: User, settings: Any) -> None:
    settings.MFA_REQUIRED = ["kabag"]

    with pytest.raises(Refused, match="mewajibkan pengaman kedua"):
        remove_factor(Factor.objects.get().pk, by=office.standing("kabag"), **WITH)


def test_only_an_administrator_clears_the_factors_of_somebody_else(office: make.Office, person: User) -> None:
    with pytest.raises(Refused, match="Hanya administrator"):
        clear_factors(person, by=office.standing("dedi"), **WITH)


def test_each_act_is_in_the_log(office: make.Office, person: User) -> None:
    opens(person, make_codes(person, **WITH)[0], NOW)
    opens(person, "000000", NOW)

    kinds = list(SecurityEvent.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["faktor-ditambah", "kode-dibuat", "kode-dipakai", "faktor-ditolak"]
