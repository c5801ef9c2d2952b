"""What changed between two texts, word by word: pieces that stayed, went and came, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

WORD = re.compile(r"\S+\s*|\s+")


class Change(StrEnum):
    SAME = "sama"
    OUT = "hilang"
    IN = "baru"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with its fate."""

    change: Change
    text: str

    @property
    def words(self) -> str:
        """The text without the space behind it, which is not marked."""
        return self.text.rstrip()

    @property
    def space(self) -> str:
        return self.text[len(self.words) :]


@dataclass(frozen=True, slots=True)
class TextChange:
    """Two texts against each other."""

    pieces: tuple[Piece, ...]

    @property
    def before(self) -> tuple[Piece, ...]:
        """The older text, with what went marked."""
        return tuple(piece for piece in self.pieces if piece.change is not Change.IN)

    @property
    def after(self) -> tuple[Piece, ...]:
        """The newer text, with what came marked."""
        return tuple(piece for piece in self.pieces if piece.change is not Change.OUT)

    @property
    def removed(self) -> int:
        """How many words went."""
        return self._words(Change.OUT)

    @property
    def added(self) -> int:
        """How many words came."""
        return self._words(Change.IN)

    @property
    def is_same(self) -> bool:
        return all(piece.change is Change.SAME for piece in self.pieces)

    def _words(self, change: Change) -> int:
        return sum(len(piece.text.split()) for piece in self.pieces if piece.change is change)


def text_change(before: str, after: str) -> TextChange:
    """The change between two texts: by lines first, so that long texts stay quick, then by words where lines differ."""
    pieces = _joined(_by_lines(before.splitlines(keepends=True), after.splitlines(keepends=True)))
    return TextChange(tuple(pieces))


def _by_lines(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    for kind, start, end, other_start, other_end in SequenceMatcher(None, before, after).get_opcodes():
        if kind == "equal":
            yield Piece(Change.SAME, "".join(after[other_start:other_end]))
        else:
            yield from _by_words("".join(before[start:end]), "".join(after[other_start:other_end]))


def _by_words(before: str, after: str) -> Iterator[Piece]:
    """Words with the space behind them count as one; a word whose space alone changed stays the same word."""
    old, new = WORD.findall(before), WORD.findall(after)
    matcher = SequenceMatcher(None, [word.rstrip() for word in old], [word.rstrip() for word in new])
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        if kind == "equal":
            yield Piece(Change.SAME, "".join(new[other_start:other_end]))
            continue
        yield Piece(Change.OUT, "".join(old[start:end]))
        yield Piece(Change.IN, "".join(new[other_start:other_end]))


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbours of one fate as one piece, empty ones left out."""
    for change, run in groupby((piece for piece in pieces if piece.text), lambda piece: piece.change):
        yield Piece(change, "".join(piece.text for piece in run))
