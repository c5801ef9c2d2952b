"""The addresses for machines: one word for strangers, all of it for the operator's own, figures that a parser takes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from alur.records import queue
from alur.records.models import Heartbeat, Job
from alur.web.views import health
from tests import make
from tests.records import errands
from tests.web.walk_scene import alive

pytestmark = pytest.mark.django_db
LOCAL = {"HTTP_HOST": "127.0.0.1:8000"}
TOKEN = "t" * 32


def test_all_is_well_and_a_stranger_learns_no_more() -> None:
    alive()

    response = Client().get("/sehat")

    assert (response.status_code, response.json()) == (200, {"keadaan": "baik"})


def test_a_worker_that_was_not_seen_for_ten_minutes_is_no_health_but_still_ready() -> None:
    alive()
    Heartbeat.objects.update(seen_at=timezone.now() - dt.timedelta(minutes=10))

    found = {address: Client().get(address).status_code for address in ("/sehat", "/sehat/siap", "/sehat/hidup")}

    assert found == {"/sehat": 503, "/sehat/siap": 200, "/sehat/hidup": 200}


def test_this_machine_itself_is_told_every_part() -> None:
    alive()

    body = Client().get("/sehat", **LOCAL).json()

    assert set(body["bagian"]) == {
        "basis-data",
        "pekerja",
        "jam",
        "tugas-gagal",
        "cadangan",
        "segel",
        "kiriman",
        "penyimpanan",
        "cakram",
    }
    assert body["bagian"]["basis-data"] == {"baik": True, "melayani": True, "keterangan": "menjawab"}


@pytest.mark.parametrize(
    ("headers", "is_trusted"),
    [
        (LOCAL, True),
        (LOCAL | {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, False),
        (LOCAL | {"HTTP_VIA": "1.1 nginx"}, False),
        (LOCAL | {"REMOTE_ADDR": "10.0.0.8"}, False),
        ({"HTTP_HOST": "testserver"}, False),
        ({"HTTP_HOST": "[::1]:8000", "REMOTE_ADDR": "::1"}, True),
        ({"HTTP_AUTHORIZATION": f"Bearer {TOKEN}", "REMOTE_ADDR": "10.0.0.8"}, True),
        ({"HTTP_AUTHORIZATION": f"Bearer {TOKEN}x", "REMOTE_ADDR": "10.0.0.8"}, False),
        (LOCAL | {"HTTP_AUTHORIZATION": "Bearer "}, False),
    ],
)
def test_figures_are_for_this_machine_and_for_the_token(settings: Any, headers: Any, is_trusted: bool) -> None:
    settings.WATCH_TOKEN = TOKEN

    assert Client().get("/metrik", **headers).status_code == (200 if is_trusted else 404)


def test_without_a_token_set_an_empty_one_opens_nothing() -> None:
    assert Client().get("/metrik", HTTP_AUTHORIZATION="Bearer ", HTTP_HOST="testserver").status_code == 404


def test_asking_again_within_seconds_asks_nothing_of_the_database() -> None:
    alive()
    Client().get("/sehat")

    with CaptureQueriesContext(connection) as seen:
        Client().get("/sehat")

    assert len(seen) == 0


def test_that_the_process_lives_needs_no_database_at_all() -> None:
    with CaptureQueriesContext(connection) as seen:
        Client().get("/sehat/hidup")

    assert len(seen) == 0


def test_figures_can_be_read_by_a_parser_and_name_nobody(office: make.Office) -> None:
    alive()
    make.case(office, at_step="4")
    errands.count.enqueue("RAHASIA")
    Client().get("/masuk/")

    text = Client().get("/metrik", **LOCAL).content.decode()

    found = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    assert found["alur_open_visits", office.edition.procedure.number, "late", "periksa-analisis"] == 1
    assert found["alur_up",] == 1
    assert (found["alur_backup_good",], found["alur_backup_age_seconds", "drill"] < 60) == (1, True)
    assert (found["alur_postings", "failed"], found["alur_postings_sent_day",]) == (0, 0)
    assert found["alur_jobs", "ready"] == Job.objects.filter(state="siap").count()
    assert found["alur_request_seconds_count", "login", "200"] >= 1
    assert 0 < found["alur_disk_free_bytes",] <= found["alur_disk_total_bytes",]
    assert [person.nip for person in office.people.values() if person.nip in text or person.name in text] == []
    assert "RAHASIA" not in text


def test_figures_take_as_many_queries_whatever_there_is(office: make.Office) -> None:
    alive()
    few = queries()
    for _ in range(3):
        make.case(office, at_step="4")
        errands.count.enqueue("a")
        queue.beat(make.token(), at=timezone.now())

    assert (queries(), few <= 18) == (few, True)


def queries() -> int:
    health.forget()
    with CaptureQueriesContext(connection) as seen:
        Client().get("/metrik", **LOCAL)
    return len(seen)
