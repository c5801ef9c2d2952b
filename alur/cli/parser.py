"""An argument parser that speaks Indonesian. What argparse says in English is rewritten on its way out."""

from __future__ import annotations

import argparse
import re
from typing import Any, NoReturn

_HEADINGS = (
    (re.compile(r"^usage: ", re.M), "pemakaian: "),
    (re.compile(r"^positional arguments:", re.M), "isian:"),
    (re.compile(r"^options:", re.M), "pilihan:"),
)

_COMPLAINTS = (
    (re.compile(r"the following arguments are required: (.+)"), r"yang masih kurang: \1"),
    (re.compile(r"unrecognized arguments: (.+)"), r"tidak dikenal: \1"),
    (re.compile(r"argument (\S+): invalid choice: (\S+) \(choose from (.+)\)"), r"\1: \2 tidak dikenal; pilih \3"),
    (re.compile(r"argument (\S+): invalid (?:int|_count) value: (.+)"), r"\1: \2 bukan bilangan bulat"),
    (re.compile(r"argument (\S+): invalid \w+ value: (.+)"), r"\1: \2 tidak dapat dibaca"),
    (re.compile(r"argument (\S+): not allowed with argument (\S+)"), r"\1 tidak dapat dipakai bersama \2"),
    (re.compile(r"argument (\S+): expected .+"), r"\1: nilainya belum ditulis"),
    (re.compile(r"ambiguous option: (\S+) could match (.+)"), r"\1 dapat berarti \2; tulislah lengkap"),
)


class Parser(argparse.ArgumentParser):
    """argparse with Indonesian headings and complaints; wrong usage ends the program with 2."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, **options)
        self.add_argument("-h", "--help", action="help", help="tampilkan bantuan ini")

    def format_help(self) -> str:
        return _rewrite(super().format_help(), _HEADINGS)

    def format_usage(self) -> str:
        return _rewrite(super().format_usage(), _HEADINGS)

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.format_usage()}{self.prog}: {_rewrite(message, _COMPLAINTS)}\n")


def _rewrite(text: str, table: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, replacement in table:
        text = pattern.sub(replacement, text)
    return text
