"""A case whose content was destroyed by a list stays proved in a backup and after a move, and no file is missed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections

from alur.records.backup.making import make as keep
from alur.records.backup.second import database_at, second_database
from alur.records.backup.tables import chain_heads, row_counts
from alur.records.models import StoredFile
from alur.records.moving import move
from alur.reports.backups import backup_problems, chain_breaks
from tests import make
from tests.actions.retention import lists
from tests.records.backup.places import files_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def destroyed(office: make.Office, settings: Any, tmp_path: Path, django_db_blocker: Any) -> Iterator[int]:
    """An office with one destroyed case and one at work, which has files in common; how many files are gone."""
    for name, value in files_in(tmp_path / "files").items():
        setattr(settings, name, value)
    lists.rule(office)
    make.case(office)
    lists.carried_out(office, lists.ended(office))
    with django_db_blocker.unblock():
        yield StoredFile.objects.filter(destroyed_at__isnull=False).count()


@pytest.mark.once("sqlite")
def test_a_backup_is_whole_without_what_was_destroyed(destroyed: int, tmp_path: Path) -> None:
    made = keep(tmp_path / "tempat", at=lists.LATER)

    assert destroyed > 0
    assert made.manifest.files == StoredFile.objects.count() - destroyed
    assert list(backup_problems(made.folder, identities=[])) == []


@pytest.mark.postgresql
def test_a_destroyed_case_arrives_with_its_chain(destroyed: int, tmp_path: Path) -> None:
    with second_database(database_at(f"sqlite:///{tmp_path / 'lain.sqlite3'}")) as alias:
        call_command("migrate", database=alias, verbosity=0, interactive=False)

        move(alias)

        own, other = connections["default"], connections[alias]
        assert (row_counts(other), chain_heads(other)) == (row_counts(own), chain_heads(own))
        assert list(chain_breaks(alias)) == []
