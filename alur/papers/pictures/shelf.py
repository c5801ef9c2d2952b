"""Keeps what was drawn once beside the files, by their SHA-256. All of it can be made again, so it may be deleted."""

from __future__ import annotations

import logging
from contextlib import suppress

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from alur.records.storage import PREVIEWS

log = logging.getLogger(__name__)
FOLDER = f"{PREVIEWS}/1"  # the number goes up when the same file would be drawn differently


def path_of(sha256: str, name: str) -> str:
    """Where the drawn thing of this name lies below the storage root."""
    return f"{FOLDER}/{sha256[:2]}/{sha256}/{name}"


def kept(sha256: str, name: str) -> bytes | None:
    """What was kept under this name, None when nothing was."""
    with suppress(OSError), default_storage.open(path_of(sha256, name)) as handle:
        return bytes(handle.read())
    return None


def keep(sha256: str, name: str, content: bytes) -> None:
    """Keep it for the next time. A full disk costs time, not the page."""
    path = path_of(sha256, name)
    try:
        if not default_storage.exists(path):
            default_storage.save(path, ContentFile(content))
    except OSError:
        log.warning("Pratinjau %s tidak dapat disimpan.", path, exc_info=True)


def forget(sha256: str) -> None:
    """Take away all that was drawn of a file. Raises OSError when the storage does not answer."""
    folder = f"{FOLDER}/{sha256[:2]}/{sha256}"
    with suppress(FileNotFoundError):
        for name in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{name}")
