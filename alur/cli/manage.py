"""`alur manage …`: hands its words over to Django's own management commands."""

from __future__ import annotations

import argparse
import os


def add_to(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = groups.add_parser("manage", help="perintah pengelolaan Django (migrate, dbshell, …)")
    parser.add_argument("words", nargs=argparse.REMAINDER, metavar="…", help="diteruskan apa adanya")
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alur.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["alur manage", *args.words])
    return 0
