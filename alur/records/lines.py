"""The record's lines as an examination reads them: plain tuples, a third of the cost of rows of the model."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import QuerySet

from alur.records.canonical import bytes_of, sha256_of
from alur.records.models import Entry, SubjectKind

COLUMNS = (
    "subject_kind",
    "subject_id",
    "number",
    "at",
    "kind",
    "by_id",
    "by_nip",
    "acting_as",
    "data",
    "previous",
    "hash",
)


class Line(NamedTuple):
    """An entry: what its hash counts, and the hash that it bears."""

    subject_kind: str
    subject_id: int
    number: int
    at: dt.datetime
    kind: str
    by_id: int | None
    by_nip: str
    acting_as: str
    data: Any
    previous: str
    hash: str

    def canonical(self) -> bytes:
        """The bytes that are hashed."""
        return bytes_of(self)

    def computed_hash(self) -> str:
        """What the hash must be."""
        return sha256_of(self.canonical())


def lines_of(entries: QuerySet[Entry], *, chunk: int = 1000) -> Iterator[Line]:
    """These entries as lines, in the order of the query; some hundred are held at a time."""
    rows: Iterable[Any] = entries.values_list(*COLUMNS).iterator(chunk_size=chunk)
    return map(Line._make, rows)


def chains_of(kind: SubjectKind, subjects: Iterable[int]) -> dict[int, list[Line]]:
    """The chains of these subjects, oldest line first. One statement."""
    chains: dict[int, list[Line]] = defaultdict(list)
    rows = Entry.objects.filter(subject_kind=kind, subject_id__in=list(subjects)).order_by("subject_id", "number")
    for row in rows.values_list(*COLUMNS):
        chains[row[1]].append(Line._make(row))
    return chains
