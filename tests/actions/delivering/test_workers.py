"""Two workers at the same time: everything leaves once, and a digest is made once."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from alur.actions import perform
from alur.actions.delivering.sending import send_due
from alur.actions.notices import Message, tell
from alur.actions.situation import Situation
from alur.records.models import Case, NoticeKind, Posting, PostingState, User
from tests import make
from tests.actions.delivering.conftest import with_mail
from tests.actions.delivering.servers import MailBox

pytestmark = pytest.mark.django_db(transaction=True)
MINUTE = dt.timedelta(minutes=1)
NEXT_MORNING = make.at("2026-06-09 07:31")


def side_by_side(act: Any, *arguments: Any) -> list[Any]:
    def alone(argument: Any) -> Any:
        try:
            return act(argument)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(arguments)) as pool:
        return list(pool.map(alone, arguments))


def test_two_workers_send_everything_once(box: MailBox) -> None:
    office = make.office()
    with_mail(office, "kabag", "kasubbag", "dedi", "sari")
    people = [office.people[name].pk for name in ("kabag", "kasubbag", "dedi", "sari")]
    for number in range(6):
        kind = NoticeKind.NEAR if number % 2 else NoticeKind.PAUSED
        tell(dict.fromkeys(people, Message(f"Hal {number}.")), kind, key=str(number), at=make.MONDAY)

    sent = side_by_side(lambda at: send_due(at=at), NEXT_MORNING, NEXT_MORNING)

    assert (sum(sent), len(box.mails), len({mail["Message-ID"] for mail in box.mails})) == (16, 16, 16)
    assert set(Posting.objects.values_list("state", flat=True)) == {PostingState.SENT}


def test_people_who_send_each_other_work_do_not_wait_for_each_other() -> None:
    """Kabag's press tells kasubbag while kasubbag's tells kabag: what they lock must not be what others refer to."""
    office = make.office()
    cases = [make.case(office, at_step="1"), make.case(office, at_step="8")]

    side_by_side(lambda case: advance(office, case), *cases)

    assert [case.visits.count() for case in cases] == [2, 9]
    counted = dict(User.objects.filter(unread_notices__gt=0).values_list("name", "unread_notices"))
    assert counted == {"Kasubbag": 2}


def advance(office: make.Office, case: Case) -> None:
    visit = make.open_visit(case)
    assert visit is not None
    situation = Situation(visit, visit.case)
    with transaction.atomic():
        filled = make.full_handover(office, situation, situation.step.exits[0].key)
    at, by = make.MONDAY + dt.timedelta(hours=2), office.standing(make.who_acts(office, visit))
    perform(visit, situation.step.exits[0].key, by=by, at=at, handover=filled, token=make.token())
