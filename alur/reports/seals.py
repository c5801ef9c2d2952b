"""The seals as a page lists them, newest first, and what the last one is for whoever watches over the office."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from alur.records.heads import is_past, next_unsealed_day
from alur.records.models import Seal

PAGE = 50
LATE = dt.timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class SealList:
    """A page of seals, newest first; `next_before` names the number where the next page goes on."""

    rows: list[Seal]
    next_before: str


def seal_list(*, before: int | None = None) -> SealList:
    """Fifty seals without their texts, each with its stamp. One query."""
    shown = Seal.objects.select_related("stamp").defer("text", "stamp__token").order_by("-number")
    if before is not None:
        shown = shown.filter(number__lt=before)
    rows = list(shown[: PAGE + 1])
    return SealList(rows[:PAGE], str(rows[PAGE - 1].number) if len(rows) > PAGE else "")


def last_seal() -> Seal | None:
    """The last seal without its text; None before the first. One query."""
    return Seal.objects.order_by("-number").defer("text").first()


def unsealed_since(*, at: dt.datetime) -> dt.date | None:
    """The first day with lines whose seal is two hours late; None when there is none. Two queries."""
    found = next_unsealed_day()
    return found if found is not None and is_past(found, at - LATE) else None
