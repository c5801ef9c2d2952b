"""`alur seal`: makes the seals of past days by hand, as the worker does each night."""

from __future__ import annotations

import argparse

from alur.cli import django


def add_to(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = groups.add_parser("seal", help="segel catatan hari-hari yang sudah lewat; biasanya oleh pekerja latar")
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    django.start()
    from django.utils import timezone

    from alur.actions.seals import seal_until

    made = seal_until(at=timezone.now())
    for seal in made:
        print(f"{seal.day.isoformat()} segel {seal.number}: {seal.digest} ({seal.chains} rantai, {seal.lines} catatan)")
    if not made:
        print("Semua hari yang sudah lewat telah disegel.")
    return 0
