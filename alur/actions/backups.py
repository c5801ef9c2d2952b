"""Writes down what was done to keep the records. The work itself is in `alur.records.backup`."""

from __future__ import annotations

import datetime as dt

from alur.records.backup.manifest import Manifest
from alur.records.models import Backup, BackupKind, BackupOutcome


def record_backup(
    kind: BackupKind,
    *,
    at: dt.datetime,
    seconds: float,
    place: str,
    faults: list[str],
    sheet: Manifest | None = None,
    digest: str = "",
    copied_bytes: int = 0,
    using: str = "default",
) -> Backup:
    """One line about a backup, check, drill, restore or move that began at `at`.

    Without faults it is good. With faults it failed, but a backup that was made although files were missing is flawed.
    """
    outcome = BackupOutcome.GOOD
    if faults:
        outcome = BackupOutcome.FLAWED if sheet and kind == BackupKind.BACKUP else BackupOutcome.FAILED
    return Backup.objects.using(using).create(
        kind=kind,
        at=at,
        seconds=round(seconds, 3),
        place=place[:500],
        outcome=outcome,
        database_bytes=sheet.database.size if sheet else 0,
        files=sheet.files if sheet else 0,
        file_bytes=sheet.file_bytes if sheet else 0,
        copied_bytes=copied_bytes,
        digest=digest,
        detail="\n".join(faults),
    )
