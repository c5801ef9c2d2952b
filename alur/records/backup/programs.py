"""PostgreSQL's own programs pg_dump and pg_restore: where they are, whether new enough, how they are called."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from alur.records.backup import BackupRefused

VARIABLES = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "NAME": "PGDATABASE"}
PACKAGE = "Pasang paket postgresql-client yang setidaknya sebaru peladennya."


def program(name: str, *, server: int) -> str:
    """The path of a program at least as new as the server's major version. Raises BackupRefused."""
    found = [path for path in _candidates(name) if Path(path).exists()]
    if not found:
        raise BackupRefused(f"Program {name} tidak ditemukan. {PACKAGE}")
    newest, path = max((_major(path), path) for path in found)
    if newest < server:
        raise BackupRefused(f"Program {name} versi {newest} lebih lama daripada peladennya (versi {server}). {PACKAGE}")
    return path


def run(command: list[str], database: dict[str, Any]) -> None:
    """Runs a program on the database, its password in the environment and not on the command line."""
    own = {name: str(database[key]) for key, name in VARIABLES.items() if database.get(key)}
    if mode := (database.get("OPTIONS") or {}).get("sslmode"):
        own["PGSSLMODE"] = str(mode)
    done = subprocess.run(command, env=os.environ | own, stdin=subprocess.DEVNULL, capture_output=True)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines() or ["tanpa keterangan"]
        raise BackupRefused(f"{Path(command[0]).name} gagal: {said[0]}")


def _candidates(name: str) -> list[str]:
    on_path = shutil.which(name)
    debian = [str(path) for path in Path("/usr/lib/postgresql").glob(f"*/bin/{name}")]
    return ([on_path] if on_path else []) + debian


def _major(path: str) -> int:
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True).stdout
    except OSError:
        return 0
    found = re.search(r"(\d+)", said)
    return int(found[1]) if found else 0
