"""The official sheet of a procedure (PermenPAN-RB 35/2012) as PDF: identity page and flow pages, from the same layout
as the screen's drawing.
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from typing import Any

import pikepdf
from django.conf import settings

from alur.papers.stationery import folder_of_templates, print_paper
from alur.records.models import Edition, document_of
from alur.sop.document import Procedure, Signatory
from alur.sop.draw import draw_sheet, page_words
from alur.sop.following import readable_seconds
from alur.sop.layout import LayoutImpossible, Sheet, lay_out
from alur.worktime.wording import long_date, number

SIZES = {"a4": (297.0, 210.0), "f4": (330.0, 210.0)}

_MARGIN, _FOOT = 10.0, 16.0
_UNIT = 310 / 1440
_LEGEND_GAP, _LEGEND_HEIGHT = 16.0, 82.0


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the identity page: its title and its sentences, numbered where there is more than one."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IdentityPage:
    """What the first page of the sheet says beside number, name and dates."""

    unit: tuple[str, ...]
    approver: Signatory | None
    others: tuple[Signatory, ...]
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """The sheet as PDF, the printed number of its first flow page, and why the office's own stationery was not used
    for it ("" when it was, or there is none).
    """

    pdf: bytes = field(repr=False)
    first_page: int
    fault: str = ""


def identity_page(document: Procedure) -> IdentityPage:
    """The first sheet: the six boxes of the form in its own order, then any others the file has."""
    texts = document.identity
    boxes = [
        Box("Dasar hukum", texts.legal_basis),
        Box("Kualifikasi Pelaksana", texts.qualifications),
        Box("Keterkaitan", texts.related),
        Box("Peralatan / Perlengkapan", texts.equipment),
        Box("Peringatan", texts.warnings),
        Box("Pencatatan dan Pendataan", texts.recording),
    ]
    boxes += [Box(title, sentences) for title, sentences in texts.others.items()]
    approver = next((item for item in document.signatories if item.capacity == "pengesah"), None)
    others = tuple(item for item in document.signatories if item is not approver)
    return IdentityPage(document.unit, approver, others, tuple(boxes))


def total(document: Procedure) -> str:
    """The readable minutes of all steps: "11.170 menit (24 hari kerja 370 menit, 1 hari kerja = 450 menit)"."""
    minutes = readable_seconds(document) // 60
    a_day = document.minutes_per_day
    if not a_day or document.days_are_wall or minutes < a_day:
        return f"{number(minutes)} menit"
    days, rest = divmod(minutes, a_day)
    remainder = f" {number(rest)} menit" if rest else ""
    return f"{number(minutes)} menit ({number(days)} hari kerja{remainder}, 1 hari kerja = {a_day} menit)"


def sheet_layout(document: Procedure, paper: str, first_page: int = 2) -> Sheet:
    """The flow pages for this paper ("a4" or "f4", landscape). Type is as large on either: 14 units are 8.5 pt, and
    nothing is set smaller than 7 pt. Raises LayoutImpossible.
    """
    width, height = SIZES[paper]
    return lay_out(
        document,
        page_width=float(int((width - 2 * _MARGIN) / _UNIT)),
        page_height=float(int((height - _MARGIN - _FOOT) / _UNIT)),
        first_page=first_page,
    )


def print_sheet(
    document: Procedure, *, edition: str, sha256: str, made_at: dt.datetime, paper: str = "a4"
) -> PrintedSheet:
    """The whole sheet: identity page, flow pages, legend; PDF/A-2a and PDF/UA-1, each drawing also in words.

    `edition` is what the foot calls it ("edisi 2", "draf"), `sha256` the digest of its text. The same arguments give
    the same bytes. Where the identity takes more than one page, the flow pages' references count from there.
    """
    first_page = 2
    while True:
        flow = _flow(document, paper, first_page)
        data = _identity_data(document) | flow | {"edition": edition, "fingerprint": sha256[:16], "size": paper}
        printed = print_paper("sop", data, made_at=made_at)
        needed = _page_count(printed.pdf) - len(flow["pages"]) + 1
        if not flow["pages"] or needed == first_page:
            return PrintedSheet(printed.pdf, needed, printed.fault)
        first_page = needed


def edition_sheet(edition: Edition, paper: str = "") -> PrintedSheet:
    """The sheet of a published edition on the office's paper, or on the one named. The last ones made are kept, until
    the office changes its stationery.
    """
    size = paper or office_paper()
    return _made(edition.pk, edition.sha256, edition.number, edition.published_at, size, _stationery_mark())


def office_paper() -> str:
    """ "a4" or "f4": what the office prints on (ALUR_PAPER)."""
    paper = str(settings.OFFICE.get("paper", "a4"))
    return paper if paper in SIZES else "a4"


@lru_cache(maxsize=16)
def _made(
    edition_id: int, sha256: str, number_of_edition: int, published_at: dt.datetime, paper: str, _mark: int
) -> PrintedSheet:
    return print_sheet(
        document_of(edition_id),
        edition=f"edisi {number_of_edition}",
        sha256=sha256,
        made_at=published_at,
        paper=paper,
    )


def _stationery_mark() -> int:
    """Another number once a file of the office's templates has changed."""
    files = sorted(folder_of_templates().glob("*.*"))
    return hash(tuple((path.name, path.stat().st_mtime_ns) for path in files))


def _page_count(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def _flow(document: Procedure, paper: str, first_page: int) -> dict[str, Any]:
    try:
        sheet = sheet_layout(document, paper, first_page)
    except LayoutImpossible:
        return {"pages": [], "legend_at": None}
    pages = [{"svg": draw_sheet(sheet, page.number), "alt": page_words(document, sheet, page)} for page in sheet.pages]
    below = sheet.pages[-1].table_bottom
    has_room = sheet.height - below > _LEGEND_HEIGHT
    return {"pages": pages, "legend_at": round((below + _LEGEND_GAP) * _UNIT, 1) if has_room else None}


def _identity_data(document: Procedure) -> dict[str, Any]:
    page = identity_page(document)
    dates = [
        ("Tgl. Pembuatan", document.created_on),
        ("Tgl. Revisi", document.revised_on),
        ("Tgl. Efektif", document.effective_on),
    ]
    dates += [("Tgl. Pengesahan", document.approved_on)] if document.approved_on else []
    return {
        "number": document.number,
        "name": document.name,
        "unit": list(page.unit),
        "dates": [{"label": label, "text": long_date(date) if date else ""} for label, date in dates],
        "approver": asdict(page.approver) if page.approver else None,
        "signers": [asdict(person) for person in page.others],
        "boxes": [{"title": box.title, "sentences": list(box.sentences)} for box in page.boxes],
        "total": total(document),
        "printed_total": document.printed_total,
    }
