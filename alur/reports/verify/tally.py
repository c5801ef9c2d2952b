"""What an examination has looked at, and how it walks through many rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

PORTION = 200


@dataclass
class Tally:
    """How many cases, entries, files and sealed lines of logs were examined."""

    cases: int = 0
    entries: int = 0
    files: int = 0
    log_lines: int = 0


def portions(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    """The rows by primary key, some hundred at a time; no cursor stays open between them."""
    last = None
    while True:
        ordered = rows.order_by("pk")
        portion = list((ordered if last is None else ordered.filter(pk__gt=last))[:PORTION])
        if not portion:
            return
        yield portion
        last = portion[-1].pk
