"""Makes a generation: database first, then the files it names, then the manifest; moved into place when it is whole."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from alur import __version__
from alur.records.backup import BackupRefused, manifest
from alur.records.backup.dumping import Snapshot, dump
from alur.records.backup.manifest import KeptFile, Manifest
from alur.records.backup.pool import UNFINISHED, Copied, copy_files, sweep
from alur.records.backup.secrecy import Envelope, envelope_for
from alur.records.storage import FULL

LOCK = ".kunci"
WORKPLACE = ".cadangan-"
OFFICE = "kantor.tar"
KEY = "secret_key"
NAME = "%Y%m%d-%H%M%S-%fZ"


@dataclass(frozen=True, slots=True)
class Made:
    """A finished generation."""

    folder: Path
    manifest: Manifest
    digest: str
    new_bytes: int


def make(place: Path, *, at: dt.datetime, keep: int | None = None) -> Made:
    """Add a generation to the place; with `keep`, take away older ones. Raises BackupRefused, leaving nothing new."""
    envelope = envelope_for(settings.BACKUP_RECIPIENT)
    _refuse_own_data(place)
    with _in_words(), _locked(place):
        _tidy(place)
        made = _make(place, at, envelope)
        if keep is not None:
            _forget(place, keep)
        return made


def generations(place: Path) -> list[Path]:
    """The finished generations of a place, oldest first."""
    found = (path for path in place.iterdir() if path.is_dir() and not path.name.startswith("."))
    return sorted(path for path in found if (path / manifest.MANIFEST).exists())


def generation(place: Path) -> Path:
    """The generation that a path means: itself, or the newest in it. Raises BackupRefused."""
    if not place.is_dir():
        raise BackupRefused(f"Folder {place} tidak ada. Periksa letak dan ejaannya.")
    if (place / manifest.MANIFEST).exists():
        return place
    found = generations(place)
    if not found:
        raise BackupRefused(f"{place} tidak memuat cadangan yang selesai.")
    return found[-1]


def why_no_room(sheet: Manifest) -> list[str]:
    """A sentence when the data folder has no room for what the backup holds, its database twice."""
    needed = 2 * sheet.database.size + sheet.file_bytes
    settings.DATA.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.DATA).free
    if free > needed:
        return []
    return [f"Ruang pada {settings.DATA} tinggal {free // 2**20} MB, sedangkan perlu {needed // 2**20} MB."]


def _make(place: Path, at: dt.datetime, envelope: Envelope) -> Made:
    name = at.astimezone(dt.UTC).strftime(NAME)
    unfinished, final = place / f"{UNFINISHED}{name}", place / name
    if final.exists():
        raise BackupRefused(f"{final} sudah ada; tunggu sebentar lalu ulangi.")
    known = _known(place, envelope)
    unfinished.mkdir(mode=0o700)
    try:
        snapshot = _put_database(unfinished, envelope)
        copied = copy_files(place, snapshot.files, envelope, known)
        secrets = _put_office(unfinished, envelope)
        manifest.write_files(unfinished, copied.files)
        sheet = _sheet(snapshot, copied, envelope, secrets, at)
        sheet.members = [manifest.member_of(path) for path in sorted(unfinished.iterdir())]
        digest = manifest.write(unfinished, sheet)
        for path in unfinished.iterdir():  # one by one: to flush the whole machine would hold up the office's writers
            _sync(path)
        _sync(unfinished)
        os.replace(unfinished, final)
        _sync(place)
        return Made(final, sheet, digest, copied.new_bytes)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _put_database(unfinished: Path, envelope: Envelope) -> Snapshot:
    """The copy in the generation. Where it is closed, its open form never leaves the data folder."""
    if not envelope.kind:
        return dump(unfinished)[1]
    with tempfile.TemporaryDirectory(prefix=WORKPLACE, dir=settings.DATA) as folder:
        path, snapshot = dump(Path(folder))
        _close(path, unfinished / f"{path.name}{envelope.ending}", envelope)
        return snapshot


def _put_office(unfinished: Path, envelope: Envelope) -> tuple[list[str], list[str]]:
    """The office's templates, the mark of a demonstration and, in a closed backup only, the secret key.

    Returns what secrets are in the backup, and what secrets are not.
    """
    has_key = (settings.DATA / KEY).is_file() and "ALUR_SECRET_KEY" not in os.environ
    names = ["templates", "demo"] + ([KEY] if envelope.kind and has_key else [])
    with tempfile.TemporaryDirectory(prefix=WORKPLACE, dir=settings.DATA) as folder:
        path = Path(folder) / OFFICE
        with tarfile.open(path, "w") as archive:
            for name in names:
                if (settings.DATA / name).exists():
                    archive.add(settings.DATA / name, arcname=name)
        _close(path, unfinished / f"{OFFICE}{envelope.ending}", envelope)
    inside = ["sidik kata sandi dan rahasia pengaman kedua (di basis data)"]
    outside = ["pengaturan dari lingkungan (ALUR_*, DATABASE_URL) dan kunci tanda tangan"]
    if KEY in names:
        return [*inside, KEY], outside
    return inside, [f"{KEY} (ALUR_SECRET_KEY)", *outside]


def _close(source: Path, target: Path, envelope: Envelope) -> None:
    with open(source, "rb") as opened, open(target, "wb") as closed:
        envelope.close(opened, closed)


def _sheet(
    snapshot: Snapshot, copied: Copied, envelope: Envelope, secrets: tuple[list[str], list[str]], at: dt.datetime
) -> Manifest:
    return Manifest(
        made_at=at.astimezone(dt.UTC).isoformat(),
        version=__version__,
        engine=snapshot.engine,
        engine_version=snapshot.engine_version,
        migrations=snapshot.migrations,
        rows=snapshot.rows,
        chains=snapshot.chains,
        heads=snapshot.heads,
        encryption=envelope.kind,
        recipients=list(envelope.recipients),
        pool=envelope.pool,
        files=len(copied.files),
        file_bytes=sum(each.size for each in copied.files),
        secrets_in=secrets[0],
        secrets_out=secrets[1],
        flaws=copied.flaws,
    )


def _known(place: Path, envelope: Envelope) -> dict[str, KeptFile]:
    """The files of the newest readable generation in the same pool."""
    for folder in reversed(generations(place)):
        try:
            if manifest.read(folder).pool == envelope.pool:
                return {each.sha256: each for each in manifest.read_files(folder)}
        except BackupRefused:
            continue
    return {}


def _forget(place: Path, keep: int) -> None:
    """Leave the newest generations and, whatever their number, the newest good one; then the files nobody names."""
    found = generations(place)
    good = [folder for folder in found if _is_good(folder)]
    kept = {*found[-keep:], *good[-1:]}
    for folder in found:
        if folder not in kept:
            gone = place / f"{UNFINISHED}{folder.name}"
            os.replace(folder, gone)
            shutil.rmtree(gone)
    _sweep(place, sorted(kept))


def _is_good(folder: Path) -> bool:
    try:
        return manifest.read(folder).is_good
    except BackupRefused:
        return False


def _sweep(place: Path, kept: list[Path]) -> None:
    """Nothing is swept while a list cannot be read: what it names is not known."""
    named: dict[str, set[str]] = {}
    try:
        for folder in kept:
            files = {each.sha256 for each in manifest.read_files(folder)}
            named.setdefault(manifest.read(folder).pool, set()).update(files)
    except BackupRefused:
        return
    for pool in place.glob("files*"):
        sweep(pool, named.get(pool.name, set()))


def _tidy(place: Path) -> None:
    """Takes away what a killed backup left, here and in the data folder."""
    for path in place.glob(f"{UNFINISHED}*"):
        shutil.rmtree(path, ignore_errors=True)
    for path in place.glob(f"files*/??/??/{UNFINISHED}*"):
        path.unlink(missing_ok=True)
    for path in settings.DATA.glob(f"{WORKPLACE}*"):
        shutil.rmtree(path, ignore_errors=True)


def _refuse_own_data(place: Path) -> None:
    if place.resolve().is_relative_to(settings.DATA):
        raise BackupRefused(
            f"{place} berada di dalam folder data Alur; cadangan di sana hilang bersama datanya. Pilih tempat lain."
        )


@contextmanager
def _locked(place: Path) -> Iterator[None]:
    place.mkdir(parents=True, exist_ok=True)
    with open(place / LOCK, "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupRefused(f"Cadangan lain sedang dibuat di {place}; tunggu sampai selesai.") from error
        yield


@contextmanager
def _in_words() -> Iterator[None]:
    """What the machine refuses becomes a sentence; nothing unfinished stays."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL or "No space" in str(error) or "os error 28" in str(error):
            raise BackupRefused("Cakram tujuan cadangan penuh; tidak ada cadangan baru yang ditinggalkan.") from error
        raise BackupRefused(f"Tempat cadangan tidak dapat ditulis ({error}).") from error


def _sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
