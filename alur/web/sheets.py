"""The official sheet of an edition as pages show it: identity boxes, drawn flow pages, totals and remarks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

from alur.records.models import document_of
from alur.sop import Fault, Grade, faults_of
from alur.sop.document import Procedure, Signatory
from alur.sop.draw import draw_sheet
from alur.sop.following import readable_seconds
from alur.sop.layout import LayoutImpossible, Sheet, lay_out
from alur.worktime.wording import number

LEGEND_HEIGHT = 130


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the identity page: its title and its sentences, numbered where there is more than one."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IdentityPage:
    unit: tuple[str, ...]
    approver: Signatory | None
    others: tuple[Signatory, ...]
    boxes: tuple[Box, ...]


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


@dataclass(frozen=True, slots=True)
class FlowPage:
    """A drawn flow page; `is_roomy` when its lower end is empty, so that the legend can stand there."""

    drawing: SafeString
    is_roomy: bool


def flow_pages(edition_id: int, counts: Mapping[str, tuple[int, int]]) -> list[FlowPage]:
    """The flow pages as SVG, with live counts at the shapes; none when the form has no room for the arrows."""
    try:
        sheet = _sheet(edition_id)
    except LayoutImpossible:
        return []
    return [
        FlowPage(
            mark_safe(draw_sheet(sheet, page.number, counts=counts)),  # the drawing escapes its text
            sheet.height - page.table_bottom > LEGEND_HEIGHT,
        )
        for page in sheet.pages
    ]


@lru_cache(maxsize=32)
def _sheet(edition_id: int) -> Sheet:
    return lay_out(document_of(edition_id))


def total(document: Procedure) -> str:
    """The readable minutes of all steps: "11.170 menit (24 hari kerja 370 menit, 1 hari kerja = 450 menit)"."""
    minutes = readable_seconds(document) // 60
    a_day = document.minutes_per_day
    if not a_day or document.days_are_wall or minutes < a_day:
        return f"{number(minutes)} menit"
    days, rest = divmod(minutes, a_day)
    remainder = f" {number(rest)} menit" if rest else ""
    return f"{number(minutes)} menit ({number(days)} hari kerja{remainder}, 1 hari kerja = {a_day} menit)"


@lru_cache(maxsize=32)
def remarks(edition_id: int) -> tuple[Fault, ...]:
    """What the checker remarked on this edition, questions and notes; a published edition has no graver faults."""
    return tuple(fault for fault in faults_of(document_of(edition_id)) if fault.grade is not Grade.ERROR)
