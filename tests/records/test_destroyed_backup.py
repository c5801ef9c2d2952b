"""A backup of an office with a case that a list destroyed is whole, and misses no file of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from alur.records.backup.making import make as keep
from alur.records.models import StoredFile
from alur.reports.backups import backup_problems
from tests import make
from tests.actions.retention import lists
from tests.records.backup.places import files_in

pytestmark = [pytest.mark.once("sqlite"), pytest.mark.django_db(transaction=True)]


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


def test_a_backup_is_whole_without_what_was_destroyed(destroyed: int, tmp_path: Path) -> None:
    made = keep(tmp_path / "tempat", at=lists.LATER)

    assert destroyed > 0
    assert made.manifest.files == StoredFile.objects.count() - destroyed
    assert list(backup_problems(made.folder, identities=[])) == []
