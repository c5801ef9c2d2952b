"""Sending what is bound: claimed in batches with a lease, one connection a batch, tried again with growing gaps.

Between the other side's yes and our note of it lies the one place where something may go out twice: a worker killed
there. The same Message-ID (Idempotency-Key) then says that it is the same.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import F, Prefetch

from alur.actions.delivering.composing import mail_of
from alur.actions.delivering.hours import Receivers
from alur.actions.delivering.matters import is_settled, still_theirs
from alur.actions.delivering.messaging import call_gateway
from alur.actions.delivering.planning import plan
from alur.actions.delivering.verdicts import drop, give_up, note_sent, put_off, try_later
from alur.actions.issuing import note_template
from alur.notices.channels import open_channels
from alur.notices.mail import mailer
from alur.notices.outcome import Outcome, Result
from alur.notices.wording import Writer
from alur.records.models import Channel, Delivery, Notice, NoticeChoice, Posting, PostingState

BATCH = 100
LEASE = dt.timedelta(minutes=10)
Send = Callable[[Posting, list[Notice], str, dt.datetime], Outcome]


def send_due(*, at: dt.datetime) -> int:
    """Plan and send all that is due; how many mails and messages the other sides took.

    A batch that meets a server which is away is put off, and no other of that channel is tried in this run.
    """
    clock = _Clock(at)
    plan(at=at)
    sent = 0
    for channel in open_channels():
        while batch := _claim(channel, clock.now()):
            done, is_away = _send_batch(channel, batch, clock)
            sent += done
            if is_away or len(batch) < BATCH:
                break
    return sent


class _Clock:
    """The instant of the task plus what has passed since: nothing here reads the clock."""

    def __init__(self, at: dt.datetime) -> None:
        self._at, self._begun = at, time.monotonic()

    def now(self) -> dt.datetime:
        return self._at + dt.timedelta(seconds=time.monotonic() - self._begun)


@transaction.atomic
def _claim(channel: Channel, at: dt.datetime) -> list[Posting]:
    """The next postings for this worker, one more attempt each; also those whose worker let the lease run out."""
    due = Posting.objects.filter(state__in=(PostingState.READY, PostingState.SENDING), run_after__lte=at)
    due = (
        due.filter(channel=channel).exclude(state=PostingState.SENDING, lease_until__gt=at).order_by("run_after", "pk")
    )
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True, of=("self",))
    keys = list(due.values_list("pk", flat=True)[:BATCH])
    Posting.objects.filter(pk__in=keys).update(
        state=PostingState.SENDING, lease_until=at + LEASE, attempts=F("attempts") + 1, tried_at=at
    )
    notices = Delivery.objects.select_related("notice__visit", "notice__case").order_by("pk")
    claimed = Posting.objects.filter(pk__in=keys).select_related("user").order_by("run_after", "pk")
    return list(claimed.prefetch_related(Prefetch("deliveries", notices)))


def _send_batch(channel: Channel, batch: list[Posting], clock: _Clock) -> tuple[int, bool]:
    """How many went out, and whether the other side turned out to be away."""
    choices = {
        row.user_id: row for row in NoticeChoice.objects.filter(channel=channel, user__in={p.user for p in batch})
    }
    receivers = Receivers({posting.user for posting in batch}, at=clock.now())
    sent, begun, away = 0, clock.now(), ""
    with _sender(channel, clock) as send:
        for posting in batch:
            at = clock.now()
            notices = [row.notice for row in posting.deliveries.all() if not is_settled(row.notice, at=at)]
            notices = still_theirs(notices, posting.user, at=at)
            choice = choices.get(posting.user_id)
            if not posting.user.is_active or not notices:
                drop(posting)
            elif choice is None or not choice.can_reach(posting.user.email) or choice.failing_since:
                give_up(posting, "Alamat penerima belum dipastikan, diganti, atau ditolak.")
            elif (opening := receivers.opening(posting.user_id, at)) > at:
                put_off(posting, opening)
            elif away or at - begun > LEASE / 2:
                try_later(posting, away or "Giliran berikutnya.", at=at)
            else:
                outcome = send(posting, notices, choice.address, at)
                away = outcome.reason if outcome.result is Result.AWAY else ""
                sent += _judge(posting, choice, outcome, clock.now())
    return sent, bool(away)


def _judge(posting: Posting, choice: NoticeChoice, outcome: Outcome, at: dt.datetime) -> int:
    posting.address = choice.address
    if outcome.result is Result.SENT:
        note_sent(posting, at=at)
        return 1
    if outcome.result is Result.REFUSED:
        give_up(posting, outcome.reason, choice=choice if outcome.is_address else None, at=at)
    else:
        try_later(posting, outcome.reason, at=at)
    return 0


@contextmanager
def _sender(channel: Channel, clock: _Clock) -> Iterator[Send]:
    """What sends one posting through this channel; mails share a connection and the templates."""
    if channel == Channel.MESSAGE:
        yield call_gateway
        return
    writer = Writer()
    with mailer() as mails:
        yield lambda posting, notices, to, at: mails.send(mail_of(posting, notices, to, writer, at=at))
    for name in writer.used:
        note_template(f"surel/{name}", writer.faults.get(name, ""), at=clock.now())
