"""`alur watch`: looks whether Alur lives, apart from the worker, and mails the operator when it does not."""

from __future__ import annotations

import argparse
import sys

from alur.cli import django


def add_to(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = groups.add_parser("watch", help="periksa tanda hidup Alur dan surati pengelola bila terganggu")
    parser.add_argument("--every", type=int, metavar="DETIK", help="terus memeriksa, tiap sekian detik")
    parser.add_argument(
        "--web", metavar="ALAMAT", help="tanyai juga peladen web, misalnya http://127.0.0.1:8000/sehat/hidup"
    )
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    django.start()
    from alur.cli.watching import Watch

    watch = Watch(args.web or "")
    if args.every:
        return watch.go_on(max(args.every, 1))
    sentences = watch.look()
    print(
        "\n".join(sentences) if sentences else "Semua tanda hidup baik.", file=sys.stderr if sentences else sys.stdout
    )
    return int(bool(sentences))
