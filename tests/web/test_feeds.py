"""The address of a person's deadlines: made once, shown once, read without a log-in, revoked."""

from __future__ import annotations

import datetime as dt
import logging
import re
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from alur.actions import pause
from alur.records.models import Case, Entry, Feed, Visit
from alur.web.secret_addresses import HideSecretAddresses
from tests import make
from tests.web.browsing import client_of, crowd, text_of

PAGE = "/langganan-tenggat/"
WAITING = "Menunggu akses server atau basis data"


def address(office: Any, who: str = "dedi", **form: str) -> str:
    """A new address of this person, as the page shows it."""
    page = text_of(client_of(office, who).post(PAGE, {"aksi": "buat", "token": make.token()} | form))
    found = re.search(r'value="(http://testserver/tenggat/[^"]+)"', page)
    return found.group(1) if found else ""


def events(url: str) -> list[Any]:
    response = Client().get(url)
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def waiting(office: Any, **changes: Any) -> Visit:
    """Step 3 of a case, opened Monday 09.10, due Wednesday 09.10."""
    visit = make.open_visit(make.case(office, at_step="3", **changes))
    assert visit is not None
    return visit


def test_a_visit_has_a_timed_event_and_one_for_the_day(office: Any) -> None:
    visit = waiting(office)

    found = [(event.decoded("dtstart"), str(event["summary"])) for event in events(address(office))]

    number, title = visit.case.number, visit.case.title
    assert found == [
        (
            dt.datetime(2026, 6, 10, 2, 10, tzinfo=dt.UTC),
            f"Tenggat: Analisis dan rancangan, {number} {title}",
        ),
        (dt.date(2026, 6, 10), f"Jatuh tempo hari ini: {number} {title}"),
    ]


def test_only_what_waits_for_the_person_is_in_it(office: Any) -> None:
    waiting(office)

    assert [events(address(office, who)) for who in ("sari", "kabag", "auditor", "tamu")] == [[], [], [], []]


def test_a_moved_deadline_keeps_its_uid_and_counts_up(office: Any) -> None:
    waiting(office)
    url = address(office)
    before = events(url)[0]
    make.decreed(office, make.line("cuti bersama", "2026-06-09", "Cuti Bersama Uji"), when="2026-06-08 12:00")

    after = events(url)[0]

    assert (after["uid"], after.decoded("dtstart")) == (
        before["uid"],
        dt.datetime(2026, 6, 11, 2, 10, tzinfo=dt.UTC),
    )
    assert after["sequence"] > before["sequence"]
    assert (before.decoded("dtstamp"), after.decoded("dtstamp")) == (
        make.at("2026-06-08 09:10"),
        make.at("2026-06-08 12:01"),
    )


def test_a_closed_visit_leaves_the_calendar(office: Any) -> None:
    visit = waiting(office)
    url = address(office)
    make.advance(office, visit, make.at("2026-06-10 08:00"))

    assert events(url) == []


def test_a_paused_visit_is_tentative(office: Any) -> None:
    visit = waiting(office)
    pause(visit, WAITING, by=office.standing("dedi"), at=make.at("2026-06-08 10:10"), token="A")

    found = events(address(office))[0]

    assert (found["status"], "(dijeda)" in found["summary"]) == ("TENTATIVE", True)


@pytest.mark.parametrize("security", ["T", "R", "SR"])
def test_a_case_that_is_not_open_to_all_gives_its_number_only(office: Any, security: str) -> None:
    visit = waiting(office)
    Case.objects.filter(pk=visit.case_id).update(security=security)

    content = Client().get(address(office)).content.decode()

    assert visit.case.number in content
    assert [word for word in (visit.case.title[:20], "Analisis", "DESCRIPTION") if word in content] == []


def test_unknown_revoked_and_replaced_addresses_are_not_found(office: Any) -> None:
    replaced, revoked = address(office), address(office)
    client_of(office, "dedi").post(PAGE, {"aksi": "cabut", "token": make.token()})

    answers = [Client().get(url) for url in (replaced, revoked, "/tenggat/tebakan.ics")]

    assert [(answer.status_code, dict(answer.cookies)) for answer in answers] == [(404, {})] * 3


def test_an_address_made_anew_works(office: Any) -> None:
    address(office)

    assert Client().get(address(office)).status_code == 200


def test_a_person_without_any_role_left_has_an_empty_calendar(office: Any) -> None:
    waiting(office)
    url = address(office)
    office.people["dedi"].appointments.update(ends_on=dt.date(2020, 1, 1))

    assert events(url) == []


def test_the_answer_sets_no_cookie_and_is_private(office: Any) -> None:
    waiting(office)

    answer = Client().get(address(office))

    assert (dict(answer.cookies), answer.headers["Cache-Control"], answer.headers.get("Vary", "")) == (
        {},
        "private, no-cache",
        "",
    )
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"


def test_an_unchanged_calendar_is_not_sent_again(office: Any) -> None:
    waiting(office)
    url = address(office)
    etag = Client().get(url).headers["ETag"]

    again = Client().get(url, headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("count", [1, 40])
def test_the_number_of_statements_does_not_grow(office: Any, count: int, django_assert_num_queries: Any) -> None:
    crowd(office, count)
    url = address(office, "kasubbag")
    events(url)  # the first reading of the day is written down, and the calendar compiled once a process

    with django_assert_num_queries(5):
        assert len(events(url)) == 2 * count


def test_only_a_digest_is_kept_and_the_record_does_not_hold_the_secret(office: Any) -> None:
    secret = address(office).rsplit("/", 1)[1].removesuffix(".ics")

    kept = [Feed.objects.get().digest, str(Entry.objects.get(kind="feed-made").data)]

    assert (len(secret), [text for text in kept if secret in text]) == (43, [])


def test_a_second_press_does_not_make_another_address(office: Any) -> None:
    token = make.token()
    url = address(office, token=token)

    again = client_of(office, "dedi").post(PAGE, {"aksi": "buat", "token": token})

    assert (again.status_code, Client().get(url).status_code, Feed.objects.count()) == (422, 200, 1)
    assert "hanya ditampilkan sekali" in text_of(again)


def test_the_page_does_not_show_the_address_again(office: Any) -> None:
    address(office)

    page = text_of(client_of(office, "dedi").get(PAGE))

    assert "/tenggat/" not in page
    assert "Buat alamat baru" in page


@pytest.mark.parametrize("path", ["/tenggat/", "/kata-sandi/baru/"])
def test_the_log_does_not_hold_the_secret(path: str) -> None:
    record = logging.makeLogRecord({"msg": "%s: %s", "args": ("Not Found", f"{path}rahasia-sekali/")})

    HideSecretAddresses().filter(record)

    assert record.getMessage() == f"Not Found: {path}…/"


def test_a_deadline_on_days_not_yet_decided_says_so(office: Any) -> None:
    make.case(office, at_step="5", when=make.at("2027-01-25 09:00"))

    (instant, _) = events(address(office))

    assert str(instant["summary"]).startswith("Tenggat: Mengerjakan aplikasi (perkiraan), ")
