"""The move itself: a transaction where it arrives, a lock where it leaves, proof before it is kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, IntegrityError, connection, connections, models, transaction

from alur.records import triggers
from alur.records.backup import BackupRefused, tables
from alur.records.moving.digesting import PORTION, TableDigest, digest_of, rows_of

NUL = "\x00"


@dataclass(frozen=True, slots=True)
class Moved:
    """What arrived: tables and rows."""

    tables: int
    rows: int


def move(alias: str) -> Moved:
    """Copy every row into the empty database of the alias, and prove it there. Raises BackupRefused, leaving nothing.

    Writers of the office wait meanwhile: what they wrote after the copy would be left behind.
    """
    call_command("migrate", database=alias, verbosity=0, interactive=False)
    known = apps.get_models(include_auto_created=True)
    target = connections[alias]
    with _held(), transaction.atomic(using=alias):
        triggers.remove(target)  # some take a row only while it comes about; they stand again before the proof
        _empty(target, known)
        rows = sum(_moved(model, target) for model in known)
        _move_search(target)
        _reset_sequences(target, known)
        triggers.install(target)
        _prove(target)
    return Moved(len(known), rows)


def _moved(model: type[models.Model], target: Any) -> int:
    """Copy a table, read it back, and compare. How many rows there are."""
    given = _copy(model, target)
    if digest_of(model, target.alias) != given:
        raise BackupRefused(f"Tabel {model._meta.db_table} tiba dengan isi yang berbeda; pemindahan dibatalkan.")
    return given.rows


def _copy(model: type[models.Model], target: Any) -> TableDigest:
    fields = model._meta.concrete_fields
    quote = target.ops.quote_name
    names, places = ", ".join(quote(field.column) for field in fields), ", ".join("%s" for _ in fields)
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"
    given, rows = TableDigest(), rows_of(model, "default")
    while portion := list(islice(rows, PORTION)):
        for row in portion:
            given.add(row)
            if target.vendor == "postgresql":
                _refuse_nul(model, fields, row)
        _insert(target, model, statement, [_prepared(fields, row, target) for row in portion])
    return given


def _insert(target: Any, model: type[models.Model], statement: str, rows: list[list[Any]]) -> None:
    try:
        with target.cursor() as cursor:
            cursor.executemany(statement, rows)
    except DatabaseError as error:
        cause = str(error).strip().splitlines()[0]
        raise BackupRefused(f"Tabel {model._meta.db_table}: basis data tujuan menolak isinya ({cause}).") from error


def _prepared(fields: Any, row: tuple[Any, ...], target: Any) -> list[Any]:
    return [field.get_db_prep_save(value, connection=target) for field, value in zip(fields, row, strict=True)]


def _refuse_nul(model: type[models.Model], fields: Any, row: tuple[Any, ...]) -> None:
    """PostgreSQL keeps no NUL in text or JSON; taking it out would change what the record says."""
    for field, value in zip(fields, row, strict=True):
        text = value if isinstance(value, str) else json.dumps(value) if isinstance(value, (dict, list)) else ""
        if NUL in text or (not isinstance(value, str) and "\\u0000" in text):
            raise BackupRefused(
                f"Tabel {model._meta.db_table} baris {row[0]}, kolom {field.column}, memuat aksara NUL, yang tidak "
                "dapat disimpan PostgreSQL. Tidak ada yang dipindahkan."
            )


@contextmanager
def _held() -> Iterator[None]:
    """A transaction on the office's database that lets nobody write the record until the move has ended."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():  # on SQLite it takes the one write lock
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                if is_outermost:  # all tables as they are at one instant
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                cursor.execute("LOCK TABLE records_entry IN SHARE MODE")
        yield


def _empty(target: Any, known: list[type[models.Model]]) -> None:
    """Take away the rows that making the tables left: they come with the others."""
    with target.cursor() as cursor:
        for model in known:
            cursor.execute(f"DELETE FROM {target.ops.quote_name(model._meta.db_table)}")


def _move_search(target: Any) -> None:
    """The words of the search index; both databases find by beginnings of words, so their order does not count."""
    words = "teks" if connection.vendor == "sqlite" else "array_to_string(tsvector_to_array(teks), ' ')"
    key = {"sqlite": "rowid", "postgresql": "case_id"}
    value = "%s" if target.vendor == "sqlite" else "to_tsvector('simple', %s)"
    with connection.cursor() as source, target.cursor() as cursor:
        source.execute(f"SELECT {key[connection.vendor]}, {words} FROM case_search")
        while portion := source.fetchmany(PORTION):
            cursor.executemany(f"INSERT INTO case_search ({key[target.vendor]}, teks) VALUES (%s, {value})", portion)


def _reset_sequences(target: Any, known: list[type[models.Model]]) -> None:
    with target.cursor() as cursor:
        for statement in target.ops.sequence_reset_sql(no_style(), known):
            cursor.execute(statement)


def _prove(target: Any) -> None:
    """References hold, triggers stand, every table has its rows, every chain its end. Raises BackupRefused."""
    try:
        target.check_constraints()
    except IntegrityError as error:
        raise BackupRefused(f"Rujukan antartabel tidak cocok di tujuan: {str(error).splitlines()[0]}") from error
    for problem in _differences(target):
        raise BackupRefused(f"{problem} Pemindahan dibatalkan.")


def _differences(target: Any) -> Iterator[str]:
    here, there = tables.row_counts(connection), tables.row_counts(target)
    for table in sorted(set(here) | set(there)):
        if here.get(table) != there.get(table):
            yield f"Tabel {table} berisi {there.get(table, 0)} baris di tujuan, seharusnya {here.get(table, 0)}."
    if tables.chain_heads(connection) != tables.chain_heads(target):
        yield "Ujung rantai catatan berbeda di tujuan."
    for guarded in triggers.ALL:
        if not guarded.is_installed(target):
            yield f"Penjaga tabel {guarded.table} tidak terpasang di tujuan."
