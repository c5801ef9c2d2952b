"""The order of open visits by risk: what runs against the clock by its deadline, then what is paused, then the rest.

A deadline is an instant of working time, so the earlier one has less working time left, whatever nights lie between.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import Case, IntegerField, Q, Value, When

ORDER = ("rank", "due_at", "pk")


def rank_at(at: dt.datetime) -> Case:
    """What runs against the clock, then what is paused at this instant, then what has no deadline."""
    is_paused = Q(paused_since__isnull=False) & (Q(paused_until__isnull=True) | Q(paused_until__gt=at))
    return Case(
        When(is_paused, then=Value(1)),
        When(due_at__isnull=True, then=Value(2)),
        default=Value(0),
        output_field=IntegerField(),
    )


def key_of(rank: int, due_at: dt.datetime | None, pk: int) -> str:
    """The place of a visit in this order, as an address carries it."""
    return f"{rank}_{due_at.isoformat() if due_at else ''}_{pk}"


def after(key: str) -> Q:
    """Visits (annotated with `rank`) that follow the one with this key; one that cannot be read means the beginning."""
    try:
        rank, due, pk = key.split("_")
        place = Q(rank__gt=int(rank))
        if not due:
            return place | Q(rank=int(rank), due_at__isnull=True, pk__gt=int(pk))
        instant = dt.datetime.fromisoformat(due)
        later = Q(due_at__gt=instant) | Q(due_at=instant, pk__gt=int(pk)) | Q(due_at__isnull=True)
        return place | (Q(rank=int(rank)) & later)
    except (ValueError, OverflowError):
        return Q()
