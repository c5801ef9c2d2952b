"""A password that mainly consists of words of the office or of the person is refused."""

from __future__ import annotations

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from alur.actions.password_words import TOO_NEAR
from tests import make

pytestmark = pytest.mark.once("sqlite")


@pytest.mark.parametrize(
    "password",
    [
        "biro-kepegawaian-2026",
        "KEMENKES123456!",
        "simka-simka-simka",
        "Alur.Kementerian.Kesehatan",
        "kasubbag-kasubbag-1",
        "PasswordAdmin2026",
    ],
)
def test_words_of_the_office_alone_are_no_password(office: make.Office, password: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password, office.people["kasubbag"])

    assert refused.value.messages == [TOO_NEAR]


@pytest.mark.parametrize("password", ["kuda-lumping-kepegawaian", "2841-9475-1048-2217", make.PASSWORD + "-layang"])
def test_with_enough_beside_them_they_may_stand_in_it(office: make.Office, password: str) -> None:
    validate_password(password, office.people["kasubbag"])
