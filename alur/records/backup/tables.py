"""What a database holds, in figures that two copies can be compared by: rows, heads of chains, files, migrations."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db.migrations.loader import MigrationLoader

HEADS = (
    "SELECT line.subject_kind, line.subject_id, line.number, line.hash FROM records_entry line JOIN "
    "(SELECT subject_kind, subject_id, MAX(number) AS number FROM records_entry GROUP BY subject_kind, subject_id) "
    "head ON line.subject_kind = head.subject_kind AND line.subject_id = head.subject_id AND line.number = head.number"
)
SHADOWS = "case_search_"  # SQLite keeps its search index in tables of this name


def row_counts(connection: Any) -> dict[str, int]:
    """The number of rows of every table, by name."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        counts = {}
        for table in sorted(name for name in tables if not name.startswith(SHADOWS)):
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")
            counts[table] = cursor.fetchone()[0]
    return counts


def chain_heads(connection: Any) -> tuple[int, str]:
    """How many chains there are, and one SHA-256 over the last line of each: "kind:subject number hash", sorted."""
    with connection.cursor() as cursor:
        cursor.execute(HEADS)
        lines = sorted(f"{kind}:{subject} {number} {digest}\n" for kind, subject, number, digest in cursor.fetchall())
    return len(lines), hashlib.sha256("".join(lines).encode()).hexdigest()


def stored_files(connection: Any) -> list[tuple[str, int]]:
    """SHA-256 and size of every file that the database names and that was not destroyed, in order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sha256, size FROM records_storedfile WHERE destroyed_at IS NULL")
        return sorted((sha256, int(size)) for sha256, size in cursor.fetchall())


def migrations(connection: Any) -> list[str]:
    """The migrations that have been applied, as "app.name"."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        return sorted(f"{app}.{name}" for app, name in cursor.fetchall())


def known_migrations() -> set[str]:
    """The migrations that this version of the program knows."""
    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}


def has_tables(connection: Any) -> bool:
    return bool(connection.introspection.table_names())
