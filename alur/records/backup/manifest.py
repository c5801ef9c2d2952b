"""The manifest of a generation: what was kept, in figures and digests; and the list of the files that belong to it.

The manifest is JSON that can be read by eye; beside it lies its digest in the form that `sha256sum -c` checks.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from alur.records.backup import BackupRefused

FORMAT = 1
MANIFEST, DIGEST, FILES = "manifest.json", "manifest.json.sha256", "berkas.tsv"
CHUNK = 1024 * 1024
HEX = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Member:
    """A piece of a generation as it lies there: name, bytes, digest."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of the office: its own digest and size, and those of what lies in the pool (differs where encrypted)."""

    sha256: str
    size: int
    stored_sha256: str
    stored_size: int

    @property
    def path(self) -> str:
        return f"{self.sha256[:2]}/{self.sha256[2:4]}/{self.sha256}"


@dataclass
class Manifest:
    """All that is known of a generation. `flaws` are sentences about what could not be kept."""

    made_at: str
    version: str
    engine: str
    engine_version: str
    migrations: list[str]
    rows: dict[str, int]
    chains: int
    heads: str
    encryption: str
    recipients: list[str]
    pool: str
    files: int
    file_bytes: int
    secrets_in: list[str]
    secrets_out: list[str]
    members: list[Member] = field(default_factory=list)
    flaws: list[str] = field(default_factory=list)
    format: int = FORMAT

    @property
    def database(self) -> Member:
        return next(member for member in self.members if member.name.startswith("database."))

    @property
    def is_good(self) -> bool:
        return not self.flaws


def write(folder: Path, manifest: Manifest) -> str:
    """Write the manifest and its digest, and wait for the disk. Returns the digest."""
    text = json.dumps(asdict(manifest), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    (folder / DIGEST).write_text(f"{digest}  {MANIFEST}\n", encoding="utf-8")
    return digest


def digest_of(folder: Path) -> str:
    return hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()


def read(folder: Path) -> Manifest:
    """The manifest of a generation. Raises BackupRefused when it is missing, changed or from a newer version."""
    if not (folder / MANIFEST).is_file():
        raise BackupRefused(f"{folder}: {MANIFEST} tidak ada; ini bukan cadangan yang selesai.")
    if not (folder / DIGEST).is_file():
        raise BackupRefused(f"{folder}: {DIGEST} tidak ada, jadi {MANIFEST} tidak dapat dibuktikan.")
    text = (folder / MANIFEST).read_bytes()
    if hashlib.sha256(text).hexdigest() != (folder / DIGEST).read_text(errors="replace").partition(" ")[0]:
        raise BackupRefused(f"{folder}: {MANIFEST} diubah atau rusak; sidiknya tidak cocok dengan {DIGEST}.")
    return _parsed(folder, text)


def _parsed(folder: Path, text: bytes) -> Manifest:
    try:
        values: dict[str, Any] = json.loads(text)
        if values.get("format", 0) > FORMAT:
            raise BackupRefused(
                f"{folder}: dibuat oleh Alur {values.get('version')}, yang lebih baru; perbarui Alur lebih dahulu."
            )
        values["members"] = [Member(**member) for member in values["members"]]
        names = [member.name for member in values["members"]] + [values["pool"]]
        if any(Path(name).name != name for name in names):
            raise ValueError(names)
        return Manifest(**values)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BackupRefused(f"{folder}: isi {MANIFEST} tidak dikenali.") from error


def write_files(folder: Path, files: list[KeptFile]) -> None:
    """Write the list of files: four columns, one file a line."""
    lines = (f"{each.sha256}\t{each.size}\t{each.stored_sha256}\t{each.stored_size}\n" for each in files)
    with open(folder / FILES, "w", encoding="ascii") as target:
        target.writelines(lines)


def read_files(folder: Path) -> list[KeptFile]:
    """The files of a generation. Raises BackupRefused when the list cannot be read."""
    try:
        rows = [line.split("\t") for line in (folder / FILES).read_text(encoding="ascii").splitlines()]
        files = [KeptFile(sha256, int(size), stored, int(stored_size)) for sha256, size, stored, stored_size in rows]
        if not all(HEX.fullmatch(each.sha256) for each in files):
            raise ValueError(FILES)
        return files
    except (OSError, ValueError) as error:
        raise BackupRefused(f"{folder}: daftar berkas {FILES} tidak dapat dibaca.") from error


def member_of(path: Path) -> Member:
    """What lies at the path, measured."""
    return Member(path.name, path.stat().st_size, sha256_of(path))


def sha256_of(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
