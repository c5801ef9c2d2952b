"""The one-time link by which an empty installation gets its administrator."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from alur.actions.people import first_administrator_secret
from alur.records.models import Duty, User
from alur.records.standing import standing_of
from tests import make

VALUES = {
    "nip": "19870903 201012 1 011",
    "name": "Wahyu",
    "password": "kalimat-yang-panjang",
    "again": "kalimat-yang-panjang",
}


def first_administrator_path() -> str:
    return reverse("first-administrator", args=[first_administrator_secret()])


@pytest.mark.django_db
def test_the_link_makes_an_administrator_who_can_log_in(client: Client) -> None:
    answer = client.post(first_administrator_path(), VALUES)

    user = User.objects.get(nip="198709032010121011")
    assert answer.status_code == 302
    assert standing_of(user, make.MONDAY.date()).duties == frozenset()
    assert standing_of(user, user.appointments.get().starts_on).has_duty(Duty.ADMINISTRATOR)
    assert client.login(username="198709032010121011", password="kalimat-yang-panjang")


@pytest.mark.django_db
def test_the_link_is_gone_once_an_account_exists(client: Client) -> None:
    path = first_administrator_path()
    client.post(path, VALUES)

    answer = client.get(path)

    assert answer.status_code == 404


@pytest.mark.django_db
def test_a_link_of_somebody_elses_making_is_not_found(client: Client) -> None:
    assert client.get("/mulai/bukan-tautan/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("nip", ["19870903201012101", "1987090320101210l1", "\u0661" * 18])
def test_a_nip_that_cannot_be_makes_nobody(client: Client, nip: str) -> None:
    answer = client.post(first_administrator_path(), VALUES | {"nip": nip})

    assert (answer.status_code, User.objects.count()) == (422, 0)


@pytest.mark.django_db
def test_a_password_is_kept_as_typed_to_the_last_blank(client: Client) -> None:
    typed = " kalimat yang panjang "
    client.post(first_administrator_path(), VALUES | {"password": typed, "again": typed})

    assert User.objects.get().check_password(typed)


@pytest.mark.django_db
def test_a_short_password_is_refused_and_nothing_is_made(client: Client) -> None:
    answer = client.post(first_administrator_path(), VALUES | {"password": "pendek", "again": "pendek"})

    assert answer.status_code == 422
    assert User.objects.count() == 0
