"""A backup is whole or not there: what is copied, what is copied once, what stays, and what stops it."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from alur.records.backup import BackupRefused, manifest
from alur.records.backup.making import LOCK, generations
from alur.records.backup.making import make as keep
from alur.records.backup.secrecy import envelope_for
from alur.records.models import StoredFile
from alur.records.storage import path_of
from alur.reports.backups import backup_problems
from tests import make

pytestmark = pytest.mark.once("sqlite")
DAY = dt.timedelta(days=1)


def on_day(place: Path, number: int, **options: Any) -> Any:
    return keep(place, at=make.MONDAY + number * DAY, **options)


def refusal_of(place: Path) -> str:
    with pytest.raises(BackupRefused) as refused:
        on_day(place, 0)
    return str(refused.value)


def test_the_manifest_counts_what_the_database_holds(kantor: Path) -> None:
    made = on_day(kantor, 0)

    assert made.manifest.rows["records_case"] == 1
    assert made.manifest.files == StoredFile.objects.count()
    assert made.digest == manifest.digest_of(made.folder)


def test_a_file_is_copied_once(kantor: Path) -> None:
    first, second = on_day(kantor, 0), on_day(kantor, 1)

    assert first.new_bytes == first.manifest.file_bytes
    assert second.new_bytes == 0
    assert list(backup_problems(second.folder, identities=[])) == []


def test_a_file_cut_short_in_the_pool_is_copied_again(kantor: Path) -> None:
    made = on_day(kantor, 0)
    kept = min((kantor / "files").glob("??/??/*"))
    os.truncate(kept, 1)

    on_day(kantor, 1)

    assert list(backup_problems(made.folder, identities=[])) == []


def test_a_file_that_the_office_lost_is_a_flaw_and_the_rest_is_kept(kantor: Path, settings: Any) -> None:
    lost = StoredFile.objects.order_by("pk")[0].pk
    (settings.FILES_ROOT / path_of(lost)).unlink()

    made = on_day(kantor, 0)

    assert made.manifest.flaws == [f"Berkas {lost} tidak ada pada penyimpanan, jadi tidak ikut dicadangkan."]
    assert made.manifest.files == StoredFile.objects.count() - 1


def test_a_file_that_was_changed_is_not_kept_under_its_name(kantor: Path, settings: Any) -> None:
    bent = StoredFile.objects.order_by("pk")[0].pk
    (settings.FILES_ROOT / path_of(bent)).write_bytes(b"lain")

    made = on_day(kantor, 0)

    sentence = f"Isi berkas {bent} pada penyimpanan berbeda dari SHA-256-nya, jadi tidak ikut dicadangkan."
    assert made.manifest.flaws == [sentence]


def test_older_backups_go_but_never_the_last_good_one(kantor: Path, settings: Any) -> None:
    on_day(kantor, 0)
    good = on_day(kantor, 1).folder
    (settings.FILES_ROOT / path_of(StoredFile.objects.order_by("pk")[0].pk)).unlink()
    shutil.rmtree(kantor / "files")
    flawed = [on_day(kantor, number, keep=1).folder for number in (2, 3)]

    assert generations(kantor) == [good, flawed[1]]


def test_files_that_no_backup_names_go_with_the_last_that_did(kantor: Path) -> None:
    on_day(kantor, 0)
    stray = kantor / "files" / "ab" / "cd" / ("abcd" + "0" * 60)
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"x")

    made = on_day(kantor, 1, keep=1)

    assert len(list((kantor / "files").glob("??/??/*"))) == made.manifest.files


def test_one_backup_at_a_time(kantor: Path) -> None:
    kantor.mkdir()
    with open(kantor / LOCK, "w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)

        assert refusal_of(kantor) == f"Cadangan lain sedang dibuat di {kantor}; tunggu sampai selesai."


def test_the_data_folder_is_no_place_for_backups(kantor: Path, settings: Any) -> None:
    place = settings.DATA / "cadangan"

    assert refusal_of(place) == (
        f"{place} berada di dalam folder data Alur; cadangan di sana hilang bersama datanya. Pilih tempat lain."
    )


@contextmanager
def full_beyond(size: int) -> Iterator[None]:
    """A disk on which no file grows beyond this size."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_full_under_the_database_leaves_nothing(kantor: Path) -> None:
    with full_beyond(200_000):
        sentence = refusal_of(kantor)

    assert sentence == "Basis data tidak dapat disalin: cakram penuh."
    assert [path.name for path in kantor.iterdir()] == [LOCK]


def test_a_disk_full_under_a_file_leaves_no_backup(kantor: Path, settings: Any) -> None:
    known = StoredFile.objects.order_by("pk")[0]
    (settings.FILES_ROOT / path_of(known.pk)).write_bytes(b"x" * 20_000_000)

    with full_beyond(15_000_000):
        sentence = refusal_of(kantor)

    assert sentence == "Cakram tujuan cadangan penuh; tidak ada cadangan baru yang ditinggalkan."
    assert generations(kantor) == []
    assert list(kantor.glob("**/.belum-*")) == []


def test_storage_that_is_away_stops_the_backup(kantor: Path, settings: Any) -> None:
    shutil.rmtree(settings.FILES_ROOT)
    settings.FILES_ROOT.write_bytes(b"")  # neither a folder nor missing, as when a mount has failed

    assert refusal_of(kantor).startswith("Penyimpanan berkas tidak dapat dihubungi (")
    assert generations(kantor) == []


def test_a_backup_killed_in_the_middle_leaves_none_and_the_next_is_whole(kantor: Path, settings: Any) -> None:
    stuck = settings.FILES_ROOT / path_of(StoredFile.objects.order_by("pk")[0].pk)
    content = stuck.read_bytes()
    stuck.unlink()
    os.mkfifo(stuck)  # the copy waits here for ever
    if (child := os.fork()) == 0:
        keep(kantor, at=make.MONDAY)
        os._exit(0)
    while not list(kantor.glob(".belum-*/database.sqlite3")):
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    stuck.unlink()
    stuck.write_bytes(content)

    assert generations(kantor) == []
    made = on_day(kantor, 1)
    assert list(backup_problems(made.folder, identities=[])) == []
    assert list(kantor.glob("**/.belum-*")) == []


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ("age1salah", "Kunci age “age1salah…” tidak sah."),
        ("age1salah, kantor@contoh.go.id", "ALUR_BACKUP_RECIPIENT mencampur kunci age dan GPG; pakailah salah satu."),
    ],
)
def test_a_recipient_that_cannot_be_is_refused_before_anything_is_written(setting: str, sentence: str) -> None:
    with pytest.raises(BackupRefused) as refused:
        envelope_for(setting)

    assert str(refused.value).partition(" Isi ALUR")[0] == sentence


@pytest.mark.skipif(shutil.which("gpg") is None, reason="perlu gpg")
def test_a_backup_is_closed_and_opened_by_gpg(kantor: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Path(f"/tmp/alur-gpg-{os.getpid()}")  # the agent's socket has a short path only
    home.mkdir(mode=0o700)
    monkeypatch.setenv("GNUPGHOME", str(home))
    key = ["gpg", "--batch", "--quiet", "--passphrase", "", "--quick-gen-key", "kantor@contoh.go.id", "future-default"]
    subprocess.run(key, check=True, capture_output=True)
    settings.BACKUP_RECIPIENT = "kantor@contoh.go.id"
    try:
        made = on_day(kantor, 0)

        assert {path.suffix for path in (kantor / made.manifest.pool).glob("??/??/*")} == {".gpg"}
        assert list(backup_problems(made.folder, identities=[])) == []
    finally:
        subprocess.run(["gpgconf", "--kill", "all"], check=False)
        shutil.rmtree(home, ignore_errors=True)
