"""Throttles: so many turns in a window, then waiting; each use and each address for itself."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import connections
from django.test import RequestFactory

from alur.records.models import Allowance
from alur.web.throttle import Throttle, address_of
from tests import make

NOW = make.MONDAY
TWICE = Throttle("uji", limit=2, window=dt.timedelta(minutes=10))


def address(forwarded: str = "", remote: str = "10.0.0.1") -> str:
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return address_of(RequestFactory().get("/", REMOTE_ADDR=remote, **headers))


@pytest.mark.django_db
def test_within_the_limit_nobody_waits() -> None:
    counted = [TWICE.count("a", NOW), TWICE.count("a", NOW)]

    assert counted == [0, 0]


@pytest.mark.django_db
def test_one_turn_too_many_waits_for_the_end_of_the_window() -> None:
    for _ in range(2):
        TWICE.count("a", NOW)

    later = NOW + dt.timedelta(minutes=4)

    assert (TWICE.wait("a", later), TWICE.count("a", later)) == (360, 360)


@pytest.mark.django_db
def test_after_the_window_counting_begins_anew() -> None:
    for _ in range(3):
        TWICE.count("a", NOW)

    later = NOW + dt.timedelta(minutes=10)

    assert (TWICE.wait("a", later), TWICE.count("a", later), TWICE.count("a", later)) == (0, 0, 0)


@pytest.mark.django_db
def test_others_and_other_uses_do_not_wait() -> None:
    for _ in range(3):
        TWICE.count("a", NOW)
    other_use = Throttle("lain", limit=2, window=dt.timedelta(minutes=10))

    assert (TWICE.wait("b", NOW), other_use.wait("a", NOW)) == (0, 0)


@pytest.mark.django_db
def test_old_counts_are_swept_away_and_no_address_is_kept() -> None:
    TWICE.count("192.0.2.1", NOW)
    TWICE.count("192.0.2.2", NOW + dt.timedelta(hours=1))

    keys = list(Allowance.objects.values_list("key", flat=True))

    assert (len(keys), "192" in keys[0]) == (1, False)


@pytest.mark.django_db(transaction=True)
def test_turns_taken_at_once_are_all_counted() -> None:
    def take() -> None:
        for _ in range(5):
            TWICE.count("a", NOW)
        connections.close_all()

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Allowance.objects.get().used == 20


def test_without_a_proxy_the_header_is_not_believed(settings: Any) -> None:
    settings.PROXIES = 0

    assert address("192.0.2.9") == "10.0.0.1"


@pytest.mark.parametrize(("proxies", "expected"), [(1, "198.51.100.2"), (2, "192.0.2.9"), (3, "10.0.0.1")])
def test_behind_proxies_what_they_wrote_counts(settings: Any, proxies: int, expected: str) -> None:
    settings.PROXIES = proxies

    assert address("192.0.2.9, 198.51.100.2") == expected


def test_an_ipv6_counts_by_its_network(settings: Any) -> None:
    settings.PROXIES = 0

    assert (address(remote="2001:db8:1:2:3::4"), address(remote="2001:db8:1:2:9::1")) == ("2001:db8:1:2::/64",) * 2


def test_what_is_no_address_counts_as_the_connection(settings: Any) -> None:
    settings.PROXIES = 1

    assert address("<script>") == "10.0.0.1"
