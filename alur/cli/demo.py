"""`alur demo`: people and cases to try Alur with, made through the same actions as real ones."""

from __future__ import annotations

import argparse
import json
import sys

from alur.cli import django


def add_to(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = groups.add_parser("demo", help="orang dan permintaan contoh")
    parser.add_argument("--cases", type=_count, default=60, metavar="N", help="banyaknya permintaan (60)")
    parser.add_argument("--seed", type=int, default=20190925, metavar="S", help="benih acak; benih sama, hasil sama")
    parser.set_defaults(handler=make)
    kinds = parser.add_subparsers(title="perintah", metavar="PERINTAH")
    listing = kinds.add_parser("accounts", help="akun contoh, satu baris JSON tiap akun")
    listing.set_defaults(handler=accounts)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise ValueError(text)
    return int(text)


def make(args: argparse.Namespace) -> int:
    """Adds this many cases under the first procedure; the people are made once."""
    django.start()
    from django.utils import timezone

    from alur.cli.demonstration.filling import fill, forget_seals
    from alur.cli.prepare import prepare, why_not_demo
    from alur.records.models import Edition

    if reasons := why_not_demo():
        print("\n".join(reasons), file=sys.stderr)
        return 1
    prepare(demo=False, address="")
    forget_seals()
    fill(Edition.objects.order_by("pk")[0], cases=args.cases, seed=args.seed, now=timezone.now())
    print(f"{args.cases} permintaan contoh dibuat.")
    return 0


def accounts(args: argparse.Namespace) -> int:
    django.start()
    from django.conf import settings

    from alur.cli.demonstration import people

    if not (settings.DATA / "demo").exists():
        print("Kantor ini tidak memakai akun contoh. Akun dibuat oleh administrator.", file=sys.stderr)
        return 1
    for account in people.accounts():
        print(json.dumps(account, ensure_ascii=False))
    return 0
