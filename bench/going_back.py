"""Takes the tables back to the first migration and forward again, with the rows of a demonstration office.

    python -m bench.going_back [--cases 20]

On SQLite; on PostgreSQL where DATABASE_URL names an empty database.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time

KEEPS_ALL = "0015"  # what came later holds nothing that the record hangs on


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.going_back")
    parser.add_argument("--cases", default="20")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        own = os.environ | {"ALUR_DATA": folder}
        run(own, "demo", "--cases", args.cases)
        run(own, "verify")
        timed(own, "manage", "migrate", "records", KEEPS_ALL, "-v", "0")
        timed(own, "manage", "migrate", "-v", "0")
        run(own, "verify")
        timed(own, "manage", "migrate", "records", "zero", "-v", "0")
        timed(own, "manage", "migrate", "-v", "0")
    return 0


def timed(own: dict[str, str], *words: str) -> None:
    began = time.monotonic()
    run(own, *words)
    print(f"{' '.join(words)}: {time.monotonic() - began:.1f} s")


def run(own: dict[str, str], *words: str) -> None:
    subprocess.run([sys.executable, "-m", "alur.cli", *words], env=own, check=True)


if __name__ == "__main__":
    sys.exit(main())
