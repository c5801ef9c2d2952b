"""`alur serve`: prepares what is missing, then serves the pages and keeps worker and watch running beside them."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from alur.cli import django
from alur.cli.children import Child, Household

HOST = "127.0.0.1"


def add_to(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = groups.add_parser("serve", help="siapkan dan jalankan Alur (./run melakukan ini)")
    parser.add_argument("--setup", action="store_true", help="siapkan saja, lalu selesai")
    parser.add_argument("--kosong", action="store_true", help="mulai tanpa orang dan permintaan contoh")
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    port = _port()
    if port is None:
        return 2
    if not args.setup and (reason := _why_not_bind(port)):
        print(f"{reason} Pilih porta lain, misalnya: ALUR_PORT={_other(port)} ./run", file=sys.stderr)
        return 1
    address = f"http://{HOST}:{port}"
    django.start()
    from alur.cli.prepare import prepare

    if faults := _setting_faults():
        print("\n".join(faults), file=sys.stderr)
        return 1
    greeting = prepare(demo=not args.kosong, address=address)
    if args.setup:
        return 0
    household = Household([_web(port), _worker(), _watch(port)], partial(print, file=sys.stderr, flush=True))
    return household.run(_announcement(port, f"Alur berjalan di {address}\n{greeting}\nTekan Ctrl-C untuk berhenti."))


def _setting_faults() -> list[str]:
    """What is wrong with the settings, as sentences."""
    from django.core.checks import Error, run_checks

    return [str(fault.msg) for fault in run_checks() if isinstance(fault, Error)]


def _web(port: int) -> Child:
    """Granian with two processes; a stalled upload holds one thread, so there are more threads than processors."""
    granian = Path(sys.executable).with_name("granian")
    options = (
        *("--interface", "wsgi", "--host", HOST, "--port", str(port), "--no-ws", "--log-level", "error"),
        *("--workers", "2", "--blocking-threads", "8", "--respawn-failed-workers", "--workers-kill-timeout", "20"),
    )
    return Child("Peladen web", [str(granian), *options, "alur.config.wsgi:application"])


def _worker() -> Child:
    return Child("Pekerja latar", [sys.executable, "-m", "alur.cli", "worker"])


def _watch(port: int) -> Child:
    """Apart from the worker, so that it can tell when that one stands still."""
    look = ("watch", "--every", "60", "--web", f"http://{HOST}:{port}/sehat/hidup")
    return Child("Penjaga", [sys.executable, "-m", "alur.cli", *look], is_vital=False)


def _announcement(port: int, text: str) -> Callable[[], bool]:
    """A function that prints the text once the server answers, and says whether it has."""

    def announce() -> bool:
        if not _answers(port):
            return False
        print(text, flush=True)
        return True

    return announce


def _port() -> int | None:
    """ALUR_PORT as a number; None after saying what is wrong with it."""
    text = os.environ.get("ALUR_PORT") or "8000"
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    print(f'ALUR_PORT berisi "{text}"; tulislah nomor porta antara 1 dan 65535.', file=sys.stderr)
    return None


def _why_not_bind(port: int) -> str:
    """Why the port cannot be had, as a sentence; "" when it can."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except PermissionError:
            return f"Porta {port} hanya boleh dipakai oleh root."
        except OSError:
            return f"Porta {port} sedang dipakai program lain; mungkin Alur sudah berjalan."
    return ""


def _other(port: int) -> int:
    return port + 1 if 1024 <= port < 65535 else 8000


def _answers(port: int) -> bool:
    """True when something listens on the port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0
