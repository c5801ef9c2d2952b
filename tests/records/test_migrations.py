"""Every migration has a way back and names its locks; the first tables, with the data of those days, become today's."""

from __future__ import annotations

import datetime as dt
import importlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from alur.records.backup.second import database_at, scratch_database, second_database
from alur.reports.verify import Tally, verify

FOLDER = Path(__file__).parents[2] / "alur" / "records" / "migrations"
NAMES = sorted(path.stem for path in FOLDER.glob("0*.py"))
FIRST, ROWS = "0004_decrees", Path(__file__).parent / "first_tables.jsonl"


@pytest.mark.once("sqlite")
@pytest.mark.parametrize("name", NAMES)
def test_a_migration_can_be_undone_and_says_how_and_what_it_locks(name: str) -> None:
    module = importlib.import_module(f"alur.records.migrations.{name}")
    told = module.__doc__ or ""

    assert [operation for operation in module.Migration.operations if not operation.reversible] == []
    assert [word for word in ("To go back:", "Locks:") if word not in told] == []


@pytest.fixture
def empty(tmp_path: Path, db: None, django_db_blocker: Any) -> Iterator[str]:
    """The alias of an empty database of the same kind as the suite's."""
    with (
        django_db_blocker.unblock(),
        other_database(tmp_path) as address,
        second_database(database_at(address)) as alias,
    ):
        yield alias


@contextmanager
def other_database(folder: Path) -> Iterator[str]:
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder / 'lain.sqlite3'}"
        return
    with scratch_database("") as address:
        yield address


def test_the_first_tables_with_their_data_become_todays(empty: str) -> None:
    go_to(empty, FIRST)
    put_rows(empty)

    go_to(empty, *newest())
    tally, problems = verified(empty)

    assert [problem for problem in problems if "tidak ada pada penyimpanan" not in problem] == []
    assert (tally.cases, tally.entries) == (2, 94)


def newest() -> list[str]:
    """The last migrations of the chain."""
    return [name for _, name in MigrationLoader(None).graph.leaf_nodes("records")]


def go_to(alias: str, name: str) -> None:
    executor = MigrationExecutor(connections[alias])
    executor.migrate([("records", name)])


def put_rows(alias: str) -> None:
    """Put the rows of the first days in, through the models as they were then."""
    apps = MigrationLoader(connections[alias]).project_state([("records", FIRST)]).apps
    known = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    model: Any = None
    with connections[alias].constraint_checks_disabled(), transaction.atomic(using=alias):
        for line in ROWS.read_text().splitlines():
            value = json.loads(line)
            if isinstance(value, dict):
                model, columns = known[value["table"]], value["columns"]
                fields = {field.column: field for field in model._meta.concrete_fields}
                continue
            named = zip(columns, value, strict=True)
            model.objects.using(alias).create(**{fields[key].attname: of_field(fields[key], raw) for key, raw in named})


def of_field(field: models.Field[Any, Any], raw: Any) -> Any:
    """A value as SQLite kept it, as the field has it."""
    if raw is None:
        return None
    if isinstance(field, models.DateTimeField):
        return dt.datetime.fromisoformat(raw).replace(tzinfo=dt.UTC)
    if isinstance(field, models.JSONField):
        return json.loads(raw)
    return bool(raw) if isinstance(field, models.BooleanField) else raw


def verified(alias: str) -> tuple[Tally, list[str]]:
    """What `alur verify` says when this database is the office's."""
    own, tally = connections["default"], Tally()
    connections["default"] = connections[alias]
    try:
        return tally, list(verify(tally=tally))
    finally:
        connections["default"] = own
