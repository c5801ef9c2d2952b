"""Riwayat baca: who has read a letter and its case, when and why."""

from __future__ import annotations

from dataclasses import dataclass

from alur.records.models import Letter, Reading

PAGE = 50


@dataclass(frozen=True, slots=True)
class ReadingList:
    """A page of readings, newest first; `next_before` names the row where the next page goes on."""

    rows: list[Reading]
    next_before: str


def reading_list(letter: Letter, *, before: int | None = None) -> ReadingList:
    """The readings of this letter and its case, 50 a page. One query."""
    shown = Reading.objects.filter(letter=letter).select_related("user")
    if before is not None:
        shown = shown.filter(pk__lt=before)
    rows = list(shown.order_by("-pk")[: PAGE + 1])
    return ReadingList(rows[:PAGE], str(rows[PAGE - 1].pk) if len(rows) > PAGE else "")
