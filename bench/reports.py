"""Measures the report page against the least that a page with median and p90 by step of one month can take.

    python -m bench.reports [--cases 10000] [--folder FOLDER]

Both are asked in turns in one process, on a copy of the seeded SQLite file, and counted in processor time, so that what
else the machine does matters little. A closed month is read from its kept rows, an open one is counted from the record.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from bench.seed import FOLDER, environment, seeded

TURNS = 15
TEMPLATE = """<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Laporan</title></head><body><table>
{% for step, count, middle, slow in rows %}<tr><td>{{ step }}</td><td>{{ count }}</td><td>{{ middle }}</td>
<td>{{ slow }}</td></tr>{% endfor %}</table></body></html>"""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.reports", description=__doc__.partition("\n")[0])
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    args = parser.parse_args(arguments)
    file = seeded(args.cases, args.folder)
    with tempfile.TemporaryDirectory(dir=args.folder) as place:
        copy = Path(place) / "alur.sqlite3"
        shutil.copy(file, copy)
        os.environ.update(environment(f"sqlite:///{copy}", Path(place)))
        measure(args.cases)
    return 0


def measure(cases: int) -> None:
    """Keep all months that are over, and print the figures."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from alur.actions.months import last_month_over, rebuild_months

    call_command("collectstatic", verbosity=0, interactive=False)
    at = timezone.now()
    began = time.process_time()
    kept = rebuild_months(at=at)
    print(f"{cases} cases, {len(kept)} months kept in {time.process_time() - began:.1f} s of processor time")
    closed, running = f"{last_month_over(at):%Y-%m}", f"{timezone.localdate(at):%Y-%m}"
    acts = {"limit": limit_of(closed)} | {
        f"{name} {key}": page(f"/laporan/{path}periode={key}")
        for name, path, key in (
            ("closed month", "?", closed),
            ("running month", "?", running),
            ("year", "?", running[:4]),
            ("list", "daftar/?", closed),
            ("departures", "penyimpangan/?", closed),
            ("map", "peta/?", closed),
        )
    }
    found = in_turns(acts)
    print(f"{'page':<24}{'ms':>8}{'ratio':>8}  statements")
    for name, (seconds, statements) in found.items():
        print(f"{name:<24}{1000 * seconds:>8.1f}{seconds / found['limit'][0]:>8.2f}  {statements}")


def in_turns(acts: dict[str, Callable[[], object]]) -> dict[str, tuple[float, int]]:
    """Median processor seconds of each act, asked in turns, and its statements."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    spent: dict[str, list[float]] = defaultdict(list)
    counted = {}
    for name, act in acts.items():
        act()
        with CaptureQueriesContext(connection) as seen:
            act()
        counted[name] = len(seen)
    for _ in range(TURNS):
        for name, act in acts.items():
            began = time.process_time()
            act()
            spent[name].append(time.process_time() - began)
    return {name: (median(times), counted[name]) for name, times in spent.items()}


def page(address: str) -> Callable[[], Any]:
    """Asks for a page as the first person who reads reports."""
    from django.test import Client

    from alur.records.models import User

    client = Client()
    client.force_login(User.objects.get(appointments__position__duty="kepala"))

    def ask() -> Any:
        response = client.get(address, HTTP_HOST="127.0.0.1")
        assert response.status_code == 200, (address, response.status_code)
        return response

    return ask


def limit_of(month: str) -> Callable[[], Any]:
    """One query of a month's closed visits, median and p90 by step, a small template."""
    import datetime as dt

    from django.template import Context, Template

    from alur.records.measures import month_edges
    from alur.records.models import Visit

    start, end = month_edges(dt.date.fromisoformat(f"{month}-01"))
    template = Template(TEMPLATE)

    def ask() -> str:
        found: dict[str, list[int]] = defaultdict(list)
        rows = Visit.objects.filter(closed_at__gte=start, closed_at__lt=end).order_by("step", "used_seconds")
        for step, used in rows.values_list("step", "used_seconds"):
            found[step].append(used or 0)
        lines = [
            (step, len(used), median(used), used[-(-9 * len(used) // 10) - 1]) for step, used in sorted(found.items())
        ]
        return str(template.render(Context({"rows": lines})))

    return ask


if __name__ == "__main__":
    sys.exit(main())
