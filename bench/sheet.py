"""The SOP sheet as PDF, from the procedure to the bytes, against WeasyPrint on like work in the same run.

    python -m bench.sheet

WeasyPrint gets the finished drawings and the identity page as plain HTML, and makes a PDF without tags or archive
profile: less work than ours, which lays the flow out, draws it, and makes PDF/A-2a with PDF/UA-1.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
import timeit
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alur.sop.document import Procedure

ROOT = Path(__file__).resolve().parent.parent
MADE_AT = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
TARGET_MILLISECONDS = 300
LONG_ROLES, LONG_STEPS = 9, 40
STYLE = "@page { size: 297mm 210mm; margin: 10mm } section { break-before: page } svg { width: 277mm }"


def main() -> int:
    """Print times and ratios; 1 if the first procedure or the long one misses the target."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "alur.config.settings"
    os.environ["ALUR_DATA"] = tempfile.gettempdir()
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    reached = [compare("SOP pertama", first_procedure()), compare("9 pelaksana, 40 langkah", long_procedure())]
    return 0 if all(reached) else 1


def first_procedure() -> Procedure:
    from alur.sop import read

    procedure = read((ROOT / "procedures" / "ot-02-01-4-4739-2019.toml").read_text(encoding="utf-8")).procedure
    assert procedure is not None
    return procedure


def long_procedure() -> Procedure:
    """A generated procedure of the greatest size that the form is made for."""
    from tests.sop.generated import procedure_from

    made = (procedure_from(seed) for seed in range(10_000))
    return next(item for item in made if (len(item.roles), len(item.steps)) == (LONG_ROLES, LONG_STEPS))


def compare(name: str, procedure: Procedure) -> bool:
    """Print one line; whether the target is reached."""
    from alur.papers.sheet import sheet_layout

    ours = milliseconds(lambda: our_sheet(procedure))
    theirs = milliseconds(lambda: their_sheet(procedure))
    pages = len(sheet_layout(procedure, "a4").pages) + 1
    print(f"{name:<24} {pages:>2} pages   alur {ours:6.0f} ms   weasyprint {theirs:6.0f} ms   {theirs / ours:5.1f} x")
    return ours <= TARGET_MILLISECONDS


def our_sheet(procedure: Procedure) -> bytes:
    """The sheet as nobody has asked for it before: no wrapped line and no width is kept from the last time."""
    from alur.papers.sheet import print_sheet
    from alur.sop.layout import lettering

    lettering.wrap.cache_clear()
    lettering.text_width.cache_clear()
    return print_sheet(procedure, edition="edisi 1", sha256="0" * 64, made_at=MADE_AT).pdf


def their_sheet(procedure: Procedure) -> bytes:
    """The same boxes and drawings by WeasyPrint."""
    import weasyprint

    from alur.papers.sheet import identity_page, sheet_layout
    from alur.sop.draw import draw_sheet

    sheet = sheet_layout(procedure, "a4")
    boxes = "".join(
        f"<tr><td>{escape(box.title)}<ol>{''.join(f'<li>{escape(item)}</li>' for item in box.sentences)}</ol></td></tr>"
        for box in identity_page(procedure).boxes
    )
    pages = "".join(f"<section>{draw_sheet(sheet, page.number)}</section>" for page in sheet.pages)
    page = f"<html lang=id><title>SOP</title><style>{STYLE}</style><table>{boxes}</table>{pages}</html>"
    made: bytes = weasyprint.HTML(string=page).write_pdf()
    return made


def milliseconds(act: Callable[[], object]) -> float:
    """The best of five, after one that warms the engine."""
    act()
    return min(timeit.repeat(act, number=1, repeat=5)) * 1000


if __name__ == "__main__":
    sys.exit(main())
