"""`alur worker`: does the background work (papers, probes) until it is told to stop."""

from __future__ import annotations

import argparse

from alur.cli import django


def add_to(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = groups.add_parser("worker", help="pekerja latar; dijalankan sendiri oleh ./run")
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    django.start()
    from alur.cli.working import work_until_stopped

    work_until_stopped()
    return 0
