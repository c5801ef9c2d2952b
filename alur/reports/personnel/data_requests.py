"""The list of requests to mend one's own data, for whoever answers them."""

from __future__ import annotations

from dataclasses import dataclass

from alur.records.models import DataRequest

PAGE = 50


@dataclass(frozen=True, slots=True)
class DataRequestList:
    """A page of requests; `next_after` is the key of its last line when more follow, else 0."""

    rows: list[DataRequest]
    next_after: int
    open_count: int


def data_request_list(*, is_open: bool, after: int | None = None) -> DataRequestList:
    """Those that wait for an answer, the oldest first; or those that have one, the newest first. Two statements."""
    waiting = DataRequest.objects.filter(answered_at__isnull=True)
    if is_open:
        found = waiting.filter(pk__gt=after or 0).order_by("pk")
    else:
        found = DataRequest.objects.filter(answered_at__isnull=False).order_by("-pk")
        found = found.filter(pk__lt=after) if after else found
    rows = list(found.select_related("user__unit", "answered_by")[: PAGE + 1])
    return DataRequestList(rows[:PAGE], rows[PAGE - 1].pk if len(rows) > PAGE else 0, waiting.count())
