"""Where tests keep files and backups, and how they bend them."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings

from alur.records.backup import manifest
from alur.records.backup.making import generation


def files_in(folder: Path) -> dict[str, Any]:
    """Settings by which the office keeps its files in this folder."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": folder}}
    return {"FILES_ROOT": folder, "STORAGES": settings.STORAGES | {"default": storage}}


def rewrite(place: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the manifest as somebody would who also renews its digest."""
    folder = generation(place)
    values = json.loads((folder / manifest.MANIFEST).read_text())
    change(values)
    text = json.dumps(values)
    (folder / manifest.MANIFEST).write_text(text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    (folder / manifest.DIGEST).write_text(f"{digest}  {manifest.MANIFEST}\n")


def bend_database(place: Path, *statements: str) -> None:
    """Change rows inside the kept copy, and make the manifest agree with its bytes."""
    path = generation(place) / "database.sqlite3"
    database = sqlite3.connect(path)
    for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        database.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        database.execute(statement)
    database.commit()
    database.close()
    renew(place)


def renew(place: Path) -> None:
    """Make the manifest name the members as they lie there now."""
    folder = generation(place)

    def change(values: dict[str, Any]) -> None:
        for member in values["members"]:
            path = folder / member["name"]
            member |= {"size": path.stat().st_size, "sha256": manifest.sha256_of(path)}

    rewrite(place, change)
