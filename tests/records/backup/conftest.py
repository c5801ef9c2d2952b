"""One backup of an office with a case, made once for all tests of its damage; each test bends a copy of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyrage
import pytest
from django.test import override_settings

from alur.records.backup import making
from tests import make
from tests.conftest import empty_despite_triggers
from tests.records.backup.places import files_in

IDENTITY = pyrage.x25519.Identity.generate()


@pytest.fixture(scope="package")
def kept(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with two places: `biasa`, and `age` whose backup is closed for IDENTITY; and the office they are of.

    A backup sees what is committed, so the rows are, and are taken away after the last test of this folder.
    """
    folder = tmp_path_factory.mktemp("cadangan")
    (folder / "kunci").write_text(f"# dibuat untuk uji\n{IDENTITY}\n")
    (folder / "kunci-lain").write_text(f"{pyrage.x25519.Identity.generate()}\n")
    with django_db_blocker.unblock():
        with override_settings(**files_in(folder / "files")):
            make.case(make.office(), at_step="4")
            making.make(folder / "biasa", at=make.MONDAY)
            with override_settings(BACKUP_RECIPIENT=str(IDENTITY.to_public())):
                making.make(folder / "age", at=make.MONDAY)
        yield folder
        empty_despite_triggers()


@pytest.fixture
def kantor(kept: Path, settings: Any, django_db_blocker: Any, tmp_path: Path) -> Iterator[Path]:
    """The office of the backups with a copy of its files, and a new place to keep it in."""
    shutil.copytree(kept / "files", tmp_path / "files")
    for name, value in files_in(tmp_path / "files").items():
        setattr(settings, name, value)
    with django_db_blocker.unblock():
        yield tmp_path / "tempat"


@pytest.fixture
def copy(kept: Path, tmp_path: Path, django_db_blocker: Any) -> Iterator[Path]:
    """A copy of both places and the keys."""
    for name in ("biasa", "age"):
        shutil.copytree(kept / name, tmp_path / name)
    for name in ("kunci", "kunci-lain"):
        shutil.copy(kept / name, tmp_path)
    with django_db_blocker.unblock():
        yield tmp_path
