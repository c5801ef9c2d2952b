"""Changes a copy of an office behind the record's back, one random change at a time, and asks whether verify sees it.

    python -m bench.tampering [--changes 1000] [--seed 1] [--database FILE --data FOLDER]

Without --database a small office is made, in which everything has happened once. What is covered, table by table, and
what by its nature is not, stands in tests/tampering.py.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

SECRET = "only-for-measuring-" * 3


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.tampering", description=__doc__)
    parser.add_argument("--changes", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", type=Path, help="SQLite file of an office; a copy of it is changed")
    parser.add_argument("--data", type=Path, help="the data folder that belongs to it")
    args = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="alur-tampering-") as folder:
        data = Path(folder) / "data"
        data.mkdir()
        if args.database:
            shutil.copytree(args.data / "files", data / "files")
            with sqlite3.connect(args.database) as source, sqlite3.connect(data / "alur.sqlite3") as copy:
                source.backup(copy)
        os.environ |= {"ALUR_DATA": str(data), "DJANGO_SETTINGS_MODULE": "alur.config.settings"}
        os.environ |= {"ALUR_SECRET_KEY": SECRET, "DATABASE_URL": f"sqlite:///{data / 'alur.sqlite3'}"}
        return tamper(args.changes, args.seed, is_new=not args.database)


def tamper(changes: int, seed: int, *, is_new: bool) -> int:
    """Make the changes one by one, each undone again; 0 when every one was found."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    if is_new:
        call_command("migrate", verbosity=0, interactive=False)
        from tests.tampered_office import fill

        fill()

    from alur.actions.seals import seal_until
    from alur.reports.verify import verify
    from tests.tampering import Tamperer

    seal_until(at=timezone.now())
    if before := list(verify()):
        print("The office does not verify before any change:", *before[:5], sep="\n", file=sys.stderr)
        return 2
    tamperer = Tamperer(random.Random(seed))
    began, missed = time.monotonic(), 0
    counts: dict[str, int] = {}
    for number in range(1, changes + 1):
        with tamperer.change() as told:
            # Bytes are read again only where files or their rows were changed; all else is examined each time.
            problems = next(iter(verify(with_files=told.is_about_files)), None)
        counts[told.kind] = counts.get(told.kind, 0) + 1
        if problems is None:
            missed += 1
            print(f"MISSED {number} (seed {seed}): {told}", flush=True)
    seconds = time.monotonic() - began
    kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(counts.items()))
    print(f"{changes} changes (seed {seed}) in {seconds:.0f} s: {changes - missed} found, {missed} missed. {kinds}.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
