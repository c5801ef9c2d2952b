"""What a day's seal counts: the last line of every chain that grew that day; and when a day is past."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Min
from django.utils.timezone import get_default_timezone

from alur.records.models import Entry, Seal

PORTION = 2000
COUNTER = "segel"
GRACE = dt.timedelta(hours=1)  # what was begun before midnight has ended; a clock set back an hour hurts nothing


@dataclass
class DayOfRecord:
    """What was written on one day: `heads` by chain, and how many lines of the record."""

    heads: dict[str, tuple[int, str]] = field(default_factory=dict)
    lines: int = 0


def bounds(day: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """When a day of the office begins and when the next one does."""
    zone = get_default_timezone()
    begin = dt.datetime.combine(day, dt.time(), zone)
    return begin, dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), zone)


def day_of_record(day: dt.date) -> DayOfRecord:
    """What was written on this day, from the tables as they are now. One pass over the day's rows."""
    begin, end = bounds(day)
    found = DayOfRecord()
    rows = Entry.objects.filter(at__gte=begin, at__lt=end).order_by()
    columns = rows.values_list("subject_kind", "subject_id", "number", "hash")
    for kind, pk, number, digest in columns.iterator(chunk_size=PORTION):
        chain = f"{kind}:{pk}"
        found.lines += 1
        if chain not in found.heads or found.heads[chain][0] < number:
            found.heads[chain] = number, digest
    return found


def next_day_with_rows(since: dt.datetime | None) -> dt.date | None:
    """The first day with anything to seal, from this instant on (None: from the beginning)."""
    rows = Entry.objects.order_by()
    if since is not None:
        rows = rows.filter(at__gte=since)
    found: dt.datetime | None = rows.aggregate(earliest=Min("at"))["earliest"]
    return found.astimezone(get_default_timezone()).date() if found else None


def next_unsealed_day() -> dt.date | None:
    """The first day with anything to seal that has no seal, today's too. Two queries."""
    last = Seal.objects.order_by("-number").values_list("day", flat=True).first()
    return next_day_with_rows(bounds(last)[1] if last else None)


def is_past(day: dt.date, at: dt.datetime) -> bool:
    """True from an hour after its midnight on."""
    return bounds(day)[1] + GRACE <= at


def office_day(at: dt.datetime) -> dt.date:
    """The day of the office at this instant."""
    return at.astimezone(get_default_timezone()).date()


def late_instant(at: dt.datetime, now: dt.datetime) -> dt.datetime:
    """When a line that was due at `at` and is written only now says it was written.

    Work that waited until its day was sealed may not write into that day: it says when it was done. No query for what
    is done on its day.
    """
    if office_day(at) >= office_day(now):
        return at
    return now if Seal.objects.filter(day__gte=office_day(at)).exists() else at
