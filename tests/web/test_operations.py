"""Operasi: what the administrator sees of Alur itself, and the two buttons on a job that was given up."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from alur.actions.backups import record_backup
from alur.actions.seals import seal_until
from alur.actions.watching import Ill, look_after
from alur.records import queue
from alur.records.models import (
    BackupKind,
    Channel,
    Entry,
    IncidentKind,
    Job,
    JobState,
    Posting,
    PostingState,
    Sign,
)
from alur.reports.operations.panels import PAGE, task_name
from tests import make
from tests.records import errands
from tests.web.browsing import client_of, statements, text_of
from tests.web.walk_scene import alive

ROOT = Path(__file__).parents[2]


@pytest.fixture
def admin(office: make.Office) -> Client:
    alive()
    queue.note_sign(Sign.WATCH, at=timezone.now())
    return client_of(office, "admin")


def dead(error: str = "RuntimeError\nTraceback\nRuntimeError: kertas habis") -> Job:
    job = Job.objects.get(pk=errands.count.enqueue("RAHASIA").id)
    Job.objects.filter(pk=job.pk).update(state=JobState.DEAD, attempts=5, finished_at=timezone.now(), error=error)
    return job


def test_the_page_says_what_is_to_be_looked_at(admin: Client) -> None:
    seal_until(at=timezone.now())
    quiet = text_of(admin.get("/operasi/"))
    dead()

    busy = text_of(admin.get("/operasi/"))

    assert ("Semua tanda hidup baik." in quiet, "Perlu dilihat: tugas gagal" in busy) == (True, True)
    assert ("RuntimeError: kertas habis" in busy, "RAHASIA" in busy) == (True, False)


def test_a_day_without_its_seal_is_to_be_looked_at_and_named(admin: Client, office: make.Office) -> None:
    make.letter(office, timezone.now() - dt.timedelta(days=2))

    shown = text_of(admin.get("/operasi/"))

    assert ("Perlu dilihat: segel" in shown, "seharusnya sudah disegel; belum ada segel" in shown) == (True, True)


def test_a_failed_task_shows_no_row_that_the_database_quotes(admin: Client) -> None:
    Job.objects.filter(pk=dead().pk).update(error="IntegrityError: kunci ganda\nDETAIL:  Key (hal)=(PERKARA) ada.\n")

    page = text_of(admin.get("/operasi/"))

    assert ("kunci ganda" in page, "PERKARA" in page) == (True, False)


def test_the_page_shows_the_last_good_backup_the_drill_and_what_was_not_sent(
    admin: Client, office: make.Office
) -> None:
    seal_until(at=timezone.now())
    record_backup(BackupKind.BACKUP, at=timezone.now(), seconds=1, place="/mnt", faults=["berkas a hilang"])
    Posting.objects.create(
        key="uji",
        user=office.people["kabag"],
        channel=Channel.MAIL,
        state=PostingState.FAILED,
        made_at=timezone.now(),
        run_after=timezone.now(),
        tried_at=timezone.now(),
        error="550 tidak ada",
    )

    page = text_of(admin.get("/operasi/"))

    assert "Perlu dilihat: cadangan, kiriman." in page
    assert "cadangan terakhir tidak baik" in page
    assert "1 gagal dalam 24 jam terakhir" in page
    assert "Cadangan terakhir tidak baik: berkas a hilang" in page
    assert 'href="/pengiriman/"' in page


def test_every_task_of_the_queue_has_a_name_for_people() -> None:
    tasks = {
        f"{path.removesuffix('.py').replace('/', '.')}.x"
        for path in (str(found.relative_to(ROOT)) for found in (ROOT / "alur" / "actions").rglob("*.py"))
        if "\n@task" in (ROOT / path).read_text()
    }

    assert sorted(path for path in tasks if task_name(path) == "X") == []


def test_incidents_stand_with_their_end(admin: Client) -> None:
    at = timezone.now()
    look_after([Ill(IncidentKind.DISK, "cakram 4% kosong")], at=at - dt.timedelta(hours=3))
    look_after([Ill(IncidentKind.CLOCK, "jam belum pernah berdetak")], at=at)

    page = text_of(admin.get("/operasi/"))

    assert (page.count(">berlangsung<"), page.count(">pulih<"), "cakram 4% kosong" in page) == (1, 1, True)


@pytest.mark.parametrize(("act", "state"), [("ulang", JobState.READY), ("abaikan", JobState.SET_ASIDE)])
def test_a_decision_with_its_reason_is_recorded(admin: Client, act: str, state: JobState) -> None:
    job = dead()

    form = {"aksi": act, "tugas": job.pk, "alasan": "Kertas sudah diisi", "token": make.token()}
    response = admin.post("/operasi/", form)

    assert (response.status_code, Job.objects.get(pk=job.pk).state) == (302, state)
    assert Entry.objects.order_by("-pk")[0].data["reason"] == "Kertas sudah diisi"


def test_a_decision_without_reason_keeps_what_was_typed(admin: Client) -> None:
    job = dead()

    response = admin.post("/operasi/", {"aksi": "ulang", "tugas": job.pk, "alasan": "ya", "token": make.token()})

    page = text_of(response)
    assert (response.status_code, 'value="ya"' in page, "Tulis alasannya" in page, "<details open>" in page) == (
        422,
        True,
        True,
        True,
    )


def test_a_job_that_is_not_there_is_not_found(admin: Client) -> None:
    assert admin.post("/operasi/", {"aksi": "ulang", "tugas": "tidak-ada"}).status_code == 404


def test_dead_jobs_are_paged_by_key(admin: Client) -> None:
    for number in range(PAGE + 3):
        dead(f"Galat nomor-{number:02}")

    first = admin.get("/operasi/")
    second = text_of(admin.get("/operasi/", {"gagal": first.context["dead"].next_before}))

    assert (text_of(first).count("Putuskan"), second.count("Putuskan")) == (PAGE, 3)
    assert admin.get("/operasi/", {"gagal": "bukan kunci"}).status_code == 200


def test_the_page_takes_as_many_statements_whatever_there_is(admin: Client) -> None:
    few = statements(admin, "/operasi/")
    for _ in range(5):
        dead()
    look_after([Ill(kind, "uji") for kind in IncidentKind], at=timezone.now())

    assert (statements(admin, "/operasi/"), few <= 30) == (few, True)


def test_the_place_is_in_the_administrators_navigation_only(office: make.Office) -> None:
    pages = {who: text_of(client_of(office, who).get("/")) for who in ("admin", "kabag", "auditor")}

    assert {who: 'href="/operasi/"' in page for who, page in pages.items()} == {
        "admin": True,
        "kabag": False,
        "auditor": False,
    }
