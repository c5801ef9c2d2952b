"""Compares units, positions, people and what is kept about them with the last line that tells of each row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from alur.records.models import Entry, Position
from alur.records.personnel import TABLES, plain
from alur.reports.verify.comparing import shown


def personnel_problems(chain: QuerySet[Entry]) -> Iterator[str]:
    """What the tables say otherwise than the office's lines. Rows that no line tells in full cannot be compared."""
    told: dict[tuple[str, int], tuple[int, Mapping[str, Any]]] = {}
    lines = chain.filter(data__has_key="row").values_list("number", "data")
    for number, data in lines.iterator(chunk_size=500):
        facts = data["row"]
        told[facts["table"], facts["pk"]] = number, facts
    for table, (model, fields) in TABLES.items():
        mine = {pk: line for (name, pk), line in told.items() if name == table}
        rows = {row["pk"]: row for row in model._default_manager.values("pk", *fields)} if mine else {}
        for pk, (number, facts) in mine.items():
            yield from _differences(f"Baris {table} {pk}", number, facts, rows.get(pk), fields)
    yield from _role_problems({pk: line for (name, pk), line in told.items() if name == "jabatan"})


def _differences(
    name: str, number: int, facts: Mapping[str, Any], row: Mapping[str, Any] | None, fields: tuple[str, ...]
) -> Iterator[str]:
    if row is None:
        yield f"{name}: tercatat pada catatan kantor #{number}, tetapi tidak ada pada tabel."
        return
    for field in fields:
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
