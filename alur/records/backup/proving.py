"""Proves a generation: each member and file by its digest, and the database in it by its rows and heads of chains."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

from alur.records.backup import manifest, tables
from alur.records.backup.making import KEY, OFFICE, WORKPLACE
from alur.records.backup.manifest import KeptFile, Manifest
from alur.records.backup.secrecy import unseal


def bent_members(folder: Path, sheet: Manifest) -> Iterator[str]:
    """Sentences about members that are missing, cut short or changed."""
    for member in sheet.members:
        yield from _bent(folder / member.name, member.name, member.size, member.sha256)
    listed = {member.name for member in sheet.members} | {manifest.MANIFEST, manifest.DIGEST}
    for path in sorted(folder.iterdir()):
        if path.name not in listed:
            yield f"{path.name} tidak tercantum pada {manifest.MANIFEST}; seseorang menambahkannya."


def bent_files(folder: Path, sheet: Manifest, files: list[KeptFile]) -> Iterator[str]:
    """Sentences about files of the pool that are missing, cut short or changed; then those that never came along."""
    pool = folder.parent / sheet.pool
    ending = f".{sheet.encryption}" if sheet.encryption else ""
    if len(files) != sheet.files:
        yield f"Daftar berkas memuat {len(files)} berkas, seharusnya {sheet.files}."
    for each in files:
        yield from _bent(pool / f"{each.path}{ending}", f"Berkas {each.sha256}", each.stored_size, each.stored_sha256)
    yield from sheet.flaws


def unknown_migrations(folder: Path, sheet: Manifest) -> list[str]:
    """A sentence when the backup comes from a version that this program does not know yet."""
    unknown = sorted(set(sheet.migrations) - tables.known_migrations())
    if not unknown:
        return []
    return [
        f"{folder.name} dibuat oleh Alur yang lebih baru (versi {sheet.version}, tabel {unknown[-1]}); "
        "perbarui Alur lebih dahulu."
    ]


@contextmanager
def opened(folder: Path, sheet: Manifest, identities: list[Any]) -> Iterator[Path]:
    """The open copy of the database, in the data folder until the block ends. Raises BackupRefused."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=WORKPLACE, dir=settings.DATA) as scratch:
        path = Path(scratch) / sheet.database.name.removesuffix(f".{sheet.encryption}")
        open_to(folder / sheet.database.name, path, sheet, identities)
        yield path


def open_to(source: Path, target: Path, sheet: Manifest, identities: list[Any]) -> None:
    """Write the open bytes of a member or file to target. Raises BackupRefused."""
    with open(source, "rb") as closed, open(target, "wb") as plain:
        unseal(sheet.encryption, closed, plain, identities)


def bent_database(alias: str, sheet: Manifest) -> Iterator[str]:
    """Sentences about tables whose rows are not as many as the manifest says, and about chains that end elsewhere."""
    connection = connections[alias]
    counts = tables.row_counts(connection)
    for table in sorted(set(counts) | set(sheet.rows)):
        if counts.get(table, 0) != sheet.rows.get(table, 0):
            yield f"Tabel {table} berisi {counts.get(table, 0)} baris, seharusnya {sheet.rows.get(table, 0)}."
    chains, heads = tables.chain_heads(connection)
    if chains != sheet.chains:
        yield f"Ada {chains} rantai catatan, seharusnya {sheet.chains}."
    elif heads != sheet.heads:
        yield "Ujung rantai catatan berbeda dari yang tertulis pada manifest."


def sqlite_fault(path: Path) -> str:
    """What SQLite itself finds wrong with a copy; "" when it is sound."""
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        (answer,) = database.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        answer = str(error)
    finally:
        database.close()
    return "" if answer == "ok" else f"Salinan basis data rusak: {answer}."


def put_office(folder: Path, sheet: Manifest, identities: list[Any]) -> None:
    """Put the office's templates, mark and key into the data folder; but for the key, what lies there already stays.

    The key that lies there was made a moment ago for an empty office; that of the backup opens the people's factors.
    """
    name = f"{OFFICE}.{sheet.encryption}" if sheet.encryption else OFFICE
    with tempfile.TemporaryDirectory(prefix=WORKPLACE, dir=settings.DATA) as scratch:
        open_to(folder / name, Path(scratch) / OFFICE, sheet, identities)
        with tarfile.open(Path(scratch) / OFFICE) as archive:
            (Path(scratch) / "isi").mkdir()
            archive.extractall(Path(scratch) / "isi", filter="data")
        for path in (Path(scratch) / "isi").iterdir():
            target = settings.DATA / path.name
            if path.name == KEY:
                os.replace(path, target)
            elif not target.exists():
                shutil.move(path, target)


def _bent(path: Path, name: str, size: int, sha256: str) -> Iterator[str]:
    if not path.is_file():
        yield f"{name} tidak ada."
    elif path.stat().st_size < size:
        yield f"{name} terpotong: {path.stat().st_size} dari {size} bita."
    elif manifest.sha256_of(path) != sha256:
        yield f"{name} diubah; isinya berbeda dari sidiknya."
