"""What an examination has looked at, and how it walks through many rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

PORTION = 200


@dataclass
class Tally:
    """How many cases, entries, files, sealed lines of logs, seals and time stamps were examined."""

    cases: int = 0
    entries: int = 0
    files: int = 0
    log_lines: int = 0
    seals: int = 0
    stamps: int = 0

    def add(self, other: Tally) -> None:
        """Count what another examination has looked at as well."""
        for name, count in vars(other).items():
            setattr(self, name, getattr(self, name) + count)


def keys_in_portions(rows: QuerySet[Any]) -> Iterator[list[int]]:
    """The primary keys of these rows in order, some hundred at a time; no cursor stays open between them."""
    last = 0
    while portion := list(rows.order_by("pk").filter(pk__gt=last).values_list("pk", flat=True)[:PORTION]):
        yield portion
        last = portion[-1]


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
