"""Pemberitahuan: what a person has been told, the newest first."""

from __future__ import annotations

from dataclasses import dataclass

from alur.records.models import Notice
from alur.records.standing import Standing

PAGE = 50


@dataclass(frozen=True, slots=True)
class NoticeList:
    """A page of notices; `next_before` asks for the older ones, 0 on the last page."""

    rows: list[Notice]
    next_before: int


def notice_list(viewer: Standing, *, before: int | None = None) -> NoticeList:
    """This person's notices, 50 a page. One query."""
    found = Notice.objects.filter(user=viewer.user_id).select_related("case").order_by("-pk")
    if before:
        found = found.filter(pk__lt=before)
    rows = list(found[: PAGE + 1])
    return NoticeList(rows[:PAGE], rows[PAGE - 1].pk if len(rows) > PAGE else 0)
