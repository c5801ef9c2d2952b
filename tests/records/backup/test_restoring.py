"""A backup comes back into an empty place only, by the very command, and is proved before it says done."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from alur.records.backup import manifest
from alur.records.backup.making import generation
from alur.records.backup.restoring import why_not_restore
from tests.records.backup.places import rewrite

pytestmark = [pytest.mark.once("sqlite"), pytest.mark.django_db]


def reasons(place: Path) -> list[str]:
    folder = generation(place)
    return why_not_restore(folder, manifest.read(folder), manifest.read_files(folder))


def restored(place: Path, data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """What `alur restore` says for a data folder of its own."""
    surroundings = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "ALUR_SECRET_KEY")
    }
    command = [sys.executable, "-m", "alur.cli", "restore", str(place), *words]
    return subprocess.run(command, env=surroundings | {"ALUR_DATA": str(data)}, capture_output=True, text=True)


def test_a_closed_backup_comes_back_whole(copy: Path) -> None:
    done = restored(copy / "age", copy / "baru", "--identity", str(copy / "kunci"))

    assert (done.returncode, done.stderr) == (0, "")
    assert "1 permintaan" in done.stdout


def test_a_damaged_backup_does_not_come_back(copy: Path) -> None:
    file = min((copy / "biasa").glob("files/*/*/*"))
    file.unlink()

    done = restored(copy / "biasa", copy / "baru")

    assert (done.returncode, done.stderr) == (1, f"Berkas {file.name} tidak ada.\n")
    assert (copy / "baru" / "alur.sqlite3").exists() is False


def test_a_database_that_holds_something_is_left_alone(copy: Path) -> None:
    assert reasons(copy / "biasa") == [
        "Basis data di sini sudah berisi; pemulihan hanya ke tempat kosong. Pakailah ALUR_DATA yang baru."
    ]


def test_a_backup_of_the_other_engine_is_sent_to_move(copy: Path) -> None:
    rewrite(copy / "biasa", lambda values: values.update(engine="postgresql"))

    assert reasons(copy / "biasa")[0] == (
        "Cadangan ini dari PostgreSQL, sedangkan basis data di sini SQLite. Pulihkan dahulu ke PostgreSQL "
        "(ubah DATABASE_URL), lalu pindahkan dengan alur move."
    )
