"""Remembers the rows that an office is made of, and lays them into the next test's empty tables.

Making an office through real actions takes a third of a usual test. The first test of a run makes it so; the others get
the very rows that came of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Rows:
    """Rows of one table; `columns` names their values in order."""

    columns: tuple[str, ...]
    rows: frozenset[Row]


def tables() -> dict[str, Rows]:
    """All that the tables of Alur hold now."""
    with connection.cursor() as cursor:
        return {name: _rows(cursor, name) for name in connection.introspection.django_table_names(only_existing=True)}


def added(before: Mapping[str, Rows], after: Mapping[str, Rows]) -> dict[str, Rows]:
    """What came to each table. Raises AssertionError when a row that was there has changed or gone."""
    for name, known in before.items():
        assert known.rows <= after[name].rows, f"{name}: a row that was there has changed"
    return {
        name: Rows(now.columns, now.rows - before[name].rows)
        for name, now in after.items()
        if now.rows - before[name].rows
    }


def lay(kept: Mapping[str, Rows]) -> None:
    """Put these rows into their tables; numbers given from now on lie above theirs."""
    with transaction.atomic(), connection.cursor() as cursor:
        for name, part in kept.items():
            columns = ", ".join(connection.ops.quote_name(column) for column in part.columns)
            places = ", ".join(["%s"] * len(part.columns))
            order = part.columns.index("id") if "id" in part.columns else 0
            cursor.executemany(
                f"INSERT INTO {connection.ops.quote_name(name)} ({columns}) VALUES ({places})",
                sorted(part.rows, key=lambda row: row[order]),
            )
        if connection.vendor == "postgresql":
            _raise_sequences(cursor, [name for name, part in kept.items() if "id" in part.columns])


def _rows(cursor: Any, table: str) -> Rows:
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
    return Rows(
        tuple(column.name if hasattr(column, "name") else column[0] for column in cursor.description),
        frozenset(cursor.fetchall()),
    )


def _raise_sequences(cursor: Any, names: list[str]) -> None:
    parts = [
        f"setval(pg_get_serial_sequence('\"{name}\"', 'id'), greatest((SELECT max(id) FROM \"{name}\"),"
        f" nextval(pg_get_serial_sequence('\"{name}\"', 'id')) - 1, 1))"
        for name in names
    ]
    cursor.execute("SELECT " + ", ".join(parts))
