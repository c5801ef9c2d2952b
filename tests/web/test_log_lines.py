"""What stands in the log: an id for each piece of work, and nothing personal, whoever wrote the line."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from alur.config.logs import logging_of
from alur.records import queue, tracing
from alur.records.models import Job
from alur.web.log_lines import JsonLines, OperatorMail, TextLines, masked
from tests.letterbox import Letterbox, letterbox
from tests.records import errands
from tests.records.test_queue import now

NIP = "198501012010011001"
GIVEN = "peladen-depan-0001"


@pytest.fixture
def box(settings: Any) -> Iterator[Letterbox]:
    with letterbox(settings) as opened:
        yield opened


def record(message: str, *args: object, error: BaseException | None = None, **extra: object) -> logging.LogRecord:
    info = (type(error), error, error.__traceback__) if error else None
    made = logging.LogRecord("alur.uji", logging.ERROR, __file__, 1, message, args, info)
    made.__dict__.update(extra)
    return made


def broken(text: str = "rusak") -> BaseException:
    secret_local = "NILAI-SETEMPAT"
    try:
        raise RuntimeError(text)
    except RuntimeError as error:
        assert secret_local
        return error


@pytest.mark.once("sqlite")
@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"NIP {NIP} masuk", "NIP [nomor] masuk"),
        ("NIK 3171012345678901.", "NIK [nomor]."),
        ("19850101 201001 1 001", "[nomor]"),
        ("/tenggat/abcdefgh.ics dan /mulai/xyz/", "/tenggat/… dan /mulai/…/"),
        ("GET /permintaan/?q=Budi+Santoso HTTP", "GET /permintaan/?… HTTP"),
        ("duplicate key\nDETAIL:  Key (nip)=(Budi) already exists.", "duplicate key\nDETAIL: …"),
        ("sidik 0123456789abcdef0123456789abcdef", "sidik 0123456789abcdef0123456789abcdef"),
        ("P-2026-0042, 8 Juni 2026", "P-2026-0042, 8 Juni 2026"),
    ],
)
def test_personal_things_are_taken_out_and_the_rest_stays(text: str, kept: str) -> None:
    assert masked(text) == kept


@pytest.mark.once("sqlite")
def test_a_json_line_is_one_object_with_the_error_and_the_id() -> None:
    with tracing.working_on("abc"):
        line = json.loads(JsonLines().format(record("gagal %s", NIP, error=broken(NIP), path=f"/pengguna/{NIP}/")))

    assert (line["id"], line["message"], line["path"], line["level"]) == (
        "abc",
        "gagal [nomor]",
        "/pengguna/[nomor]/",
        "error",
    )
    assert ("RuntimeError: [nomor]" in line["error"], "NILAI-SETEMPAT" in line["error"]) == (True, False)


@pytest.mark.once("sqlite")
def test_a_text_line_has_the_id_in_front() -> None:
    with tracing.working_on("abc"):
        assert TextLines().format(record("gagal")) == "[abc] gagal"


@pytest.mark.once("sqlite")
def test_a_form_of_the_log_that_does_not_exist_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match='ALUR_LOG berisi "yaml"; tulislah text atau json.'):
        logging_of("yaml")


@pytest.mark.django_db
def test_lines_of_a_job_bear_its_id(caplog: Any) -> None:
    caplog.handler.setFormatter(JsonLines())
    job = errands.count_and_break.enqueue("a")

    queue.run_one("w", now())

    assert (tracing.current(), job.id in caplog.text, Job.objects.get().attempts) == ("", True, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "is_kept"), [(GIVEN, True), ("pendek", False), ("a b\nc" * 4, False), ("x" * 65, False)]
)
def test_the_id_of_the_proxy_in_front_is_kept_when_it_is_one(given: str, is_kept: bool) -> None:
    answered = Client().get("/sehat/hidup", HTTP_X_REQUEST_ID=given)["X-Request-ID"]

    assert (answered == given, len(answered) >= 8) == (is_kept, True)


@pytest.mark.django_db
def test_a_slow_request_has_a_line_without_its_query(caplog: Any, settings: Any) -> None:
    settings.SLOW_SECONDS = 0

    Client().get("/masuk/?next=/permintaan/", HTTP_X_REQUEST_ID=GIVEN)

    line = next(item for item in caplog.records if item.name == "alur.request")
    assert (line.route, line.path, line.status, line.levelname) == ("login", "/masuk/", 200, "WARNING")


@pytest.mark.once("sqlite")
def test_an_error_is_mailed_once_an_hour_with_its_id_and_without_local_values(box: Letterbox) -> None:
    handler, error = OperatorMail(), broken(NIP)
    with tracing.working_on(GIVEN):
        for _ in range(3):
            handler.handle(record("Internal Server Error: /pengguna/", error=error))
    handler.handle(record("kesalahan lain"))

    until(lambda: len(box.letters) == 2)
    body = (
        next(letter for letter in box.letters if "RuntimeError" in letter["Subject"]).get_payload(decode=True).decode()
    )
    assert (GIVEN in body, NIP in body, "NILAI-SETEMPAT" in body, "in broken" in body) == (True, False, False, True)


@pytest.mark.once("sqlite")
def test_a_storm_of_errors_sends_ten_mails_an_hour() -> None:
    handler = OperatorMail()

    assert [handler._is_new(f"galat {number}") for number in range(12)] == [True] * 10 + [False] * 2


def until(is_so: Any) -> None:
    end = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)
