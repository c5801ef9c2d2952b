"""The operator's guide in Indonesian and in English tell the same: chapters, tables, commands, links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
INDONESIAN, ENGLISH = ((DOCS / name).read_text() for name in ("operator.md", "operator.en.md"))
FENCE = re.compile(r"^ *```.*?^ *```", re.M | re.S)


def test_they_have_the_same_chapters_in_the_same_order() -> None:
    assert levels(INDONESIAN) == levels(ENGLISH)


@pytest.mark.parametrize("place", range(len(re.findall("^## ", FENCE.sub("", INDONESIAN), re.M))))
def test_a_chapter_has_the_same_tables_commands_lists_and_links(place: int) -> None:
    here, there = chapters(INDONESIAN)[place], chapters(ENGLISH)[place]

    assert first_cells(here) == first_cells(there)
    assert commands(here) == commands(there)
    assert (items(here), files(here)) == (items(there), files(there))


def test_they_name_the_same_settings() -> None:
    assert names(INDONESIAN) == names(ENGLISH)


def levels(text: str) -> list[int]:
    return [len(marks) for marks in re.findall("^(#+) ", FENCE.sub("", text), re.M)]


def chapters(text: str) -> list[str]:
    """The text of each chapter; a # within a block of commands begins none."""
    return re.split("^## ", text, flags=re.M)[1:]


def first_cells(text: str) -> list[str]:
    """The code in the first cell of each row, or "" for words, which differ."""
    rows = [row.split(" | ")[0] for row in FENCE.sub("", text).splitlines() if row.startswith("| ")]
    return ["".join(re.findall("`[^`]+`", row)) for row in rows]


def commands(text: str) -> list[str]:
    """The blocks of commands, without what is said beside them."""
    return [re.sub(r"\s*# .*", "", block) for block in FENCE.findall(text)]


def items(text: str) -> int:
    return len(re.findall(r"^(?:- |\d+\. )", text, re.M))


def files(text: str) -> list[str]:
    """Where links lead, but for places within the guides, which have names in each language."""
    return sorted(link for link in re.findall(r"\]\(([^)\s#]+)", text))


def names(text: str) -> list[str]:
    return sorted(re.findall(r"^\| `((?:ALUR|DATABASE)_\w+)` ", text, re.M))
