"""Mail against a server that really listens: sent once, in the receiver's hours, tried again, given up, told why."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from alur.actions import assign, cancel, mark_seen
from alur.actions.delivering.choosing import send_again
from alur.actions.delivering.planning import plan
from alur.actions.delivering.sending import LEASE, send_due
from alur.actions.notices import Message, tell
from alur.records.models import (
    CalendarVersion,
    Case,
    Delivery,
    DeliveryState,
    Job,
    Leave,
    Notice,
    NoticeChoice,
    NoticeKind,
    Posting,
    PostingState,
    TemplateFault,
)
from tests import make
from tests.actions.delivering.conftest import with_mail
from tests.actions.delivering.servers import MailBox, mail_server

pytestmark = pytest.mark.once("postgresql")  # both databases take part in test_workers
MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)
NOON = make.at("2026-06-08 11:00")
NEXT_MORNING = make.at("2026-06-09 07:30")


@pytest.fixture
def case(office: make.Office, box: MailBox) -> Case:
    """A case that has just been opened: it is the turn of kabag, who takes mail."""
    with_mail(office, "kabag")
    return make.case(office, "1")


def told(office: make.Office, who: str, *keys: str, at: dt.datetime = make.MONDAY) -> None:
    for key in keys:
        tell({office.people[who].pk: Message(f"Hal {key}.")}, NoticeKind.PAUSED, key=key, at=at)


def tried(*, at: dt.datetime) -> int:
    """How often the only posting had been tried after this run."""
    send_due(at=at)
    return Posting.objects.get().attempts


def state() -> list[tuple[str, int, str]]:
    return list(Posting.objects.order_by("made_at").values_list("state", "attempts", "error"))


def test_whose_turn_it_is_gets_one_mail_that_says_why(case: Case, box: MailBox) -> None:
    sent = [send_due(at=make.MONDAY + MINUTE), send_due(at=make.MONDAY + 2 * MINUTE)]

    (mail,) = box.mails
    text = mail.get_body(("plain",)).get_content()
    html = mail.get_body(("html",)).get_content()
    assert sent == [1, 0]
    assert (mail["To"], mail["Subject"]) == ("kabag@contoh.go.id", f"Giliran Anda: {case.number}")
    assert mail["List-Unsubscribe"] == "<https://alur.contoh.go.id/akun/pemberitahuan/>"
    assert mail["Message-ID"] == f"<{Posting.objects.get().pk}@contoh.go.id>"
    assert f"https://alur.contoh.go.id/permintaan/{case.number}/" in text
    assert f"Hal: {case.title}" in text
    why = "Anda menerima surel ini karena langkah ini menunggu Anda dan Anda memilih diberi tahu segera."
    assert (why in " ".join(text.split()), why in html) == (True, True)


@pytest.mark.parametrize("security", ["T", "R"])
def test_of_a_classified_letter_only_number_and_link_leave(office: make.Office, box: MailBox, security: str) -> None:
    with_mail(office, "kabag")
    case = make.case(office, "1", security=security, subject="Perkara Rahasia")

    send_due(at=make.MONDAY + MINUTE)

    assert (case.number in box.mails[0].as_string(), "Perkara" in box.mails[0].as_string()) == (True, False)


@pytest.mark.parametrize(
    ("opened", "sent"),
    [
        ("2026-06-08 17:00", "2026-06-09 07:30"),
        ("2026-06-08 12:15", "2026-06-08 13:00"),
        ("2026-06-05 18:00", "2026-06-08 07:30"),
    ],
)
def test_nothing_goes_out_of_hours_but_at_the_next_opening(
    office: make.Office, box: MailBox, opened: str, sent: str
) -> None:
    with_mail(office, "kabag")
    make.case(office, "1", when=make.at(opened), received_on=make.at(opened).date())
    early = [send_due(at=make.at(opened) + MINUTE), send_due(at=make.at(sent) - MINUTE)]

    assert (early, Posting.objects.count(), send_due(at=make.at(sent))) == ([0, 0], 0, 1)


def test_nothing_goes_to_somebody_on_leave(office: make.Office, case: Case, box: MailBox) -> None:
    leave = {"starts_on": dt.date(2026, 6, 8), "ends_on": dt.date(2026, 6, 10)}
    Leave.objects.create(user=office.people["kabag"], reason="Cuti tahunan", **leave)

    sent = [send_due(at=make.MONDAY + MINUTE + DAY * number) for number in range(4)]

    assert sent == [0, 0, 0, 1]


def test_an_office_without_a_calendar_keeps_what_waits(office: make.Office, box: MailBox) -> None:
    with_mail(office, "kabag")
    told(office, "kabag", "satu")
    CalendarVersion.objects.all().delete()

    assert (send_due(at=NOON), Delivery.objects.get().state) == (0, DeliveryState.WAITING)


def test_what_was_settled_meanwhile_is_not_sent(office: make.Office, case: Case, box: MailBox) -> None:
    cancel(case, by=office.standing("kepala"), at=make.MONDAY + MINUTE, reason="Tidak jadi diperlukan", token="x")

    assert send_due(at=make.MONDAY + 2 * MINUTE) == 0
    assert Delivery.objects.get(is_at_once=True).state == DeliveryState.DROPPED


def test_what_was_settled_after_planning_is_not_sent_either(office: make.Office, case: Case, box: MailBox) -> None:
    plan(at=make.MONDAY + MINUTE)
    cancel(case, by=office.standing("kepala"), at=make.MONDAY + MINUTE, reason="Tidak jadi diperlukan", token="x")

    assert send_due(at=make.MONDAY + 2 * MINUTE) == 0
    assert state() == [(PostingState.DROPPED, 1, "")]


def test_who_has_lost_the_work_meanwhile_gets_no_mail(office: make.Office, box: MailBox) -> None:
    with_mail(office, "dedi")
    visit = make.open_visit(make.case(office, "3"))
    assert visit is not None
    assign(visit, office.people["sari"], by=office.standing("kasubbag"), at=NOON, reason="Cuti.", token="a")

    assert (send_due(at=NOON + MINUTE), Delivery.objects.get(is_at_once=True).state) == (0, DeliveryState.DROPPED)


def test_who_holds_the_role_no_more_gets_no_mail(office: make.Office, case: Case, box: MailBox) -> None:
    office.people["kabag"].appointments.update(ends_on=make.MONDAY.date())

    assert (send_due(at=NEXT_MORNING), box.mails) == (0, [])


def test_who_has_opened_the_step_needs_no_mail(office: make.Office, case: Case, box: MailBox) -> None:
    visit = make.open_visit(case)
    assert visit is not None
    mark_seen(visit, by=office.standing("kabag"), at=make.MONDAY + MINUTE)

    assert (send_due(at=make.MONDAY + 2 * MINUTE), Notice.objects.filter(read_at=None).count()) == (0, 0)


def test_all_else_is_one_digest_in_the_morning(office: make.Office, box: MailBox) -> None:
    with_mail(office, "kabag")
    told(office, "kabag", "satu", "dua")

    sent = [send_due(at=at) for at in (NOON, NEXT_MORNING - MINUTE, NEXT_MORNING, NEXT_MORNING + MINUTE)]

    assert sent == [0, 0, 1, 0]
    assert box.received == [("kabag@contoh.go.id", "Rangkuman 9 Juni 2026: 2 pemberitahuan")]
    assert "karena Anda memilih rangkuman pagi" in box.mails[0].get_body(("plain",)).get_content()


def test_one_digest_a_day_even_when_more_is_due(office: make.Office, box: MailBox) -> None:
    with_mail(office, "kabag")
    told(office, "kabag", "satu")
    send_due(at=NEXT_MORNING)
    told(office, "kabag", "terlambat", at=NOON)

    sent = [send_due(at=NEXT_MORNING + MINUTE), send_due(at=NEXT_MORNING + DAY)]

    assert (sent, len(box.mails)) == ([0, 1], 2)


def test_what_was_read_in_alur_is_left_out_of_the_digest(office: make.Office, box: MailBox) -> None:
    with_mail(office, "kabag")
    told(office, "kabag", "satu", "dua")
    Notice.objects.filter(key="satu").update(read_at=NOON)

    send_due(at=NEXT_MORNING)

    assert box.received[0][1] == "Rangkuman 9 Juni 2026: 1 pemberitahuan"


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"is_at_once": False}, [0, 1]),
        ({"is_digest": False}, [1, 0]),
        ({"is_at_once": False, "is_digest": False}, [0, 0]),
        ({"verified_at": None}, [0, 0]),
        ({"address": "lama@contoh.go.id"}, [0, 0]),
    ],
)
def test_each_gets_what_was_chosen_at_a_verified_address(
    office: make.Office, box: MailBox, choice: dict[str, Any], expected: list[int]
) -> None:
    with_mail(office, "kabag", **choice)
    make.case(office, "1")
    told(office, "kabag", "satu")

    assert [send_due(at=make.MONDAY + MINUTE), send_due(at=NEXT_MORNING)] == expected


def test_nothing_is_sent_for_an_act_that_failed(office: make.Office, box: MailBox) -> None:
    with_mail(office, "kabag")
    jobs = Job.objects.count()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        make.case(office, "1")
        raise ZeroDivisionError

    assert (Notice.objects.count(), Delivery.objects.count(), Job.objects.count() - jobs) == (0, 0, 0)
    assert send_due(at=make.MONDAY + MINUTE) == 0


def test_without_a_channel_an_act_writes_no_delivery(office: make.Office) -> None:
    with_mail(office, "kabag")
    make.case(office, "1")

    assert (Notice.objects.count(), Delivery.objects.count()) == (1, 0)


def test_a_server_that_asks_to_wait_is_tried_again_with_growing_gaps(case: Case, box: MailBox) -> None:
    box.answers["kabag@contoh.go.id"] = "450 Kotak penuh sementara"
    first = make.MONDAY + MINUTE
    tries = [tried(at=first + gap * MINUTE) for gap in (0, 0.9, 1.1, 5, 5.3)]
    again = state()
    box.answers.clear()

    assert (tries, send_due(at=first + 22 * MINUTE)) == ([1, 1, 2, 2, 3], 1)
    assert again == [(PostingState.READY, 3, "Server surel menjawab 450: Kotak penuh sementara")]


def test_an_address_refused_for_good_is_told_and_not_tried_again(office: make.Office, case: Case, box: MailBox) -> None:
    box.answers["kabag@contoh.go.id"] = "550 Tidak ada kotak itu"
    send_due(at=make.MONDAY + MINUTE)
    told(office, "kabag", "satu")

    assert state() == [(PostingState.FAILED, 1, "Server surel menjawab 550: Tidak ada kotak itu")]
    assert NoticeChoice.objects.get().failing_reason == "Server surel menjawab 550: Tidak ada kotak itu"
    assert Notice.objects.get(kind=NoticeKind.ADDRESS).user == office.people["kabag"]
    assert (send_due(at=NEXT_MORNING), Delivery.objects.count()) == (0, 1)


def test_a_mail_refused_for_its_content_does_not_blame_the_address(case: Case, box: MailBox) -> None:
    box.data_answer = "554 Isinya ditolak"
    send_due(at=make.MONDAY + MINUTE)

    assert (state()[0][0], NoticeChoice.objects.get().failing_since) == (PostingState.FAILED, None)


def test_what_failed_is_sent_again_by_the_administrator(office: make.Office, case: Case, box: MailBox) -> None:
    box.answers["kabag@contoh.go.id"] = "550 Tidak ada kotak itu"
    send_due(at=make.MONDAY + MINUTE)
    box.answers.clear()
    posting = Posting.objects.get()

    refused = make.refusal(lambda: send_again(posting, by=office.standing("kabag"), at=NOON))
    send_again(posting, by=office.standing("admin"), at=NOON)

    assert refused == ["Kiriman yang gagal diurus administrator."]
    assert (send_due(at=NOON), len(box.mails), Posting.objects.get().state) == (1, 1, PostingState.SENT)


def test_a_server_that_is_away_and_back_loses_nothing(office: make.Office, mail_settings: Any, mail_port: int) -> None:
    with_mail(office, "kabag")
    for _ in range(3):
        make.case(office, "1")
    away, box = send_due(at=make.MONDAY + MINUTE), MailBox()
    held = state()

    with mail_server(box, mail_port):
        back = send_due(at=make.MONDAY + 3 * MINUTE)

    assert (away, back, len(box.mails), box.connections) == (0, 3, 3, 1)
    assert [(name, tries) for name, tries, _ in held] == [(PostingState.READY, 1)] * 3
    assert held[0][2].startswith("Server surel tidak dapat dipakai: ")


def test_a_server_that_hangs_is_not_waited_for(case: Case, box: MailBox, mail_settings: Any) -> None:
    mail_settings.EMAIL_TIMEOUT, box.hangs = 0.2, 0.5

    assert send_due(at=make.MONDAY + MINUTE) == 0
    assert state() == [
        (PostingState.READY, 1, "Sambungan ke server surel terputus: Connection unexpectedly closed: timed out")
    ]


def test_a_mail_that_is_never_taken_is_given_up(case: Case, box: MailBox) -> None:
    box.answers["kabag@contoh.go.id"] = "450 Nanti"
    plan(at=make.MONDAY)
    Posting.objects.update(attempts=11)

    send_due(at=make.MONDAY + MINUTE)

    assert state() == [(PostingState.FAILED, 12, "Dicoba 12 kali. Server surel menjawab 450: Nanti")]


def test_a_worker_killed_before_its_note_repeats_the_same_message_id(case: Case, box: MailBox) -> None:
    send_due(at=make.MONDAY + MINUTE)
    Posting.objects.update(state=PostingState.SENDING, lease_until=make.MONDAY + MINUTE + LEASE)

    early = send_due(at=make.MONDAY + 2 * MINUTE)
    late = send_due(at=make.MONDAY + MINUTE + LEASE)

    assert (early, late) == (0, 1)
    assert len({mail["Message-ID"] for mail in box.mails}) == 1


def test_an_office_writes_its_own_mails(case: Case, box: MailBox, mail_settings: Any, tmp_path: Any) -> None:
    mail_settings.DATA = tmp_path
    (tmp_path / "templates" / "surel").mkdir(parents=True)
    own = "Subjek: Dari kantor\nHalo {{ nama }}, {{ butir.0.nomor }}. {{ sebab }}"
    (tmp_path / "templates" / "surel" / "segera.txt").write_text(own)

    send_due(at=make.MONDAY + MINUTE)

    assert box.mails[0]["Subject"] == "Dari kantor"
    assert box.mails[0].get_body(("plain",)).get_content().startswith(f"Halo Kabag, {case.number}.")


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("segera.txt", "{% rusak %}"),
        ("segera.txt", "Tanpa subjek\nisi"),
        ("segera.txt", "Subjek: a\n{% include '/etc/passwd' %}"),
        ("segera.html", '<img src="https://jahat.example/x.png">'),
    ],
)
def test_a_broken_own_template_is_not_used_and_told(
    case: Case, box: MailBox, mail_settings: Any, tmp_path: Any, name: str, own: str
) -> None:
    mail_settings.DATA = tmp_path
    (tmp_path / "templates" / "surel").mkdir(parents=True)
    (tmp_path / "templates" / "surel" / name).write_text(own)

    send_due(at=make.MONDAY + MINUTE)

    assert box.mails[0]["Subject"] == f"Giliran Anda: {case.number}"
    assert TemplateFault.objects.get().template == "surel/segera"


def test_more_mails_take_no_more_statements_than_their_notes(office: make.Office, box: MailBox) -> None:
    with_mail(office, "kabag", "kasubbag", "dedi", "sari")
    told(office, "kabag", "a")
    send_due(at=NEXT_MORNING)
    told(office, "kabag", "z", at=NOON + DAY)
    one = _statements(NEXT_MORNING + DAY)
    for name in ("kabag", "kasubbag", "dedi", "sari"):
        told(office, name, "b", "c", at=NOON + 2 * DAY)
    many = _statements(NEXT_MORNING + 3 * DAY)

    assert (many - one, len(box.mails)) == (3, 6)


def _statements(at: dt.datetime) -> int:
    with CaptureQueriesContext(connection) as seen:
        send_due(at=at)
    return len([query for query in seen if "SAVEPOINT" not in query["sql"]])
