"""How many entries a second `alur verify` proves, with and without the bytes of files, as the operator runs it.

    python -m bench.verifying [--cases 10000] [--database URL]

The cases are those of bench.seed; their files are few and small, so what files cost is told apart, in MB a second.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

from bench.seed import FOLDER, ROOT, environment, seeded

LEAST = 20_000


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.verifying", description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--database", help="DATABASE_URL of a filled database; else the SQLite file of bench.seed")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    args = parser.parse_args(arguments)
    file = seeded(args.cases, args.folder)
    surroundings = environment(args.database or f"sqlite:///{file}", file.parent)
    is_fast = True
    for words in ((), ("--no-files",)):
        entries, wall, cpu = measured(surroundings, *words)
        name = "without files" if words else "with files"
        print(f"{name}: {entries} entries in {wall:.1f} s ({entries / wall:,.0f}/s), {cpu:.1f} s of processor time")
        is_fast = is_fast and entries / wall >= LEAST
    print(f"load when done: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; asked for: {LEAST:,}/s")
    return 0 if is_fast else 1


def measured(surroundings: dict[str, str], *words: str) -> tuple[int, float, float]:
    """Entries, seconds and processor seconds of one run. Raises where the record does not verify."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    command = [sys.executable, "-m", "alur.cli", "verify", *words]
    done = subprocess.run(command, env=surroundings, cwd=ROOT, capture_output=True, text=True)
    wall = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = re.search(r"(\d+) catatan", done.stdout)
    if done.returncode or found is None:
        raise RuntimeError(done.stderr[-2000:])
    return int(found[1]), wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main())
