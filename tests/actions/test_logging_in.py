"""Guessing is slowed down for strangers, and for strangers only."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import connections

from alur.actions.logging_in import brakes, pressed, try_password
from alur.actions.security_log import Visitor
from alur.actions.sessions import begin_session
from alur.records.models import Brake, SecurityEvent
from tests import make

NOW = make.MONDAY
STRANGER = Visitor("203.0.113.9", "Firefox di Linux")
NIP = "198701012010011001"
SECOND = dt.timedelta(seconds=1)


def knock(nip: str = NIP, *, visitor: Visitor = STRANGER, device: str = "", at: dt.datetime = NOW) -> dt.timedelta:
    """One wrong try that costs no hashing: how long it was told to wait."""
    return pressed(brakes(nip, device=device, visitor=visitor, at=at), at=at)


@pytest.mark.django_db
def test_five_wrong_tries_are_free_and_then_the_waits_double() -> None:
    at = NOW
    waits = []
    for _ in range(9):
        assert not knock(at=at)
        wait = knock(at=at)
        waits.append(wait.total_seconds())
        at += wait

    assert waits == [0, 0, 1, 2, 4, 8, 16, 32, 64]


@pytest.mark.django_db
def test_a_wait_is_never_longer_than_fifteen_minutes() -> None:
    at, longest = NOW, dt.timedelta()
    for _ in range(20):
        knock(at=at)
        wait = knock(at=at)
        longest, at = max(longest, wait), at + wait

    assert longest == dt.timedelta(minutes=15)


@pytest.mark.django_db
def test_of_ten_thousand_tries_in_as_many_seconds_few_are_heard_and_the_owner_gets_in() -> None:
    keys = brakes(NIP, device="", visitor=STRANGER, at=NOW)
    heard = [second for second in range(10_000) if not pressed(keys, at=NOW + second * SECOND)]
    after = NOW + 10_000 * SECOND

    assert len(heard) == 24
    assert knock(device="milik sendiri", at=after) == dt.timedelta()


@pytest.mark.django_db
def test_many_nips_from_one_address_are_slowed_down_too() -> None:
    heard = [number for number in range(300) if not knock(f"1987{number:014}")]

    assert len(heard) == 100


def test_an_address_that_the_person_used_has_a_brake_of_its_own(office: make.Office) -> None:
    person = office.people["kabag"]
    home = Visitor("198.51.100.7", "Chrome di Windows")
    begin_session(person, "kunci", "kata sandi", visitor=home, at=NOW - dt.timedelta(days=30))
    for _ in range(10):
        knock(person.nip)

    assert (knock(person.nip) > SECOND * 0, knock(person.nip, visitor=home)) == (True, dt.timedelta())


def test_while_waiting_even_the_right_password_is_not_looked_at(office: make.Office) -> None:
    person = office.people["kabag"]
    for _ in range(5):
        knock(person.nip)

    found = try_password(person.nip, make.PASSWORD, device="", visitor=STRANGER, at=NOW)

    assert (found.user, found.wait) == (None, SECOND)


def test_right_passwords_do_not_use_up_the_free_tries(office: make.Office) -> None:
    person = office.people["kabag"]

    found = [try_password(person.nip, make.PASSWORD, device="", visitor=STRANGER, at=NOW).user for _ in range(8)]

    assert found == [person] * 8


def test_an_unknown_nip_is_slowed_down_like_a_known_one(office: make.Office) -> None:
    tries = [
        [try_password(nip, "keliru", device="", visitor=Visitor(nip), at=NOW).wait for _ in range(7)]
        for nip in (NIP, office.people["kabag"].nip)
    ]

    assert tries[0] == tries[1]


def test_the_log_keeps_no_nip_that_is_not_known(office: make.Office) -> None:
    try_password(NIP, "keliru", device="", visitor=STRANGER, at=NOW)

    line = SecurityEvent.objects.get()
    assert (line.kind, line.user, line.address, len(line.nip_digest)) == ("ditolak", None, STRANGER.address, 64)


@pytest.mark.django_db
def test_what_was_long_ago_is_forgotten() -> None:
    for _ in range(10):
        knock()
    later = NOW + dt.timedelta(days=1, seconds=1)

    assert [knock(at=later) for _ in range(5)] == [dt.timedelta()] * 5


@pytest.mark.django_db(transaction=True)
def test_tries_at_once_are_counted_one_by_one() -> None:
    heard: list[bool] = []

    def hammer() -> None:
        heard.extend(not knock() for _ in range(5))
        connections.close_all()

    threads = [threading.Thread(target=hammer) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (sum(heard), Brake.objects.order_by("-turns").first().turns) == (5, 5)
