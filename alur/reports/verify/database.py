"""Examines the database itself: its foreign keys hold, and the triggers that close the record are in place."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from alur.records import triggers


def database_problems() -> Iterator[str]:
    """What the database no longer guards, and rows that point nowhere."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            present = {name for (name,) in cursor.fetchall()}
            cursor.execute("PRAGMA foreign_key_check")
            for table, row, parent, _ in cursor.fetchall():
                yield f"Tabel {table} baris {row}: menunjuk baris {parent} yang tidak ada."
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')")
            present = {name for (name,) in cursor.fetchall()}
            cursor.execute(
                "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE NOT convalidated "
                "UNION ALL SELECT tgrelid::regclass::text, tgname FROM pg_trigger "
                "WHERE tgisinternal AND tgenabled = 'D'"
            )
            for table, name in cursor.fetchall():
                yield f"Tabel {table}: batasan {name} tidak dijaga lagi oleh basis data."
    for table in triggers.ALL:
        for name in table.names(connection.vendor):
            if name not in present:
                yield f"Tabel {table.table}: pemicu {name} hilang atau dimatikan; baris lama dapat diubah."
