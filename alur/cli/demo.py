"""`alur demo`: people and cases to try Alur with, made through the same actions as real ones."""

from __future__ import annotations

import argparse
import json
import sys

from alur.cli import django


def add_to(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = groups.add_parser("demo", help="orang dan permintaan contoh")
    parser.add_argument("--cases", type=int, default=60, metavar="N", help="banyaknya permintaan (60)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="benih acak; benih sama, hasil sama (1)")
    parser.set_defaults(handler=make)
    kinds = parser.add_subparsers(title="perintah", metavar="PERINTAH")
    listing = kinds.add_parser("accounts", help="akun contoh, satu baris JSON tiap akun")
    listing.set_defaults(handler=accounts)


def make(args: argparse.Namespace) -> int:
    if args.cases < 1:
        print("Banyaknya permintaan sekurang-kurangnya 1.", file=sys.stderr)
        return 2
    django.start()
    from django.utils import timezone

    from alur.cli.demonstration.filling import fill
    from alur.records.models import Edition

    edition = Edition.objects.order_by("pk").first()
    if edition is None:
        print("Belum ada SOP terbit. Jalankan ./run --setup lebih dahulu.", file=sys.stderr)
        return 1
    fill(edition, cases=args.cases, seed=args.seed, now=timezone.now())
    print(f"{args.cases} permintaan contoh dibuat.")
    return 0


def accounts(args: argparse.Namespace) -> int:
    django.start()
    from django.conf import settings

    from alur.cli.demonstration.people import accounts as all_accounts

    if not settings.DEMO:
        print("Ini bukan pemasangan peragaan; akun contoh tidak ada.", file=sys.stderr)
        return 1
    for account in all_accounts():
        print(json.dumps(account, ensure_ascii=False))
    return 0
