"""`alur report`: makes anew what reports keep of months that are over."""

from __future__ import annotations

import argparse
import datetime as dt
import sys

from alur.cli import django


def add_to(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = groups.add_parser("report", help="laporan")
    kinds = parser.add_subparsers(title="perintah", metavar="PERINTAH", required=True)
    rebuild = kinds.add_parser("rebuild", help="susun ulang angka bulan yang sudah berakhir dari catatan")
    rebuild.add_argument("month", nargs="?", type=_month, metavar="BULAN", help="misalnya 2026-06; tanpa ini semuanya")
    rebuild.set_defaults(handler=run)


def _month(text: str) -> dt.date:
    return dt.datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007  (a month has no zone)


def run(args: argparse.Namespace) -> int:
    django.start()
    from django.utils import timezone

    from alur.actions.months import rebuild_months

    try:
        written = rebuild_months([args.month] if args.month else None, at=timezone.now())
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    for month, rows in written.items():
        print(f"{month:%Y-%m}: {rows} baris disimpan.")
    if not written:
        print("Belum ada bulan yang berakhir.")
    return 0
