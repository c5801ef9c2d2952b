"""On PostgreSQL a backup is made by pg_dump on one snapshot, and opened in a database made for a while."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from alur.records.backup import BackupRefused, making, programs
from alur.reports.backups import backup_problems
from tests import make


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_backup_opens_in_a_database_of_its_own_and_the_office_is_not_touched(
    tmp_path: Path, django_db_blocker: Any
) -> None:
    make.case(make.office(), at_step="4")

    made = making.make(tmp_path / "tempat", at=make.MONDAY)

    assert made.manifest.engine == "postgresql"
    assert made.manifest.rows["records_case"] == 1
    with django_db_blocker.unblock():
        assert list(backup_problems(made.folder, identities=[])) == []
    assert scratch_databases() == []


def scratch_databases() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'alur_uji_%%'")
        return [name for (name,) in cursor.fetchall()]


@pytest.mark.once("sqlite")
def test_programs_that_are_missing_or_too_old_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "pg_coba"
    old.write_text("#!/bin/sh\necho 'pg_coba (PostgreSQL) 13.4'\n")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    assert programs.program("pg_coba", server=13) == str(old)
    assert refusal("pg_coba") == "Program pg_coba versi 13 lebih lama daripada peladennya (versi 15)."
    assert refusal("pg_tiada") == "Program pg_tiada tidak ditemukan."


def refusal(name: str) -> str:
    with pytest.raises(BackupRefused) as refused:
        programs.program(name, server=15)
    return str(refused.value).partition(" Pasang")[0]
