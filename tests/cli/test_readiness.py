"""What keeps the pages from being served: tables or static files of another version."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from alur.cli.readiness import why_not_serve

pytestmark = pytest.mark.django_db
SETUP = "Jalankan `./run --setup` di folder Alur"


@pytest.fixture(autouse=True)
def static(tmp_path: Path, settings: Any) -> Path:
    """A folder of static files that counts as prepared."""
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "staticfiles.json").write_text("{}")
    return tmp_path


def test_an_office_of_this_version_is_served() -> None:
    assert why_not_serve() == []


def test_tables_of_an_older_version_are_named() -> None:
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("records", max(name for app, name in recorder.applied_migrations() if app == "records"))

    assert why_not_serve() == [
        f"Basis data belum disiapkan untuk versi ini (1 migrasi menunggu). {SETUP}, cadangkan dahulu."
    ]


def test_static_files_that_are_not_there_are_named(static: Path) -> None:
    (static / "staticfiles.json").unlink()

    assert why_not_serve() == [f"Berkas tampilan belum disiapkan di {static}. {SETUP}."]
