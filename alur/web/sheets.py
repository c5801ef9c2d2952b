"""The official sheet of an edition as pages show it: drawn flow pages with live counts, and the checker's remarks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

from alur.papers.sheet import office_paper, sheet_layout
from alur.records.models import document_of
from alur.sop import Fault, Grade, faults_of
from alur.sop.draw import draw_sheet, page_words
from alur.sop.layout import LayoutImpossible, Sheet

LEGEND_HEIGHT = 105


@dataclass(frozen=True, slots=True)
class FlowPage:
    """A drawn flow page with its number in print; `is_roomy` when its lower end is empty, so that the legend fits."""

    drawing: SafeString
    is_roomy: bool
    number: int


def flow_pages(edition_id: int, first_page: int, counts: Mapping[str, tuple[int, int]]) -> list[FlowPage]:
    """The flow pages as SVG, with live counts at the shapes; none when the form has no room for the arrows.

    `first_page` is the number that the first of them has in print.
    """
    try:
        sheet, words = _sheet(edition_id, office_paper(), first_page)
    except LayoutImpossible:
        return []
    return [
        FlowPage(
            mark_safe(draw_sheet(sheet, page.number, counts=counts, words=told)),  # the drawing escapes its text
            sheet.height - page.table_bottom > LEGEND_HEIGHT,
            first_page + page.number - 1,
        )
        for page, told in zip(sheet.pages, words, strict=True)
    ]


@lru_cache(maxsize=32)
def _sheet(edition_id: int, paper: str, first_page: int) -> tuple[Sheet, tuple[str, ...]]:
    document = document_of(edition_id)
    sheet = sheet_layout(document, paper, first_page)
    return sheet, tuple(page_words(document, sheet, page) for page in sheet.pages)


@lru_cache(maxsize=32)
def remarks(edition_id: int) -> tuple[Fault, ...]:
    """What the checker remarked on this edition, questions and notes; a published edition has no graver faults."""
    return tuple(fault for fault in faults_of(document_of(edition_id)) if fault.grade is not Grade.ERROR)
