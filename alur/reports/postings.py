"""What leaves Alur: how many wait, how many went out, and what could not be sent, with its reason."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Count, Max, Min, Q

from alur.records.models import Delivery, DeliveryState, NoticeChoice, Posting, PostingState
from alur.records.standing import Standing

PAGE = 50
DAY = dt.timedelta(days=1)
IN_HAND = (PostingState.READY, PostingState.SENDING)
STUCK = 4


@dataclass(frozen=True, slots=True)
class FailedList:
    """A page of failed postings, the newest first; `next_before` asks for the older ones, "" on the last page."""

    rows: list[Posting]
    next_before: str


@dataclass(frozen=True, slots=True)
class PostingFigures:
    """The state of the way out: for the page of failed postings and for whoever watches over Alur."""

    waiting: int
    in_hand: int
    failed: int
    sent_today: int
    last_sent_at: dt.datetime | None
    oldest_due_at: dt.datetime | None
    last_error: str
    failing_addresses: int


@dataclass(frozen=True, slots=True)
class PostingTrouble:
    """How many were given up within a day, and how many wait after several tries that did not get through."""

    failed: int
    stuck: int


def posting_trouble(*, at: dt.datetime) -> PostingTrouble:
    """Whether what leaves Alur gets out. Two queries, each on a small index."""
    failed = Posting.objects.failed().filter(tried_at__gt=at - DAY).count()
    stuck = Posting.objects.filter(state__in=IN_HAND, attempts__gte=STUCK).exclude(error="").count()
    return PostingTrouble(failed, stuck)


def failed_postings(viewer: Standing, *, before: str = "") -> FailedList:
    """What could not be sent and was given up, 50 a page; nothing for who may not see it. Two queries at most."""
    found = Posting.objects.visible_to(viewer).failed().select_related("user").order_by("-made_at", "-pk")
    if (last := _row(before)) is not None:
        found = found.filter(Q(made_at__lt=last.made_at) | Q(made_at=last.made_at, pk__lt=last.pk))
    rows = list(found[: PAGE + 1])
    return FailedList(rows[:PAGE], str(rows[PAGE - 1].pk) if len(rows) > PAGE else "")


def posting_figures(*, at: dt.datetime) -> PostingFigures:
    """Counts of all that leaves Alur. Seven queries, each on an index of its own state.

    `oldest_due_at` is since when the longest waiting one could have gone: it grows old when nothing is sent.
    """
    hand = Posting.objects.filter(state__in=IN_HAND)
    counted = hand.aggregate(in_hand=Count("pk"), oldest_due_at=Min("run_after", filter=Q(run_after__lte=at)))
    sent = Posting.objects.filter(state=PostingState.SENT)
    errors = hand.exclude(error="").order_by("-tried_at").values_list("error", flat=True)
    return PostingFigures(
        waiting=Delivery.objects.filter(state__in=(DeliveryState.NEW, DeliveryState.WAITING)).count(),
        failed=Posting.objects.failed().count(),
        sent_today=sent.filter(sent_at__gt=at - DAY).count(),
        last_sent_at=sent.aggregate(last=Max("sent_at"))["last"],
        last_error=errors.first() or "",
        failing_addresses=NoticeChoice.objects.filter(failing_since__isnull=False).count(),
        **counted,
    )


def _row(key: str) -> Posting | None:
    try:
        return Posting.objects.filter(pk=uuid.UUID(key)).first() if key else None
    except ValueError:
        return None
