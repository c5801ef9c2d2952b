"""Months of the office's zone as instants. Every span is from its first instant until before its last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone


def zone() -> dt.tzinfo:
    """The office's zone, in which its months begin and end."""
    return timezone.get_default_timezone()


def midnight(day: dt.date) -> dt.datetime:
    """The first instant of a day in the office's zone."""
    return dt.datetime.combine(day, dt.time(), zone())


def month_of(instant: dt.datetime) -> dt.date:
    """The first day of the month in which this instant lies."""
    return instant.astimezone(zone()).date().replace(day=1)


def month_after(month: dt.date, count: int = 1) -> dt.date:
    """The first day of the month so many months later (earlier when negative)."""
    years, place = divmod(month.month - 1 + count, 12)
    return dt.date(month.year + years, place + 1, 1)


def month_edges(month: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """When the month begins, and when the next one does."""
    return midnight(month), midnight(month_after(month))


def months_between(first: dt.date, until: dt.date) -> Iterator[dt.date]:
    """The first days of the months that begin from `first` until before `until`."""
    month = first.replace(day=1)
    month = month if month == first else month_after(month)
    while month < until:
        yield month
        month = month_after(month)
