"""What a day's seal counts: the last line of every chain that grew that day, and the logs beside the record."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Min, Model
from django.utils.timezone import get_default_timezone

from alur.records.canonical import canonical, instant_text
from alur.records.models import Entry, Reading, Seal, SecurityEvent

LOGS: dict[str, type[Model]] = {"baca": Reading, "keamanan": SecurityEvent}
PORTION = 2000
COUNTER = "segel"


@dataclass
class DayOfRecord:
    """What was written on one day: `heads` by chain, `logs` by name, and how many lines of the record."""

    heads: dict[str, tuple[int, str]] = field(default_factory=dict)
    logs: dict[str, tuple[int, str]] = field(default_factory=dict)
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
    for name, model in LOGS.items():
        if count_and_digest := _log_of(model, begin, end):
            found.logs[name] = count_and_digest
    return found


def next_day_with_rows(since: dt.datetime | None) -> dt.date | None:
    """The first day with anything to seal, from this instant on (None: from the beginning)."""
    models: list[type[Model]] = [Entry, *LOGS.values()]
    instants = [_earliest(model, since) for model in models]
    known = [instant for instant in instants if instant is not None]
    return min(known).astimezone(get_default_timezone()).date() if known else None


def _earliest(model: type[Model], since: dt.datetime | None) -> dt.datetime | None:
    rows = model._default_manager.order_by()
    if since is not None:
        rows = rows.filter(at__gte=since)
    found: dt.datetime | None = rows.aggregate(earliest=Min("at"))["earliest"]
    return found


def _log_of(model: type[Model], begin: dt.datetime, end: dt.datetime) -> tuple[int, str] | None:
    """How many rows a log got, and the SHA-256 over them: a line of canonical JSON each, with all columns."""
    sha, count = hashlib.sha256(), 0
    for row in _plain_rows(model, begin, end):
        sha.update(canonical(row) + b"\n")
        count += 1
    return (count, sha.hexdigest()) if count else None


def _plain_rows(model: type[Model], begin: dt.datetime, end: dt.datetime) -> Iterator[dict[str, Any]]:
    names = [item.attname for item in model._meta.concrete_fields]
    rows = model._default_manager.filter(at__gte=begin, at__lt=end).order_by("pk").values(*names)
    for row in rows.iterator(chunk_size=PORTION):
        yield row | {"at": instant_text(row["at"])}


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
