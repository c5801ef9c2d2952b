"""What the trials read from the record: it names a lost press, a lost notice, a lost mail, a mail that came twice."""

from __future__ import annotations

from collections import Counter

import pytest

from alur.actions.delivering.sending import send_due
from alur.records.models import Job, Notice, Posting
from bench.crowd import judge
from tests import make
from tests.actions.delivering.conftest import box, mail_port, mail_settings, with_mail
from tests.actions.delivering.servers import MailBox

__all__ = ["box", "mail_port", "mail_settings"]
NOTHING: Counter[str] = Counter()


def ids(mails: MailBox) -> Counter[str]:
    return Counter(str(mail["Message-ID"]) for mail in mails.mails)


@pytest.fixture
def told(box: MailBox, office: make.Office) -> MailBox:
    """Kabag has been told by mail, in working hours, that step 1 waits."""
    with_mail(office, "kabag")
    make.case(office)
    send_due(at=make.at("2026-06-08 09:05"))
    Job.objects.all().delete()
    return box


def test_a_whole_record_has_nothing_against_it(told: MailBox) -> None:
    found = judge({"done": [], "sent": []}, ids(told))

    assert {name for name, value in found.items() if value} == {"visits", "mails sent"}


def test_a_press_that_was_answered_and_is_not_there_is_named(told: MailBox) -> None:
    assert judge({"done": ["x"], "sent": ["x"]}, ids(told))["answered but not recorded"] == ["x"]


def test_a_visit_that_nobody_was_told_of_is_named(told: MailBox) -> None:
    notice = Notice.objects.get(user__name="Kabag")
    Notice.objects.filter(pk=notice.pk).update(key="lain")

    assert judge({"done": [], "sent": []}, ids(told))["visits without a notice"] == [notice.visit_id]


def test_mails_that_never_came_and_that_came_twice_are_told_apart(told: MailBox) -> None:
    key = str(Posting.objects.get().pk)

    lost = judge({"done": [], "sent": []}, NOTHING)
    double = judge({"done": [], "sent": []}, ids(told) + ids(told))

    assert lost["mails noted as sent that never came"] == [key]
    assert double["mails that came more than once"] == {key: 2}
