"""`alur web`: the pages alone, for a service of their own. `alur serve` does this and more in one."""

from __future__ import annotations

import argparse
import os
import sys

from alur.cli import django
from alur.cli.listening import asked_listening


def add_to(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = groups.add_parser("web", help="peladen web saja, tanpa pekerja dan penjaga; untuk layanan systemd")
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    """Becomes the web server, so that signals reach it; ends before with 1 or 2 and a sentence when it cannot."""
    listening = asked_listening()
    if listening is None:
        return 2
    django.start()
    from alur.cli.readiness import why_not_serve

    reasons = [reason for reason in (listening.why_not_bind(), *why_not_serve()) if reason]
    if reasons:
        print("\n".join(reasons), file=sys.stderr)
        return 1
    command = listening.command()
    return os.execv(command[0], command)
