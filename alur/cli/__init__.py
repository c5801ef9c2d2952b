"""The operator's command `alur`. Each group of commands has a module of its own; this one puts them together."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from alur import __version__
from alur.cli import (
    backup,
    demo,
    export,
    manage,
    move,
    people,
    report,
    restore,
    seal,
    security,
    serve,
    sop,
    verify,
    watch,
    web,
    worker,
    worktime,
)
from alur.cli.parser import Parser

GROUPS = (
    serve,
    people,
    sop,
    worktime,
    report,
    verify,
    seal,
    export,
    backup,
    restore,
    move,
    security,
    demo,
    web,
    worker,
    watch,
    manage,
)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command. 0 = done; 1 = the check failed, reasons on standard error; 2 = wrong usage."""
    args = build_parser().parse_args(argv)
    try:
        code: int = args.handler(args)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # The reader (head, less) went away; without this, closing standard output at exit would complain again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130


def build_parser() -> Parser:
    parser = Parser(prog="alur", description="Alur: menjalankan prosedur resmi (SOP) dan membuktikannya kemudian.")
    parser.add_argument("--version", action="version", version=f"alur {__version__}", help="tampilkan versi")
    groups = parser.add_subparsers(title="perintah", metavar="PERINTAH", required=True)
    for group in GROUPS:
        group.add_to(groups)
    return parser
