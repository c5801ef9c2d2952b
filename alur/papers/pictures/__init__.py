"""Pages of PDFs and pictures as pictures to look at, with their text: drawn once by a limited process, then kept.

A picture cannot run anything, so a page shown this way is safe whatever its file holds.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from alur.papers.pictures import shelf
from alur.papers.pictures.asking import SHOWN, NotShown, ask, ask_as_far_as_it_goes
from alur.records.models import StoredFile

__all__ = ["SHEETS", "SHOWN", "WIDTHS", "Marks", "NotShown", "Sheet", "Sheets", "marks_of", "picture_of", "sheets_of"]

WIDTHS = (480, 960, 1600)
SHEETS = 10
MARKS_LIMIT = 200
MARKS_SECONDS = 8.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its number, its size in points (a picture's in pixels), and its text."""

    number: int
    width: float
    height: float
    text: str


@dataclass(frozen=True, slots=True)
class Sheets:
    """Some pages of a file that has `total` of them."""

    total: int
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """A digest of look and text for each page, of the first ones where there were too many (`is_whole` is False)."""

    total: int
    digests: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        return len(self.digests) == self.total


def sheets_of(file: StoredFile, first: int = 1) -> Sheets:
    """Ten pages from the first one on. Raises NotShown with a sentence, FileNotFoundError for a lost file."""
    if first > 1 and first > sheets_of(file).total:
        raise NotShown("Halaman itu tidak ada pada berkas ini.", is_lasting=False)
    answer = _once(file, f"lembar-{first}.json", lambda: ask(file, "lembar", first, SHEETS))
    found = json.loads(answer)
    sheets = (Sheet(number, **sheet) for number, sheet in enumerate(found["sheets"], first))
    return Sheets(found["total"], tuple(sheets))


def picture_of(file: StoredFile, page: int, width: int) -> bytes:
    """The page as WebP of this width, one of WIDTHS. Raises as `sheets_of`, and ValueError for another width."""
    if width not in WIDTHS:
        raise ValueError(f"No such width: {width}")
    return _once(file, f"{width}-{page}.webp", lambda: ask(file, "gambar", page, width))


def marks_of(file: StoredFile) -> Marks:
    """What tells pages of two files apart: the first 200, or what eight seconds allow. Raises as `sheets_of`."""
    answer = _once(file, "sidik.txt", lambda: ask_as_far_as_it_goes(file, "sidik", MARKS_LIMIT, seconds=MARKS_SECONDS))
    total, *digests = answer.decode().split() or ["0"]
    return Marks(int(total), tuple(digests))


def _once(file: StoredFile, name: str, make: Callable[[], bytes]) -> bytes:
    """What was kept, else what is made now and kept; a refusal that will not change is kept as well."""
    if (found := shelf.kept(file.sha256, name)) is not None:
        return found
    if (refusal := shelf.kept(file.sha256, f"{name}.tolak")) is not None:
        raise NotShown(refusal.decode(), is_lasting=True)
    try:
        made = make()
    except NotShown as error:
        if error.is_lasting:
            shelf.keep(file.sha256, f"{name}.tolak", str(error).encode())
        raise
    shelf.keep(file.sha256, name, made)
    return made
