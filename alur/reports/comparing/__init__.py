"""Versions of a paper against each other: words, files and pages."""

from alur.reports.comparing.pages import PageChange, PagePair
from alur.reports.comparing.versions import Comparison, FileChange, compare
from alur.reports.comparing.words import Change, Piece, TextChange, text_change

__all__ = [
    "Change",
    "Comparison",
    "FileChange",
    "PageChange",
    "PagePair",
    "Piece",
    "TextChange",
    "compare",
    "text_change",
]
