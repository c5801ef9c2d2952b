"""`alur serve`: prepares what is missing, then serves the pages and keeps worker and watch running beside them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial

from alur.cli import django
from alur.cli.children import Child, Household
from alur.cli.listening import Listening, asked_listening


def add_to(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = groups.add_parser("serve", help="siapkan dan jalankan Alur (./run melakukan ini)")
    parser.add_argument("--setup", action="store_true", help="siapkan saja, lalu selesai")
    parser.add_argument("--kosong", action="store_true", help="mulai tanpa orang dan permintaan contoh")
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    listening = asked_listening()
    if listening is None:
        return 2
    if not args.setup and (reason := listening.why_not_bind()):
        print(reason, file=sys.stderr)
        return 1
    django.start()
    from django.conf import settings

    from alur.cli.prepare import prepare
    from alur.cli.readiness import setting_faults

    if faults := setting_faults():
        print("\n".join(faults), file=sys.stderr)
        return 1
    address = settings.PUBLIC_URL or listening.url
    greeting = prepare(demo=not args.kosong, address=address)
    if args.setup:
        print(greeting, end="\n" if greeting else "")
        return 0
    household = Household([_web(listening), _worker(), _watch(listening)], partial(print, file=sys.stderr, flush=True))
    text = f"Alur berjalan di {address}\n{greeting}\nTekan Ctrl-C untuk berhenti."
    return household.run(_announcement(listening, text))


def _web(listening: Listening) -> Child:
    return Child("Peladen web", listening.command())


def _worker() -> Child:
    return Child("Pekerja latar", [sys.executable, "-m", "alur.cli", "worker"])


def _watch(listening: Listening) -> Child:
    """Apart from the worker, so that it can tell when that one stands still."""
    look = ("watch", "--every", "60", "--web", f"{listening.url}/sehat/hidup")
    return Child("Penjaga", [sys.executable, "-m", "alur.cli", *look], is_vital=False)


def _announcement(listening: Listening, text: str) -> Callable[[], bool]:
    """A function that prints the text once the server answers, and says whether it has."""

    def announce() -> bool:
        if not listening.answers():
            return False
        print(text, flush=True)
        return True

    return announce
