"""Pages of two PDFs set against each other by look and text; a page put in between only moves the others on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest

from alur.papers.pictures import SHEETS, Marks, NotShown, marks_of, sheets_of
from alur.records.models import StoredFile
from alur.reports.comparing.words import TextChange, text_change

WORDS_LIMIT = 20  # changed pages whose text is compared; each ten need one look into the file
SAME, CHANGED, NEW, GONE = "sama", "berubah", "baru", "hilang"


@dataclass(frozen=True, slots=True)
class PagePair:
    """A page before and a page after, 0 where there is none; `fate` says what became of it.

    `words` is what changed in its text, None where no text was read or none changed.
    """

    before: int
    after: int
    fate: str
    words: TextChange | None = None


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
    pairs = _with_words(list(_pairs(old, new, compared)), before, after)
    return PageChange(old.total, new.total, tuple(pairs), compared)


def _with_words(pairs: list[PagePair], before: StoredFile, after: StoredFile) -> Iterator[PagePair]:
    """The pairs, the first changed ones with what changed in their text."""
    left = WORDS_LIMIT
    for pair in pairs:
        if pair.fate == CHANGED and left:
            left -= 1
            change = text_change(_text(before, pair.before), _text(after, pair.after))
            yield pair if change.is_same else replace(pair, words=change)
        else:
            yield pair


def _text(file: StoredFile, page: int) -> str:
    """The text of a page; "" when the file does not let itself be read."""
    try:
        part = sheets_of(file, page - (page - 1) % SHEETS)
    except NotShown:
        return ""
    return next((sheet.text for sheet in part.sheets if sheet.number == page), "")


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
