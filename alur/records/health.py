"""Whether what Alur stands on answers: the database, the storage of files, the disk. Nothing is remembered."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, InterfaceError, connection

from alur.records.storage import INCOMING

STORAGE_SECONDS = 2.0
AWAY = (DatabaseError, InterfaceError)


@dataclass(frozen=True, slots=True)
class Room:
    """A disk's room in bytes."""

    free: int
    total: int

    @property
    def share(self) -> float:
        """The free part, between 0 and 1."""
        return self.free / self.total if self.total else 1.0


class Limited:
    """Waits only so long for what may hang. While one try hangs no other is begun, so threads do not pile up."""

    def __init__(self, act: Callable[[], str]) -> None:
        self._act = act
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._fault = ""

    def ask(self, seconds: float) -> str:
        """What the act says, a sentence of its own when it takes longer."""
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="probe", daemon=True)
                self._thread.start()
            thread = self._thread
        thread.join(seconds)
        return f"tidak menjawab dalam {seconds:g} detik" if thread.is_alive() else self._fault

    def _run(self) -> None:
        self._fault = self._act()


def database_fault() -> str:
    """Why the database does not answer, "" when it does. One query."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except AWAY as error:
        return f"tidak menjawab ({type(error).__name__})"
    return ""


def storage_fault(seconds: float = STORAGE_SECONDS) -> str:
    """Why files cannot be kept now, "" when they can. A folder is written to and read from; a bucket is asked."""
    return _STORAGE.ask(seconds)


def disk_room() -> Room:
    """The room on the fullest of the disks under the data folder and the folder of files."""
    folders = {settings.DATA, Path(getattr(default_storage, "location", settings.DATA) or settings.DATA)}
    found = [shutil.disk_usage(folder) for folder in folders if folder.exists()]
    rooms = [Room(usage.free, usage.total) for usage in found]
    return min(rooms, key=lambda room: room.share, default=Room(0, 0))


def database_size() -> int:
    """How many bytes the database takes."""
    if connection.vendor == "sqlite":
        name = Path(str(connection.settings_dict["NAME"]))
        parts = (name, name.with_name(f"{name.name}-wal"))
        return sum(part.stat().st_size for part in parts if part.exists())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def _storage_once() -> str:
    try:
        if hasattr(default_storage, "bucket"):
            default_storage.exists("sehat")
            return ""
        folder = Path(getattr(default_storage, "location")) / INCOMING  # noqa: B009 - the folder's storage
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"sehat")
            probe.seek(0)
            return "" if probe.read() == b"sehat" else "tidak mengembalikan yang ditulis"
    except OSError as error:
        return error.strerror or str(error)


_STORAGE = Limited(_storage_once)
