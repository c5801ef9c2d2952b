"""Binding what waits to the mails and messages that will carry it, each in its receiver's working hours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from alur.actions.delivering.hours import Receivers
from alur.actions.delivering.matters import is_settled
from alur.records.models import Counter, Delivery, DeliveryState, Posting

PORTION = 500
LOCK = "kiriman"
AFTER = dt.timedelta(seconds=1)
OPEN_STATES = (DeliveryState.NEW, DeliveryState.WAITING)


def plan(*, at: dt.datetime) -> int:
    """Bind all that is due; returns how many mails and messages were made. Any number of workers may do this.

    At once goes what cannot wait, when its receiver may be reached now. The rest makes one digest a person and
    channel at the beginning of the receiver's working day. What may not go now is put off to the next opening.
    """
    made = 0
    while True:
        with transaction.atomic():
            Counter.objects.hold(LOCK)
            rows = _portion(at)
            made += _bind(rows, at)
        if len(rows) < PORTION and all(row.due_at > at or row.state not in OPEN_STATES for row in rows):
            return made


def _portion(at: dt.datetime) -> list[Delivery]:
    waiting = Delivery.objects.filter(state__in=OPEN_STATES, due_at__lte=at)
    return list(waiting.select_related("notice__visit", "user").order_by("due_at", "pk")[:PORTION])


def _bind(rows: list[Delivery], at: dt.datetime) -> int:
    if not rows:
        return 0
    receivers = Receivers({row.user for row in rows}, at=at)
    digests: dict[tuple[int, str], list[Delivery]] = {}
    postings: list[Posting] = []
    for row in rows:
        if not row.user.is_active or is_settled(row.notice, at=at):
            row.state = DeliveryState.DROPPED
        elif row.state == DeliveryState.NEW and not row.is_at_once:
            row.state, row.due_at = DeliveryState.WAITING, receivers.morning(row.user_id, row.notice.at)
        elif (opening := receivers.opening(row.user_id, at)) > at:
            row.state, row.due_at = DeliveryState.WAITING, opening
        elif row.is_at_once:
            postings.append(_posting([row], f"segera:{row.channel}:{row.notice_id}", at))
        else:
            digests.setdefault((row.user_id, row.channel), []).append(row)
    kept = _bind_digests(digests, receivers, postings, at)
    Posting.objects.bulk_create(postings)
    Delivery.objects.bulk_update([*rows, *kept], ["state", "due_at", "posting"], batch_size=PORTION)
    return len(postings)


def _bind_digests(
    digests: dict[tuple[int, str], list[Delivery]], receivers: Receivers, postings: list[Posting], at: dt.datetime
) -> list[Delivery]:
    """One posting a person, channel and day; who has had today's gets the rest with tomorrow's.

    Returns the rows beyond this portion that go into the same digests.
    """
    today = timezone.localdate(at).isoformat()
    keys = {group: f"rangkuman:{group[1]}:{group[0]}:{today}" for group in digests}
    had = set(Posting.objects.filter(key__in=keys.values()).values_list("key", flat=True))
    beyond = _beyond(digests, at) if digests else []
    for row in beyond:
        group = row.user_id, row.channel
        if group in digests:
            digests[group].append(row)
    for group, members in digests.items():
        if keys[group] not in had:
            postings.append(_posting(members, keys[group], at))
            continue
        for row in members:
            row.due_at = receivers.morning(row.user_id, at + AFTER)
    return beyond


def _beyond(digests: dict[tuple[int, str], list[Delivery]], at: dt.datetime) -> list[Delivery]:
    known = [row.pk for members in digests.values() for row in members]
    others = Delivery.objects.filter(state=DeliveryState.WAITING, is_at_once=False, due_at__lte=at)
    others = others.filter(user__in={user for user, _ in digests}).exclude(pk__in=known)
    return [row for row in others.order_by("pk") if (row.user_id, row.channel) in digests]


def _posting(rows: Iterable[Delivery], key: str, at: dt.datetime) -> Posting:
    rows = list(rows)
    first = rows[0]
    made = Posting(
        key=key, user_id=first.user_id, channel=first.channel, is_digest=not first.is_at_once, run_after=at, made_at=at
    )
    for row in rows:
        row.state, row.posting = DeliveryState.BOUND, made
    return made
