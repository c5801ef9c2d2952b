"""`alur sop`: checks a procedure file, publishes it as an edition, and shows one that is published."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from alur.cli import django

if TYPE_CHECKING:
    from alur.records.models import Edition


def add_to(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = groups.add_parser("sop", help="periksa, terbitkan, dan tampilkan SOP")
    commands = parser.add_subparsers(title="perintah", metavar="PERINTAH", required=True)
    checking = commands.add_parser("check", help="periksa naskah SOP; galat membuat hasilnya 1")
    checking.add_argument("file", metavar="BERKAS")
    checking.set_defaults(handler=check)
    publishing = commands.add_parser("publish", help="terbitkan naskah SOP sebagai edisi baru")
    publishing.add_argument("file", metavar="BERKAS")
    publishing.set_defaults(handler=publish)
    showing = commands.add_parser("show", help="tampilkan SOP yang berlaku")
    showing.add_argument("number", metavar="NOMOR")
    drawn = showing.add_mutually_exclusive_group()
    drawn.add_argument("--pdf", metavar="BERKAS", help="tulis lembarnya: identitas dan bagan alir (PDF)")
    drawn.add_argument("--svg", metavar="BERKAS", help="tulis bagan alirnya (SVG, satu berkas tiap halaman)")
    showing.set_defaults(handler=show)


def check(args: argparse.Namespace) -> int:
    """Every fault on standard error as FILE:LINE: grade: sentence; 1 when one of them is a galat."""
    from alur.sop import Grade
    from alur.sop import check as check_text

    try:
        text = _text_of(args.file)
    except Unreadable as problem:
        print(problem, file=sys.stderr)
        return problem.code
    faults = check_text(text, file=args.file)
    for fault in faults:
        print(f"{args.file}:{fault.line}: {fault.grade}: {fault.sentence}", file=sys.stderr)
    counts = {grade: sum(fault.grade is grade for fault in faults) for grade in Grade}
    summary = ", ".join(f"{count} {grade}" for grade, count in counts.items())
    if counts[Grade.ERROR]:
        print(f"{args.file}: tidak dapat dijalankan ({summary})", file=sys.stderr)
        return 1
    print(f"{args.file}: dapat dijalankan ({summary})")
    return 0


def publish(args: argparse.Namespace) -> int:
    try:
        text = _text_of(args.file)
    except Unreadable as problem:
        print(problem, file=sys.stderr)
        return problem.code
    django.start()
    from django.utils import timezone

    from alur.actions import Refused
    from alur.actions import publish as publish_text

    try:
        edition = publish_text(text, by=None, at=timezone.now(), file=args.file)
    except Refused as refusal:
        print("\n".join(refusal.reasons), file=sys.stderr)
        return 1
    print(f"Diterbitkan: {edition.procedure.number}, edisi ke-{edition.number}.")
    return 0


def show(args: argparse.Namespace) -> int:
    """The text of the newest edition on standard output, its whole sheet as PDF or its flowchart as SVG files."""
    django.start()
    from alur.records.models import Edition

    edition = Edition.objects.filter(procedure__number=args.number).order_by("-number").first()
    if edition is None:
        print(f'Tidak ada SOP terbit bernomor "{args.number}".', file=sys.stderr)
        return 1
    try:
        if args.pdf:
            return _typeset(edition, Path(args.pdf))
        if args.svg:
            return _draw(edition, Path(args.svg))
    except OSError as error:
        print(f"Tidak dapat menulis {error.filename}: {error.strerror}.", file=sys.stderr)
        return 1
    print(edition.text, end="")
    return 0


def _typeset(edition: Edition, target: Path) -> int:
    from django.utils import timezone

    from alur.actions.issuing import sheet_pdf

    target.write_bytes(sheet_pdf(edition, at=timezone.now()))
    print(target)
    return 0


def _draw(edition: Edition, target: Path) -> int:
    """Flow page 1 goes to the named file, page n to NAME-n.svg beside it; they refer to each other as in the PDF."""
    from alur.papers.sheet import edition_sheet, office_paper, sheet_layout
    from alur.sop.draw import draw_sheet
    from alur.sop.layout import LayoutImpossible

    try:
        sheet = sheet_layout(edition.document, office_paper(), edition_sheet(edition).first_page)
    except LayoutImpossible:
        print("Bagan alir tidak muat digambar pada lembar ini. Baca naskahnya tanpa --svg.", file=sys.stderr)
        return 1
    for number in range(1, len(sheet.pages) + 1):
        path = target if number == 1 else target.with_stem(f"{target.stem}-{number}")
        path.write_text(draw_sheet(sheet, number), encoding="utf-8")
        print(path)
    return 0


class Unreadable(Exception):
    """A file that gives no text, with the exit code that this means."""

    def __init__(self, sentence: str, code: int) -> None:
        super().__init__(sentence)
        self.code = code


def _text_of(name: str) -> str:
    """The text of a file; "-" is standard input. Raises Unreadable: 2 when it is not there, 1 when it is not text."""
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return data.decode("utf-8-sig")
    except FileNotFoundError as error:
        raise Unreadable(f"Berkas {name} tidak ditemukan. Periksa letak dan ejaannya.", 2) from error
    except OSError as error:
        raise Unreadable(f"Berkas {name} tidak dapat dibaca ({error.strerror}).", 2) from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(f"{name}:{line}: galat: berkas ini bukan teks UTF-8.", 1) from error
