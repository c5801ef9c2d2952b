"""Scans uploaded with a form that was then refused: stored once, and named to the form by a signed reference."""

from __future__ import annotations

import datetime as dt

from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from alur.actions.handover import FileRef
from alur.records.storage import UploadRefused, clean_name, store

SALT = "alur.web.scans"
KEPT_SECONDS = 24 * 3600
READABLE = ("application/pdf", "image/png", "image/jpeg")


def keep(upload: UploadedFile, *, at: dt.datetime) -> FileRef:
    """Store an uploaded scan. Raises UploadRefused with a sentence; a scan must be something that can be looked at."""
    name = clean_name(upload.name or "")
    file = store(upload.chunks(), name=name, at=at)
    if file.media_type not in READABLE:
        raise UploadRefused(f"Pindaian harus PDF, PNG, atau JPG; “{name}” bukan salah satunya.")
    return FileRef(file.sha256, name)


def reference(scan: FileRef | None, user_id: int) -> str:
    """The scan as a hidden field carries it, "" without one. Only this person can use it, for a day."""
    return signing.dumps([scan.sha256, scan.name, user_id], salt=SALT) if scan else ""


def referred(text: str, user_id: int) -> FileRef | None:
    """The scan that such a reference names; None when it is not ours, not this person's or too old."""
    try:
        sha256, name, owner = signing.loads(text, salt=SALT, max_age=KEPT_SECONDS)
    except (signing.BadSignature, ValueError):
        return None
    return FileRef(sha256, name) if owner == user_id else None
