"""The watch: one alarm and one all-clear for each incident, whatever looks at the same time, and none for a blink."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from alur.actions.backups import record_backup
from alur.actions.watching import Ill, look_after, note_past, tell_operator
from alur.cli.watching import Watch
from alur.records import queue
from alur.records.models import BackupKind, Channel, Incident, IncidentKind, Posting, PostingState, Sign
from alur.reports.backups import last_backup
from alur.reports.operations.vitals import Pulse, ago, backup, postings, pulse, signs
from tests import make
from tests.letterbox import Letterbox, letterbox

pytestmark = pytest.mark.django_db
NOW = make.MONDAY
MINUTE = dt.timedelta(minutes=1)
WORKER, DISK, STORAGE, DATABASE = (
    IncidentKind.WORKER,
    IncidentKind.DISK,
    IncidentKind.STORAGE,
    IncidentKind.DATABASE,
)


@pytest.fixture
def box(settings: Any) -> Iterator[Letterbox]:
    with letterbox(settings) as opened:
        yield opened


def look(at: dt.datetime, *kinds: IncidentKind) -> list[str]:
    look_after([Ill(kind, "terakhir terlihat 11 menit lalu") for kind in kinds], at=at)
    return tell_operator(at=at)


def test_an_incident_is_told_once_and_its_end_once(box: Letterbox) -> None:
    for minute, ill in enumerate([WORKER, WORKER, None, None]):
        look(NOW + minute * MINUTE, *([ill] if ill else []))

    assert box.subjects == [
        "[Alur Biro Kepegawaian] GANGGUAN: Pekerja latar diam",
        "[Alur Biro Kepegawaian] PULIH: Pekerja latar diam",
    ]


def test_the_alarm_says_since_when_how_it_stands_and_what_to_do(box: Letterbox, settings: Any) -> None:
    settings.PUBLIC_URL = "https://alur.contoh.go.id"

    look(NOW, WORKER)

    lines = box.letters[0].get_payload(decode=True).decode().split("\r\n\r\n")
    assert lines[0] == "Pekerja latar diam sejak Sen 8 Jun 2026, 09.00: terakhir terlihat 11 menit lalu."
    assert lines[1].startswith("Periksa apakah pekerja latar berjalan")
    assert lines[3] == "Halaman Operasi: https://alur.contoh.go.id/operasi/"


def test_two_looks_at_the_same_time_send_one_mail(box: Letterbox) -> None:
    look_after([Ill(WORKER, "diam")], at=NOW)
    look_after([Ill(WORKER, "diam")], at=NOW)
    Incident.objects.update(trying_until=NOW + MINUTE)

    meanwhile = tell_operator(at=NOW)
    box_then = len(box.letters)
    tell_operator(at=NOW + 2 * MINUTE)

    assert (meanwhile, box_then, len(box.letters), Incident.objects.count()) == ([], 0, 1, 1)


def test_a_mail_that_fails_is_tried_again_when_the_server_is_back(box: Letterbox) -> None:
    box.close()
    fault = look(NOW, WORKER)
    box.open()
    look(NOW + 3 * MINUTE, WORKER)

    incident = Incident.objects.get()
    assert fault == ["surel tidak terkirim (ConnectionRefusedError)"]
    assert (len(box.letters), incident.alarm_sent_at, incident.mail_fault) == (1, NOW + 3 * MINUTE, "")


def test_what_ended_while_no_mail_could_go_is_told_in_one_mail(box: Letterbox) -> None:
    box.close()
    look(NOW, WORKER)
    look(NOW + 30 * MINUTE)
    box.open()
    look(NOW + 33 * MINUTE)
    look(NOW + 36 * MINUTE)

    assert box.subjects == ["[Alur Biro Kepegawaian] PULIH: Pekerja latar diam"]


def test_a_storage_that_blinks_is_noted_but_not_told(box: Letterbox) -> None:
    look(NOW, STORAGE)
    look(NOW + MINUTE)
    look(NOW + 5 * MINUTE)

    assert (box.letters, Incident.objects.get().closed_at) == ([], NOW + MINUTE)


def test_the_same_thing_again_is_a_new_incident(box: Letterbox) -> None:
    for minute, ill in enumerate([True, False, True]):
        look(NOW + minute * MINUTE, *([DISK] if ill else []))

    assert (Incident.objects.count(), len(box.letters)) == (2, 3)


def test_what_was_not_looked_at_does_not_end(box: Letterbox) -> None:
    look(NOW, IncidentKind.WEB)

    look_after([], at=NOW + MINUTE, judged=[WORKER, DISK])

    assert Incident.objects.get().closed_at is None


def test_an_outage_of_the_database_is_noted_afterwards_with_its_all_clear(box: Letterbox) -> None:
    note_past(DATABASE, "tidak menjawab", opened_at=NOW, told_at=NOW + 2 * MINUTE, at=NOW + 9 * MINUTE)

    tell_operator(at=NOW + 9 * MINUTE)

    assert box.subjects == ["[Alur Biro Kepegawaian] PULIH: Basis data tidak menjawab"]


def test_without_an_address_incidents_are_kept_all_the_same() -> None:
    assert (look(NOW, WORKER), Incident.objects.get().alarm_sent_at) == ([], None)


@pytest.mark.parametrize(
    ("worker", "clock", "ill"),
    [
        (9, 0, []),
        (10, 0, [WORKER]),
        (0, 10, [IncidentKind.CLOCK]),
        (11, 11, [WORKER]),
        (None, None, [WORKER]),
        (-60, 0, [WORKER]),
        (-1, -1, []),
    ],
)
def test_a_part_is_still_after_ten_minutes_or_when_it_was_seen_in_time_to_come(
    worker: int | None, clock: int | None, ill: list[IncidentKind]
) -> None:
    seen = Pulse(*(None if minutes is None else NOW - minutes * MINUTE for minutes in (worker, clock)), watch=None)

    assert [vital.kind for vital in signs(seen, at=NOW) if not vital.is_well] == ill


def test_a_worker_that_left_in_good_order_was_seen_when_it_left() -> None:
    queue.beat("w", at=NOW)
    queue.leave("w", at=NOW + MINUTE)

    assert (pulse().worker, pulse().workers) == (NOW + MINUTE, 0)


@pytest.mark.parametrize(
    ("hours", "outcomes", "is_well"),
    [(1, [[]], True), (27, [[]], False), (1, [[], ["berkas hilang"]], False), (1, [], False)],
)
def test_backups_are_well_when_the_last_is_good_and_young(hours: int, outcomes: list[list[str]], is_well: bool) -> None:
    for faults in outcomes:
        record_backup(BackupKind.BACKUP, at=NOW - dt.timedelta(hours=hours), seconds=1, place="/mnt", faults=faults)

    vital = backup(last_backup(NOW), at=NOW)

    assert (vital.is_well, vital.serves) == (is_well, True)


@pytest.mark.parametrize(
    ("state", "attempts", "hours", "is_well"),
    [
        (PostingState.FAILED, 1, 1, False),
        (PostingState.FAILED, 1, 25, True),
        (PostingState.READY, 4, 1, False),
        (PostingState.READY, 3, 1, True),
        (PostingState.SENT, 4, 1, True),
    ],
)
def test_postings_are_ill_when_given_up_today_or_stuck(
    office: make.Office, state: PostingState, attempts: int, hours: int, is_well: bool
) -> None:
    at = NOW - dt.timedelta(hours=hours)
    tried = {"made_at": at, "run_after": at, "tried_at": at, "error": "421 nanti", "attempts": attempts}
    Posting.objects.create(key="uji", user=office.people["kabag"], channel=Channel.MAIL, state=state, **tried)

    assert postings(at=NOW).is_well == is_well


def test_what_stays_wrong_is_logged_once_and_anew_when_it_comes_back() -> None:
    watch, stale = Watch(), ["Cadangan: yang baik terakhir 27 jam lalu.", "Cadangan: yang baik terakhir 28 jam lalu."]

    said = [watch._not_yet_said(sentences) for sentences in ([stale[0]], [stale[1]], [], [stale[1]])]

    assert said == [[stale[0]], [], [], [stale[1]]]


def test_the_watch_leaves_a_sign_of_its_own() -> None:
    look(NOW)

    assert (pulse().watch, Sign.WATCH.label) == (NOW, "Penjaga")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (5, "5 detik lalu"),
        (660, "11 menit lalu"),
        (7200, "2 jam lalu"),
        (200_000, "2 hari lalu"),
        (-3600, "pada saat yang belum tiba; jam mesin dimundurkan"),
    ],
)
def test_ages_are_told_in_one_unit(seconds: int, words: str) -> None:
    assert ago(NOW - dt.timedelta(seconds=seconds), NOW) == words


def test_the_alarm_of_every_kind_says_what_to_do(box: Letterbox) -> None:
    faults = look(NOW, *IncidentKind)
    faults += look(NOW + 5 * MINUTE, *IncidentKind)

    told = {subject.partition("GANGGUAN: ")[2] for subject in box.subjects}
    assert (faults, told, len(box.subjects)) == ([], {kind.label for kind in IncidentKind}, len(IncidentKind))
