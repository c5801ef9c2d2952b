"""Records move between PostgreSQL and SQLite, both ways, and what cannot arrive unchanged stops the move."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections

from alur.records import triggers
from alur.records.backup import BackupRefused
from alur.records.backup.second import database_at, scratch_database, second_database
from alur.records.backup.tables import chain_heads, row_counts
from alur.records.models import Case, Destruction, Heartbeat, User
from alur.records.moving import move, why_not_move
from alur.records.moving.digesting import TableDigest, canonical
from alur.reports.backups import chain_breaks
from tests import make
from tests.actions.retention import lists


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any) -> Path:
    """A SQLite file with all tables, as a move that was broken off leaves it; made once."""
    path = tmp_path_factory.mktemp("tabel") / "kosong.sqlite3"
    with django_db_blocker.unblock(), second_database(database_at(f"sqlite:///{path}")) as alias:
        call_command("migrate", database=alias, verbosity=0, interactive=False)
    return path


@pytest.fixture
def there(office: Any, tables: Path, tmp_path: Path, django_db_blocker: Any) -> Iterator[str]:
    """An empty SQLite database beside an office with a case."""
    make.case(office, at_step="4")
    path = shutil.copy(tables, tmp_path / "lain.sqlite3")
    with django_db_blocker.unblock(), second_database(database_at(f"sqlite:///{path}")) as alias:
        yield alias


@pytest.mark.postgresql
def test_every_row_arrives_and_the_record_is_closed_there(there: str) -> None:
    move(there)

    own, other = connections["default"], connections[there]
    assert row_counts(other) == row_counts(own)
    assert chain_heads(other) == chain_heads(own)
    assert list(chain_breaks(there)) == []
    assert [guarded.table for guarded in triggers.ALL if not guarded.is_installed(other)] == []
    assert why_not_move(there, at=make.MONDAY) == [
        "Basis data tujuan sudah berisi; pemindahan hanya ke basis data kosong."
    ]


@pytest.mark.once("sqlite")
def test_a_destroyed_case_arrives_with_its_proof(office: Any, there: str) -> None:
    lists.rule(office)
    lists.carried_out(office, lists.ended(office))

    move(there)

    assert chain_heads(connections[there]) == chain_heads(connections["default"])
    assert (Destruction.objects.using(there).count(), list(chain_breaks(there))) == (1, [])


@pytest.mark.postgresql
def test_a_destroyed_case_arrives_with_its_chain(office: Any, there: str) -> None:
    lists.rule(office)
    lists.carried_out(office, lists.ended(office))

    move(there)

    own, other = connections["default"], connections[there]
    assert Destruction.objects.using(there).count() == 1
    assert (row_counts(other), chain_heads(other)) == (row_counts(own), chain_heads(own))
    assert list(chain_breaks(there)) == []


@pytest.mark.postgresql
def test_from_sqlite_to_postgresql_numbers_go_on_and_nul_is_refused(there: str) -> None:
    move(there)
    with scratch_database("") as address:
        at_postgresql(there, address)


def at_postgresql(there: str, address: str) -> None:
    """The SQLite copy becomes the office's database for a while, and moves to a new one on PostgreSQL."""
    own, copy = connections["default"], connections[there]
    with second_database(database_at(address), alias="ketiga") as alias:
        connections["default"] = copy
        try:
            User.objects.filter(pk=User.objects.order_by("pk")[0].pk).update(name="Bu\x00di")
            with pytest.raises(BackupRefused) as refused:
                move(alias)
            assert "kolom name, memuat aksara NUL" in str(refused.value)

            User.objects.filter(name="Bu\x00di").update(name="Budi")
            move(alias)

            assert row_counts(connections[alias]) == row_counts(copy)
            assert list(chain_breaks(alias)) == []
            newest = User.objects.using(alias).create(nip="1", name="Baru", password="!")
            assert newest.pk > max(User.objects.values_list("pk", flat=True))
            case = Case.objects.using(alias).get()
            assert case.opened_at == Case.objects.get().opened_at
        finally:
            connections["default"] = own


def test_nothing_moves_while_the_worker_is_alive_nor_into_a_database_of_others(
    db: None, tmp_path: Path, django_db_blocker: Any
) -> None:
    Heartbeat.objects.create(worker="mesin:1", seen_at=make.MONDAY)
    sqlite3.connect(tmp_path / "lain.sqlite3").execute("CREATE TABLE gudang (id)")

    with django_db_blocker.unblock(), second_database(database_at(f"sqlite:///{tmp_path / 'lain.sqlite3'}")) as alias:
        assert why_not_move(alias, at=make.MONDAY) == [
            "Basis data tujuan memuat tabel lain (misalnya gudang); sebutkan yang kosong.",
            "Pekerja latar Alur masih berjalan. Hentikan Alur, tunggu setengah menit, lalu ulangi.",
        ]


@pytest.mark.once("sqlite")
def test_the_digest_of_a_table_does_not_hang_on_the_order_of_rows_or_keys() -> None:
    one, other = TableDigest(), TableDigest()
    for row in ((1, {"a": 1, "b": [True]}), (2, None)):
        one.add(row)
    for row in ((2, None), (1, {"b": [True], "a": 1})):
        other.add(row)

    assert one == other
    assert canonical(True) != canonical(1)


@pytest.mark.once("sqlite")
@pytest.mark.parametrize("address", ["mysql://a/b", "postgresql://mesin", "bukan alamat", ""])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(BackupRefused):
        database_at(address)
