"""A backup of many cases while somebody writes: how long it takes, and how long the longest write waited.

    python -m bench.backing_up [--cases 10000] [--postgresql]

The writer adds lines to a chain of its own as a press does, one transaction after the other, each waiting for the disk.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.seed import FOLDER, ROOT, environment, run, seeded


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.backing_up")
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--postgresql", action="store_true", help="on the empty database that DATABASE_URL names")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    args = parser.parse_args()
    source = seeded(args.cases, args.folder)
    with tempfile.TemporaryDirectory(dir=args.folder) as name:
        folder = Path(name)
        own = environment(os.environ["DATABASE_URL"] if args.postgresql else "", folder / "data")
        (folder / "data").mkdir()
        if args.postgresql:
            run("fill", own, str(source))
        else:
            shutil.copy(source, folder / "data" / "alur.sqlite3")
        if (source.parent / "files").exists():
            shutil.copytree(source.parent / "files", folder / "data" / "files")
        measure(own, folder)
    return 0


def measure(own: dict[str, str], folder: Path) -> None:
    """Writes alone for some seconds, then beside two backups: the first copies all files, the second none."""
    print(f"alone: {waits(own, folder, seconds=5)}")
    for turn in ("first", "second"):
        began = time.monotonic()
        writer = start_writer(own, folder)
        done = subprocess.run(
            command("backup", str(folder / "place")), env=own, check=True, capture_output=True, text=True
        )
        taken = time.monotonic() - began
        print(f"{turn} backup: {taken:.1f} s; writer: {stop_writer(writer, folder)}")
        print(done.stdout.splitlines()[0])
    began = time.monotonic()
    subprocess.run(command("backup", "--check", str(folder / "place")), env=own, check=True, stdout=subprocess.DEVNULL)
    print(f"check: {time.monotonic() - began:.1f} s")


def waits(own: dict[str, str], folder: Path, *, seconds: float) -> str:
    writer = start_writer(own, folder)
    time.sleep(seconds)
    return stop_writer(writer, folder)


def start_writer(own: dict[str, str], folder: Path) -> subprocess.Popen[bytes]:
    (folder / "stop").unlink(missing_ok=True)
    writer = subprocess.Popen([sys.executable, "-m", "bench.backing_up", "=write", str(folder)], env=own, cwd=ROOT)
    while not (folder / "began").exists():
        time.sleep(0.05)
    return writer


def stop_writer(writer: subprocess.Popen[bytes], folder: Path) -> str:
    (folder / "stop").touch()
    writer.wait()
    (folder / "began").unlink()
    taken = sorted(json.loads((folder / "waits").read_text()))
    middle, late = taken[len(taken) // 2], taken[int(len(taken) * 0.99)]
    return f"{len(taken)} writes, median {middle:.1f} ms, p99 {late:.1f} ms, longest {taken[-1]:.1f} ms"


def write(folder: Path) -> None:
    """Append lines until told to stop, and note how many milliseconds each took."""
    import django

    django.setup()
    from django.db import transaction
    from django.utils import timezone

    from alur.records.models import Entry, SubjectKind

    taken = []
    (folder / "began").touch()
    while not (folder / "stop").exists():
        began = time.monotonic()
        with transaction.atomic():
            Entry.objects.append("diukur", subject=(SubjectKind.OFFICE, 0), at=timezone.now(), data={"isi": "x" * 500})
        taken.append((time.monotonic() - began) * 1000)
    (folder / "waits").write_text(json.dumps(taken))


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "alur.cli", *words]


if __name__ == "__main__":
    if sys.argv[1:2] == ["=write"]:
        write(Path(sys.argv[2]))
        sys.exit()
    sys.exit(main())
