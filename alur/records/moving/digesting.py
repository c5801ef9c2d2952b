"""One digest for the rows of a table, the same on every database and in every order of rows."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import models

PORTION = 2000
MODULUS = 2**256


class TableDigest:
    """Grows row by row: the number of rows, and the sum of their SHA-256."""

    def __init__(self) -> None:
        self.rows, self.sum = 0, 0

    def add(self, values: Sequence[Any]) -> None:
        line = "\x1f".join(canonical(value) for value in values)
        self.rows += 1
        self.sum = (self.sum + int.from_bytes(hashlib.sha256(line.encode()).digest())) % MODULUS

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TableDigest) and (self.rows, self.sum) == (other.rows, other.sum)

    __hash__ = None  # type: ignore[assignment]


def canonical(value: Any) -> str:
    """A value as text, with its kind: an instant in UTC, JSON with sorted keys."""
    if isinstance(value, dt.datetime):
        return f"t{value.astimezone(dt.UTC).isoformat(timespec='microseconds')}"
    if isinstance(value, (dict, list)):
        return f"j{json.dumps(value, sort_keys=True, separators=(',', ':'), ensure_ascii=False)}"
    if isinstance(value, (bytes, memoryview)):
        return f"b{bytes(value).hex()}"
    return f"{type(value).__name__}{value}"


def rows_of(model: type[models.Model], alias: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a table as Python values, by primary key, some thousand at a time."""
    names = [field.attname for field in model._meta.concrete_fields]
    rows: Iterable[tuple[Any, ...]] = model._base_manager.using(alias).order_by("pk").values_list(*names)
    yield from rows.iterator(chunk_size=PORTION)  # type: ignore[attr-defined]


def digest_of(model: type[models.Model], alias: str) -> TableDigest:
    """The digest of a table as it lies in this database."""
    found = TableDigest()
    for row in rows_of(model, alias):
        found.add(row)
    return found
