"""Seals are made once for each past day, in order, stamped and mailed, and repeated safely."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from typing import Any

import pytest

from alur.actions.seals import enqueue_due, seal_day, seal_until
from alur.actions.seals.mailing import message_of
from alur.actions.security_log import Visitor, note
from alur.records import queue
from alur.records.canonical import read_seal
from alur.records.models import Entry, Job, Seal, SealMail, SealStamp, SecurityKind
from alur.reports.verify import verify
from tests import make
from tests.letterbox import Letterbox, letterbox
from tests.papers.signing.services import stamping_authority

NEXT = make.at("2026-06-09 02:00")
FAR = make.at("2100-01-01 00:00")  # jobs wait for the clock of this machine


@pytest.fixture
def postbox(settings: Any) -> Iterator[Letterbox]:
    settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = False, False
    settings.SEAL_MAIL = ["kepala@contoh.go.id", "arsip@contoh.go.id"]
    with letterbox(settings) as opened:
        yield opened


def worked_off() -> None:
    while queue.run_one("w1", FAR):
        pass


def test_a_seal_is_the_sha256_of_its_text_with_the_last_line_of_each_chain_in_it(office: Any) -> None:
    case = make.case(office, at_step="2")
    seal_until(at=NEXT)
    seal = Seal.objects.get(day="2026-06-08")

    last = Entry.objects.of("permintaan", case.pk).last()
    assert hashlib.sha256(seal.text.encode()).hexdigest() == seal.digest
    assert f"permintaan:{case.pk} {last.number} {last.hash}\n" in seal.text
    assert read_seal(seal.text).previous == Seal.objects.get(number=seal.number - 1).digest


def test_missed_days_are_caught_up_in_order_and_empty_ones_have_no_seal(office: Any) -> None:
    for day in ("2026-06-10 09:00", "2026-06-12 09:00"):
        make.letter(office, make.at(day))

    made = seal_until(at=make.at("2026-06-15 09:00"))

    assert [seal.day.isoformat() for seal in made[-2:]] == ["2026-06-10", "2026-06-12"]
    assert [seal.number for seal in made] == list(range(1, len(made) + 1))
    assert seal_until(at=make.at("2026-06-15 10:00")) == []


def test_a_day_is_sealed_from_one_in_the_morning_on(office: Any) -> None:
    seal_until(at=make.at("2026-06-08 02:00"))
    make.letter(office)

    made = [seal_until(at=make.at(f"2026-06-09 0{hour}")) for hour in ("0:59", "1:00")]

    assert [len(seals) for seals in made] == [0, 1]


def test_the_digests_of_the_logs_are_lines_that_the_seal_of_the_next_day_covers(office: Any) -> None:
    seal_until(at=make.at("2026-06-08 02:00"))
    note(SecurityKind.LOGGED_OUT, Visitor("10.0.0.1", "uji"), at=make.MONDAY, user=office.people["dedi"])
    seal_until(at=NEXT)
    line = Entry.objects.get(kind="log-sealed", data__count=1)

    [seal] = seal_until(at=make.at("2026-06-10 02:00"))

    assert read_seal(seal.text).heads["kantor:0"] == (line.number, line.hash)


def test_two_workers_make_one_seal(office: Any) -> None:
    make.letter(office)
    seal_until(at=make.at("2026-06-08 02:00"))

    enqueued = [enqueue_due(at=NEXT) for _ in range(2)]
    worked_off()

    assert (enqueued, Seal.objects.filter(day="2026-06-08").count()) == ([True, False], 1)
    assert seal_day(dt.date(2026, 6, 8), at=NEXT) is None


def test_a_seal_is_mailed_once_to_each_address_in_text_and_html(office: Any, postbox: Letterbox) -> None:
    make.letter(office)
    seal_until(at=NEXT)
    worked_off()
    seal = Seal.objects.get(day="2026-06-08")
    for job in Job.objects.filter(task__endswith="mail_seal"):
        Job.objects.filter(pk=job.pk).update(state="siap")

    worked_off()

    assert sorted(mail["To"] for mail in postbox.letters) == ["arsip@contoh.go.id", "kepala@contoh.go.id"]
    assert [part.get_content_type() for part in postbox.letters[0].walk()][1:] == ["text/plain", "text/html"]
    assert seal.digest[:8] in postbox.letters[0].get_payload()[0].get_payload(decode=True).decode()
    assert SealMail.objects.filter(seal=seal).count() == 2


def test_a_repeated_mail_bears_the_same_message_id(office: Any) -> None:
    make.letter(office)
    seal = seal_until(at=NEXT)[-1]

    ids = {message_of(seal, "arsip@contoh.go.id").extra_headers["Message-ID"] for _ in range(2)}

    assert len(ids) == 1


def test_years_that_are_caught_up_are_not_mailed(office: Any, postbox: Letterbox) -> None:
    seal_until(at=NEXT)

    assert Job.objects.filter(task__endswith="mail_seal").count() == 0


def test_an_authority_that_is_away_delays_its_stamp_and_no_seal(office: Any, settings: Any) -> None:
    make.letter(office)
    settings.SEAL = settings.SEAL | {"tsa": "http://127.0.0.1:9/", "seconds": "1"}
    seal = seal_until(at=NEXT)[-1]
    [job] = Job.objects.filter(task__endswith="stamp_seal", args=[seal.number])
    Job.objects.exclude(pk=job.pk).delete()
    queue.run_one("w1", FAR)
    job.refresh_from_db()
    was = job.state, job.attempts

    with stamping_authority() as address:
        settings.SEAL = settings.SEAL | {"tsa": address, "seconds": "20"}
        queue.run_one("w1", job.run_after)

    assert was == ("siap", 1)
    assert SealStamp.objects.get().seal == seal


def test_a_print_that_comes_after_its_day_was_sealed_says_when_it_was_made(office: Any) -> None:
    case = make.case(office, at_step="2")
    seal_until(at=NEXT)

    worked_off()

    print_line = Entry.objects.of("permintaan", case.pk).filter(kind="terbit").last()
    assert (print_line.at, list(verify())) == (FAR, [])
