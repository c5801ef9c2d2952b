"""How wide text is in Arial (and Liberation Sans, which has the same widths), and how it is wrapped and clipped."""

from __future__ import annotations

import re
from functools import lru_cache

# Widths of U+0020 to U+007E in thousandths of the type size (Adobe's Helvetica metrics, which Arial follows).
_ASCII = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 "
    "584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 "
    "667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 "
    "278 556 500 722 500 500 500 334 260 334 584"
)
_WIDTHS = {chr(32 + place): int(width) / 1000 for place, width in enumerate(_ASCII.split())}
_WIDE_FROM = "\u1100"
_BOLD = 1.07
_LONGEST = 6000
_PIECES = re.compile(r"[^\s/]*/+|[^\s/]+")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def clean(text: str) -> str:
    """The text without what no sheet can print: control characters, marks that turn the direction, lone surrogates."""
    return _UNPRINTABLE.sub("", text)


@lru_cache(maxsize=8192)
def text_width(text: str, size: float, is_bold: bool = False) -> float:
    """Width of one line of text in the unit of `size`; characters outside ASCII are taken as wide as they may be."""
    total = sum(_WIDTHS.get(character) or (1.0 if character >= _WIDE_FROM else 0.667) for character in text)
    return total * size * (_BOLD if is_bold else 1.0)


def clip(text: str, width: float, size: float, is_bold: bool = False) -> str:
    """The text on one line, cut with an ellipsis where it is wider than `width`."""
    text = " ".join(clean(text[:_LONGEST]).split())
    if text_width(text, size, is_bold) <= width:
        return text
    kept = text[: int(width / (size * 0.2)) + 1]
    while kept and text_width(kept + "…", size, is_bold) > width:
        kept = kept[:-1]
    return kept.rstrip() + "…"


@lru_cache(maxsize=4096)
def wrap(text: str, width: float, size: float, most: int = 200, is_bold: bool = False) -> tuple[str, ...]:
    """The text in at most `most` lines not wider than `width`; the last ends in an ellipsis where text is left.

    Lines break at blanks, after a slash, at line ends, and inside a word only where it is wider than a line.
    """
    was_cut = len(text) > _LONGEST
    lines: list[str] = []
    for paragraph in clean(text[:_LONGEST]).splitlines():
        lines += _fill(paragraph, width, size, is_bold)
        if len(lines) > most:
            break
    if len(lines) > most or (was_cut and lines):
        kept = lines[:most]
        return (*kept[:-1], clip(kept[-1] + " " + "…" * 3, width, size, is_bold).rstrip(" …") + "…")
    return tuple(lines)


def _fill(paragraph: str, width: float, size: float, is_bold: bool) -> list[str]:
    lines: list[str] = []
    line = ""
    for piece, glue in _pieces(paragraph):
        candidate = line + glue + piece if line else piece
        if text_width(candidate, size, is_bold) <= width:
            line = candidate
            continue
        if line:
            lines.append(line)
        *full, line = _break_word(piece, width, size, is_bold)
        lines += full
    return [*lines, line] if line else lines


def _pieces(paragraph: str) -> list[tuple[str, str]]:
    pieces: list[tuple[str, str]] = []
    end = -1
    for found in _PIECES.finditer(paragraph):
        pieces.append((found.group(), "" if found.start() == end else " "))
        end = found.end()
    return pieces


def _break_word(word: str, width: float, size: float, is_bold: bool) -> list[str]:
    parts: list[str] = []
    part = ""
    for character in word:
        if part and text_width(part + character, size, is_bold) > width:
            parts.append(part)
            part = ""
        part += character
    return [*parts, part]
