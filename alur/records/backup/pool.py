"""The files of a place for backups: each once under its SHA-256, for all generations that are closed for the same."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

from alur.records.backup import BackupRefused
from alur.records.backup.manifest import CHUNK, KeptFile, sha256_of
from alur.records.backup.secrecy import GPG, Envelope
from alur.records.storage import open_file

READERS = 4
UNFINISHED = ".belum-"
AWAY = "Penyimpanan berkas tidak dapat dihubungi ({}); cadangan tidak dibuat."


@dataclass
class Copied:
    """What the pool holds for a generation now; `flaws` name the files that the office itself no longer has whole."""

    files: list[KeptFile] = field(default_factory=list)
    new_bytes: int = 0
    flaws: list[str] = field(default_factory=list)


class _Watched:
    """Hashes what is read from the office's storage, and keeps the error that a library would swallow."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.sha = file, hashlib.sha256()
        self.fault: BackupRefused | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            chunk = self.file.read(size)
        except OSError as error:
            self.fault = BackupRefused(AWAY.format(error))
            raise self.fault from error
        self.sha.update(chunk)
        return chunk


def copy_files(place: Path, wanted: list[tuple[str, int]], envelope: Envelope, known: dict[str, KeptFile]) -> Copied:
    """Bring every wanted file (SHA-256, size) into the pool that is not there yet; `known` are those of before.

    Raises BackupRefused when the storage is away or the disk is full.
    """
    copied = Copied()
    pool = place / envelope.pool

    def bring(item: tuple[str, int]) -> KeptFile | str:
        kept = _already(pool, *item, envelope, known.get(item[0]))
        return kept or _copy(pool, *item, envelope)

    with ThreadPoolExecutor(READERS) as readers:
        for (sha256, _), found in zip(wanted, readers.map(bring, wanted), strict=True):
            if isinstance(found, str):
                copied.flaws.append(found)
                continue
            copied.files.append(found)
            copied.new_bytes += 0 if known.get(sha256) == found else found.size
    return copied


def sweep(pool: Path, kept: set[str]) -> None:
    """Take away the files that no generation names."""
    for path in sorted(pool.glob("??/??/*")):
        if path.name.partition(".")[0] not in kept:
            path.unlink()


def _already(pool: Path, sha256: str, size: int, envelope: Envelope, before: KeptFile | None) -> KeptFile | None:
    path = _path(pool, sha256, envelope.ending)
    if not path.exists():
        return None
    lies = path.stat().st_size
    if before and before.stored_size == lies:
        return before
    if not envelope.kind and lies == size:  # from a backup that did not end
        return KeptFile(sha256, size, sha256, size)
    return None


def _copy(pool: Path, sha256: str, size: int, envelope: Envelope) -> KeptFile | str:
    """The file as it lies in the pool now, or the sentence why the office has it no longer."""
    target = _path(pool, sha256, envelope.ending)
    try:
        source: Any = open_file(sha256)
    except FileNotFoundError:
        return f"Berkas {sha256} tidak ada pada penyimpanan, jadi tidak ikut dicadangkan."
    except OSError as error:
        raise BackupRefused(AWAY.format(error)) from error
    with source:
        return _written(target, _Watched(source), sha256, size, envelope)


def _written(target: Path, source: _Watched, sha256: str, size: int, envelope: Envelope) -> KeptFile | str:
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=UNFINISHED, dir=target.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            _close(source, file, envelope)
            file.flush()
            os.fsync(file.fileno())
        if source.sha.hexdigest() != sha256:
            return f"Isi berkas {sha256} pada penyimpanan berbeda dari SHA-256-nya, jadi tidak ikut dicadangkan."
        stored = sha256_of(unfinished) if envelope.kind else sha256
        stored_size = unfinished.stat().st_size
        os.replace(unfinished, target)
        return KeptFile(sha256, size, stored, stored_size)
    finally:
        unfinished.unlink(missing_ok=True)


def _close(source: _Watched, file: IO[bytes], envelope: Envelope) -> None:
    """Write the closed bytes. gpg reads from a real file only."""
    try:
        if envelope.kind != GPG:
            envelope.close(cast(IO[bytes], source), file)
            return
        with tempfile.TemporaryFile() as whole:
            shutil.copyfileobj(cast(IO[bytes], source), whole, CHUNK)
            whole.seek(0)
            envelope.close(whole, file)
    except OSError:
        if source.fault:
            raise source.fault from None
        raise


def _path(pool: Path, sha256: str, ending: str) -> Path:
    return pool / sha256[:2] / sha256[2:4] / f"{sha256}{ending}"
