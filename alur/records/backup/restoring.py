"""Brings a generation back into an empty place: the office's database and storage as the settings name them.

Files come first and the database last, and on SQLite it is moved into place when it is proved; a restore that was
killed can be begun again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO, Any

from django.db import connection

from alur.records.backup import BackupRefused, proving, tables
from alur.records.backup.dumping import load
from alur.records.backup.manifest import KeptFile, Manifest
from alur.records.backup.second import database_at, second_database
from alur.records.backup.secrecy import unseal
from alur.records.storage import put_back, stored_names

ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def why_not_restore(folder: Path, sheet: Manifest, files: list[KeptFile]) -> list[str]:
    """Why this generation cannot be brought back here, as sentences; nothing when it can."""
    reasons = proving.unknown_migrations(folder, sheet)
    if sheet.engine != connection.vendor:
        kept, here = ENGINES.get(sheet.engine, sheet.engine), ENGINES[connection.vendor]
        reasons.append(
            f"Cadangan ini dari {kept}, sedangkan basis data di sini {here}. Pulihkan dahulu ke {kept} "
            "(ubah DATABASE_URL), lalu pindahkan dengan alur move."
        )
    if _is_taken():
        reasons.append(
            "Basis data di sini sudah berisi; pemulihan hanya ke tempat kosong. Pakailah ALUR_DATA yang baru."
        )
    elif strange := _strange_file(files):
        reasons.append(
            f"Penyimpanan di sini sudah berisi berkas lain (misalnya {strange}); pemulihan hanya ke tempat kosong."
        )
    return reasons


def restore(folder: Path, sheet: Manifest, files: list[KeptFile], identities: list[Any]) -> list[str]:
    """Bring files, office and database back. What was not as the manifest says, as sentences; then it is not in place.

    Raises BackupRefused and OSError.
    """
    with proving.opened(folder, sheet, identities) as path:
        bent = _bent_copy(path, sheet) or list(_put_files(folder, sheet, files, identities))
        if bent:
            return bent
        proving.put_office(folder, sheet, identities)
        os.sync()
        if connection.vendor == "sqlite":
            _put_sqlite(path)
            return []
        load(path, "default")
        return list(proving.bent_database("default", sheet))


def _bent_copy(path: Path, sheet: Manifest) -> list[str]:
    """What is wrong with the open copy, as far as it can be asked before it is in place."""
    if sheet.engine != "sqlite":
        return []
    if fault := proving.sqlite_fault(path):
        return [fault]
    with second_database(database_at(f"sqlite:///{path}")) as alias:
        return list(proving.bent_database(alias, sheet))


def _put_files(folder: Path, sheet: Manifest, files: list[KeptFile], identities: list[Any]) -> Iterator[str]:
    ending = f".{sheet.encryption}" if sheet.encryption else ""
    for each in files:
        with open(folder.parent / sheet.pool / f"{each.path}{ending}", "rb") as source:
            if not put_back(partial(_open_into, sheet.encryption, source, identities), sha256=each.sha256):
                yield f"Berkas {each.sha256} tidak sama lagi sesudah dibuka."


def _open_into(kind: str, source: IO[bytes], identities: list[Any], target: IO[bytes]) -> None:
    unseal(kind, source, target, identities)


def _put_sqlite(path: Path) -> None:
    """Move the proved copy to where the settings want it, in one step."""
    target = Path(connection.settings_dict["NAME"])
    target.parent.mkdir(parents=True, exist_ok=True)
    connection.close()
    for rest in ("-wal", "-shm"):
        Path(f"{target}{rest}").unlink(missing_ok=True)
    unfinished = Path(f"{target}.belum")
    with open(path, "rb") as source, open(unfinished, "wb") as copy:
        unseal("", source, copy, [])
        copy.flush()
        os.fsync(copy.fileno())
    os.replace(unfinished, target)


def _is_taken() -> bool:
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return False
    return tables.has_tables(connection)


def _strange_file(files: list[KeptFile]) -> str:
    """A file in storage that the backup does not hold; those it holds were left by a restore that was killed."""
    held = {each.path for each in files}
    try:
        return next((name for name in stored_names() if name not in held), "")
    except OSError as error:
        raise BackupRefused(f"Penyimpanan berkas di sini tidak dapat dihubungi ({error}).") from error
