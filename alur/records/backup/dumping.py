"""A copy of the database at one instant, while people work; and a database made from such a copy.

SQLite: its online backup, under a read transaction, so that writers go on and the copy need not begin again.
PostgreSQL: pg_dump on an exported snapshot, in which the figures of the manifest are counted too.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, connections, transaction

from alur.records.backup import BackupRefused, tables
from alur.records.backup.programs import program, run
from alur.records.backup.second import database_at, second_database

PAGES = 2000
NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The figures of a copy, taken from the very rows that are in it."""

    engine: str
    engine_version: str
    migrations: list[str]
    rows: dict[str, int]
    chains: int
    heads: str
    files: list[tuple[str, int]]


def dump(folder: Path) -> tuple[Path, Snapshot]:
    """Write the copy into the folder. Raises BackupRefused and OSError."""
    path = folder / NAMES[connection.vendor]
    if connection.vendor == "sqlite":
        _copy_sqlite(path)
        with second_database(database_at(f"sqlite:///{path}")) as alias:
            return path, _figures(connections[alias], sqlite3.sqlite_version)
    server: Any = connection
    with _exported() as name:
        version = server.pg_version // 10000
        options = [
            "--format=custom",
            "--compress=1",
            "--no-owner",
            "--no-privileges",
            f"--snapshot={name}",
            f"--file={path}",
        ]
        run([program("pg_dump", server=version), *options], connection.settings_dict)
        return path, _figures(connection, str(version))


def load(path: Path, alias: str) -> None:
    """Make the database of the alias, which has no tables, from a copy. Raises BackupRefused."""
    target: Any = connections[alias]
    if target.vendor == "sqlite":
        shutil.copyfile(path, target.settings_dict["NAME"])
        return
    version = target.pg_version // 10000
    command = [program("pg_restore", server=version), "--no-owner", "--no-privileges", "--exit-on-error"]
    name = target.settings_dict["NAME"]
    run([*command, "--single-transaction", f"--dbname={name}", str(path)], target.settings_dict)


def _figures(source: Any, version: str) -> Snapshot:
    chains, heads = tables.chain_heads(source)
    counts = tables.row_counts(source)
    return Snapshot(
        source.vendor, version, tables.migrations(source), counts, chains, heads, tables.stored_files(source)
    )


def _copy_sqlite(path: Path) -> None:
    target = sqlite3.connect(path)
    try:
        with _reading() as source:
            source.backup(target, pages=PAGES)
        target.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        cause = "cakram penuh" if "full" in str(error) or "disk I/O" in str(error) else str(error)
        raise BackupRefused(f"Basis data tidak dapat disalin: {cause}.") from error
    finally:
        target.close()


@contextmanager
def _reading() -> Iterator[sqlite3.Connection]:
    """The office's connection with a read transaction open: what others write meanwhile is not seen."""
    connection.ensure_connection()
    source: sqlite3.Connection = connection.connection
    if source.in_transaction:  # SQLite would wait for this very transaction, for ever
        raise BackupRefused("Cadangan tidak dapat dibuat di tengah transaksi.")
    source.execute("BEGIN DEFERRED")
    try:
        source.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
        yield source
    finally:
        source.execute("ROLLBACK")


@contextmanager
def _exported() -> Iterator[str]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]
