"""Fills a database with many cases, as `alur.records` keeps them, and consistent to the last digest.

    python -m bench.seed --cases 10000|100000 [--database URL] [--folder FOLDER]

The data are made once for each number of cases, in a SQLite file below the folder, and used again while the tables and
this package stay the same; other databases are filled from that file. Without --database only the file is made.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path("/tmp/alur-bench")
MADE_FROM = ("bench/office.py", "bench/patterns.py", "bench/copying.py", "bench/seed.py", "tests/make.py")
MADE_BY = ("alur/records", "alur/actions", "procedures")
SECRET = "only-for-measuring-" * 3
SEED = 20190925
PASSWORD = "kata-sandi-uji-2026"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.seed", description="Fill a database with many cases.")
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--database", help="DATABASE_URL of an empty database to fill as well")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    args = parser.parse_args(arguments)
    began = time.monotonic()
    file = seeded(args.cases, args.folder)
    if args.database:
        run("fill", environment(args.database, file.parent), str(file))
    print(f"{args.cases} cases in {time.monotonic() - began:.0f} s: {args.database or file}", file=sys.stderr)
    return 0


def seeded(cases: int, folder: Path) -> Path:
    """The SQLite file with this many cases, made if it is not there; its files lie beside it in `files`."""
    place = folder / f"{cases}-{mark()}"
    file = place / "alur.sqlite3"
    if not file.exists():
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        unfinished = place / "unfinished.sqlite3"
        run("make", environment(f"sqlite:///{unfinished}", place), str(cases))
        unfinished.rename(file)
    return file


def environment(database: str, folder: Path) -> dict[str, str]:
    """The environment of a process of Alur on this database, with its data folder."""
    own = {"DATABASE_URL": database, "ALUR_DATA": str(folder), "ALUR_SECRET_KEY": SECRET}
    own |= {"DJANGO_SETTINGS_MODULE": "alur.config.settings"}
    return os.environ | own


def run(part: str, surroundings: dict[str, str], *words: str) -> None:
    """One part of the work in a process of its own, since Django knows one database a process."""
    subprocess.run([sys.executable, "-m", "bench.seed", f"={part}", *words], env=surroundings, cwd=ROOT, check=True)


def mark() -> str:
    """Changes with what makes the data: this package, the tables, the acts and the procedures."""
    paths = [ROOT / name for name in MADE_FROM]
    for folder in MADE_BY:
        paths += sorted(path for path in (ROOT / folder).rglob("*") if path.suffix in (".py", ".toml"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:10]


def begin_file() -> None:
    """Make the tables in the SQLite database that the settings name, and let it be filled fast."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0, interactive=False)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous = OFF")
        cursor.execute("PRAGMA foreign_keys = OFF")


def make_file(cases: int) -> None:
    """Make the SQLite database that the settings name: tables, office, patterns, copies."""
    begin_file()
    from django.db import connection, transaction

    with transaction.atomic():
        _copy_all(cases)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA journal_mode = DELETE")


def _copy_all(cases: int) -> None:
    from django.db import connection

    from alur.records.models import Job
    from bench import copying, office, patterns

    made = office.make_office()
    ended, waiting = office.make_patterns(made)
    copier = copying.Copier.begin(made.people["dedi"], random.Random(SEED))
    portions = copying.copies(
        copier,
        [patterns.pattern_of(pk) for pk in ended],
        [patterns.pattern_of(pk) for pk in waiting],
        cases=cases,
        last_week=office.weeks_until_now(),
    )
    for rows in portions:
        copying.write(rows, connection.connection)
    copying.save_counters(copier)
    Job.objects.all().delete()


def fill(file: Path) -> None:
    """Fill the database that the settings name from a seeded file."""
    import django

    django.setup()
    from bench import transfer

    transfer.fill(file)


if __name__ == "__main__":
    with contextlib.suppress(IndexError):
        match sys.argv[1]:
            case "=make":
                make_file(int(sys.argv[2]))
                sys.exit()
            case "=fill":
                fill(Path(sys.argv[2]))
                sys.exit()
    sys.exit(main())
