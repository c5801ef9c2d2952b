"""Copies a seeded SQLite file into PostgreSQL, table by table, so that both databases hold the same rows."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction

PORTION = 5000


def fill(file: Path) -> None:
    """Fill the empty database that the settings name with the rows of the file."""
    if connection.vendor == "sqlite":
        shutil.copy(file, settings.DATABASES["default"]["NAME"])
        return
    call_command("migrate", verbosity=0, interactive=False)
    source = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    tables = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label == "records"]
    with transaction.atomic(), connection.cursor() as cursor:
        # Rows come in the order of tables, not of their references, and hold already.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for model in tables:
            _copy_table(source, cursor, model)
        _copy_search(source, cursor)
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")


def _copy_table(source: sqlite3.Connection, cursor: Any, model: type[models.Model]) -> None:
    fields = model._meta.concrete_fields
    names = ",".join(f'"{item.column}"' for item in fields)
    changes = [(place, change) for place, item in enumerate(fields) if (change := _change(item))]
    table = model._meta.db_table
    with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in _rows(source, f"SELECT {names} FROM {table}"):
            values = list(row)
            for place, change in changes:
                if values[place] is not None:
                    values[place] = change(values[place])
            copy.write_row(values)


def _change(item: Any) -> Callable[[Any], Any] | None:
    """How a value that SQLite keeps differently is written for PostgreSQL; None when it is the same."""
    if isinstance(item, models.DateTimeField):
        return lambda text: f"{text}+00"
    if isinstance(item, models.BooleanField):
        return bool
    if isinstance(item, models.JSONField):
        return lambda text: json.dumps(json.loads(text), ensure_ascii=False)
    return None


def _copy_search(source: sqlite3.Connection, cursor: Any) -> None:
    cursor.execute("CREATE TEMPORARY TABLE lines (case_id bigint, line text) ON COMMIT DROP")
    with cursor.copy("COPY lines FROM STDIN") as copy:
        for row in _rows(source, "SELECT rowid, teks FROM case_search"):
            copy.write_row(row)
    cursor.execute("INSERT INTO case_search SELECT case_id, to_tsvector('simple', line) FROM lines ORDER BY case_id")


def _rows(source: sqlite3.Connection, query: str) -> Iterator[tuple[Any, ...]]:
    cursor = source.execute(query)
    while portion := cursor.fetchmany(PORTION):
        yield from portion
