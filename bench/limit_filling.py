"""Fills the limit's tables with the cases of a seeded file: the same titles, visits and lines, by plain statements.

LIMIT_DATABASE=URL python -m bench.limit_filling FILE
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone

from bench import limit
from bench.seed import PASSWORD

PORTION = 5000
INSTANTS = ("opened_at", "closed_at", "due_at", "at")
SOURCES = {
    "limit_case": (
        "id number title unit opened_at closed_at",
        """SELECT c.id, c.number, c.title, u.name, c.opened_at, c.closed_at
        FROM records_case c JOIN records_unit u ON u.id = c.unit_id ORDER BY c.id""",
    ),
    "limit_visit": (
        "id case_id number step round holder_id opened_at due_at closed_at",
        # Whoever holds the role of a visit that is assigned to nobody has it here, where a visit has one holder.
        """SELECT v.id, v.case_id, v.number, v.step, v.round, coalesce(v.assignee_id, h.user_id), v.opened_at, v.due_at,
        v.closed_at FROM records_visit v LEFT JOIN (
            SELECT r.role_id, min(a.user_id) AS user_id FROM records_appointment a
            JOIN records_position_roles r ON r.position_id = a.position_id GROUP BY r.role_id
        ) h ON h.role_id = v.role_id ORDER BY v.id""",
    ),
    "limit_entry": (
        "id case_id number at kind by_id acting_as note",
        """SELECT id, subject_id, number, at, kind, by_id, acting_as, '' FROM records_entry
        WHERE subject_kind = 'permintaan' ORDER BY id""",
    ),
}


def fill(file: str) -> None:
    """Make the limit's tables in the empty database that LIMIT_DATABASE names, and fill them."""
    call_command("migrate", verbosity=0, interactive=False)
    with connection.schema_editor() as editor:
        for model in limit.MODELS:
            editor.create_model(model)
    source = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    with transaction.atomic():
        _fill_people(source)
        with connection.cursor() as cursor:
            for table, (columns, query) in SOURCES.items():
                _copy(cursor, table, columns.split(), source.execute(query))
            _fill_words(cursor)
            for statement in connection.ops.sequence_reset_sql(no_style(), list(limit.MODELS)):
                cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def _fill_people(source: sqlite3.Connection) -> None:
    password = make_password(PASSWORD)
    limit.User.objects.bulk_create(
        limit.User(pk=pk, username=nip, password=password, date_joined=timezone.now())
        for pk, nip in source.execute("SELECT id, nip FROM records_user")
    )


def _copy(cursor: Any, table: str, columns: list[str], rows: Iterator[tuple[Any, ...]]) -> None:
    names = ",".join(f'"{name}"' for name in columns)
    if connection.vendor == "sqlite":
        marks = ",".join("?" * len(columns))
        cursor.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
        return
    instants = [place for place, name in enumerate(columns) if name in INSTANTS]
    with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            values = list(row)
            for place in instants:
                values[place] = f"{values[place]}+00" if values[place] else None
            copy.write_row(values)


def _fill_words(cursor: Any) -> None:
    """The index of the words of all titles."""
    if connection.vendor == "sqlite":
        cursor.execute("CREATE VIRTUAL TABLE words USING fts5(line)")
        cursor.execute("INSERT INTO words (rowid, line) SELECT id, title FROM limit_case")
        return
    cursor.execute("CREATE TABLE words (id bigint PRIMARY KEY, line tsvector NOT NULL)")
    cursor.execute("INSERT INTO words SELECT id, to_tsvector('simple', title) FROM limit_case ORDER BY id")
    cursor.execute("CREATE INDEX words_line ON words USING gin (line)")


if __name__ == "__main__":
    fill(sys.argv[1])
