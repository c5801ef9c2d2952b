"""Pages of two PDFs set against each other by look and text; a page put in between only moves the others on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from alur.papers.pictures import Marks, NotShown, marks_of, sheets_of
from alur.records.models import StoredFile

SAME, CHANGED, NEW, GONE = "sama", "berubah", "baru", "hilang"


@dataclass(frozen=True, slots=True)
class PagePair:
    """A page before and a page after, 0 where there is none; `fate` says what became of it."""

    before: int
    after: int
    fate: str


@dataclass(frozen=True, slots=True)
class PageChange:
    """Two PDFs page by page. `compared` counts the pages that were looked at, where there were too many for all."""

    before_total: int
    after_total: int
    pairs: tuple[PagePair, ...] = ()
    compared: int = 0
    refusal: str = ""

    @property
    def different(self) -> tuple[PagePair, ...]:
        return tuple(pair for pair in self.pairs if pair.fate != SAME)

    @property
    def is_whole(self) -> bool:
        """True when every page of both was looked at."""
        return self.compared == 0


def page_change(before: StoredFile, after: StoredFile) -> PageChange:
    """The pages of two PDFs against each other. Raises FileNotFoundError for a lost file; a refusal becomes words."""
    try:
        old, new = marks_of(before), marks_of(after)
    except NotShown as refused:
        return PageChange(_total(before), _total(after), refusal=str(refused))
    least = min(len(old.digests), len(new.digests))
    compared = 0 if old.is_whole and new.is_whole else least
    return PageChange(old.total, new.total, tuple(_pairs(old, new, compared)), compared)


def _total(file: StoredFile) -> int:
    try:
        return sheets_of(file).total
    except NotShown:
        return 0


def _pairs(old: Marks, new: Marks, compared: int) -> Iterator[PagePair]:
    """Where not every page was looked at, only as many as of both are known."""
    before = old.digests[:compared] if compared else old.digests
    after = new.digests[:compared] if compared else new.digests
    for kind, start, end, other_start, other_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        left, right = range(start + 1, end + 1), range(other_start + 1, other_end + 1)
        for old_page, new_page in zip_longest(left, right, fillvalue=0):
            fate = SAME if kind == "equal" else CHANGED if old_page and new_page else NEW if new_page else GONE
            yield PagePair(old_page, new_page, fate)
