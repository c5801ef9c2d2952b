"""The folder in which the web processes of one server share their figures. To be called before they are loaded."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import MutableMapping
from pathlib import Path

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
MEMORY = Path("/dev/shm")


def share(environment: MutableMapping[str, str]) -> None:
    """Name the folder, unless the operator has; take away those of servers that are gone.

    It lies in memory where it can: the files are mapped, and on a full disk a mapped file kills who writes to it. Each
    server, the parent of its web processes, has its own. Without a folder each process counts for itself.
    """
    if environment.get(VARIABLE):
        return
    place = MEMORY if os.access(MEMORY, os.W_OK) else Path(tempfile.gettempdir())
    root = place / f"alur-metrik-{os.getuid()}"
    try:
        root.mkdir(mode=0o700, exist_ok=True)
        if root.is_symlink() or root.stat().st_uid != os.getuid() or stat.S_IMODE(root.stat().st_mode) != 0o700:
            return
        own = root / str(os.getppid())
        _clear(root, but=own)
        own.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        return
    environment[VARIABLE] = str(own)


def _clear(root: Path, *, but: Path) -> None:
    for folder in root.iterdir():
        if folder != but and not (Path("/proc") / folder.name).exists():
            shutil.rmtree(folder, ignore_errors=True)
