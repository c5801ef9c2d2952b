"""`alur demo`: people and cases to try Alur with, made through the same actions as real ones."""

from __future__ import annotations

import argparse
import json

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
    django.start()
    from django.utils import timezone

    from alur.actions import demo

    demo.make(cases=args.cases, seed=args.seed, at=timezone.now())
    print(f"{args.cases} permintaan contoh dibuat.")
    return 0


def accounts(args: argparse.Namespace) -> int:
    django.start()
    from alur.actions import demo

    for account in demo.accounts():
        print(json.dumps(account, ensure_ascii=False))
    return 0
