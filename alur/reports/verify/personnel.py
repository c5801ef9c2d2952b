"""Compares units, applications, positions and people with the last line that tells of each row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from alur.records.models import Entry, Position
from alur.records.personnel import TABLES, plain
from alur.reports.verify.comparing import shown

EARLIER = {
    "unit": ("unit", "code"),
    "unit-changed": ("unit", "code"),
    "person": ("orang", "nip"),
    "person-changed": ("orang", "nip"),
    "position": ("jabatan", "name"),
    "application": ("aplikasi", "code"),
    "application-changed": ("aplikasi", "code"),
    "appointed": ("penetapan", "letter_number"),
    "appointment-ended": ("penetapan", "letter_number"),
}


def personnel_problems(chain: QuerySet[Entry]) -> Iterator[str]:
    """What the tables say otherwise than the office's lines, and rows that no line tells of.

    Lines from before rows were written down in full only name a row: such a row is known, and not compared. A table
    that no line tells of at all was filled otherwise and is left alone.
    """
    told: dict[tuple[str, int], tuple[int, Mapping[str, Any]]] = {}
    named: set[tuple[str, str]] = set()
    lines = chain.filter(Q(data__has_key="row") | Q(kind__in=EARLIER)).order_by("number")
    for number, kind, data in lines.values_list("number", "kind", "data").iterator(chunk_size=500):
        if facts := data.get("row"):
            told[facts["table"], facts["pk"]] = number, facts
        else:
            named.add(_named_in(kind, data))
    for table, (model, fields) in TABLES.items():
        mine = {pk: line for (name, pk), line in told.items() if name == table}
        if not mine:
            continue
        rows = {row["pk"]: row for row in model._default_manager.values("pk", *fields)}
        for pk, (number, facts) in mine.items():
            yield from _differences(f"Baris {table} {pk}", number, facts, rows.get(pk), fields)
        for pk in sorted(rows.keys() - mine.keys()):
            if _name_of(table, rows[pk]) not in named:
                yield f"Baris {table} {pk}: ada pada tabel, tetapi tidak ada catatannya."
    yield from _role_problems({pk: line for (name, pk), line in told.items() if name == "jabatan"})


def _named_in(kind: str, data: Mapping[str, Any]) -> tuple[str, str]:
    """The row that an earlier line names, as far as it can be told."""
    table, key = EARLIER[kind]
    now = data.get("now") or {}
    return table, str(now.get(key) or data.get(key) or "")


def _name_of(table: str, row: Mapping[str, Any]) -> tuple[str, str]:
    key = {"unit": "code", "orang": "nip", "aplikasi": "code", "penetapan": "letter_number"}.get(table, "name")
    return table, str(row.get(key, ""))


def _differences(
    name: str, number: int, facts: Mapping[str, Any], row: Mapping[str, Any] | None, fields: tuple[str, ...]
) -> Iterator[str]:
    if row is None:
        yield f"{name}: tercatat pada catatan kantor #{number}, tetapi tidak ada pada tabel."
        return
    for field in (field for field in fields if field in facts):
        if plain(row[field]) != facts[field]:
            yield (
                f"{name}: {field} pada tabel ({shown(row[field])}) berbeda dari catatan kantor "
                f"#{number} ({shown(facts[field])})."
            )


def _role_problems(lines: Mapping[int, tuple[int, Mapping[str, Any]]]) -> Iterator[str]:
    kept: dict[int, list[int]] = {}
    carried = Position.roles.through.objects.filter(position__in=lines).values_list("position_id", "role_id")
    for position, role in carried:
        kept.setdefault(position, []).append(role)
    for pk, (number, facts) in lines.items():
        if sorted(kept.get(pk, [])) != facts["roles"]:
            yield f"Baris jabatan {pk}: peran yang dibawa berbeda dari catatan kantor #{number}."
