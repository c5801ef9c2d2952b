"""What a destroyed case loses and what it keeps: which words of a line, of a paper and of a letter are its content.

What happened, when, by whom, under which number and by which decision stays; so do the letter's number, dates and hal,
which the daftar arsip names for ever. Lines and rows are emptied by the same functions, so replaying the lines still
gives the rows. Knows no Django, for a package of a destroyed case is judged by it too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from alur.records.lines import Line
    from alur.records.models import Entry

GONE = "(dimusnahkan)"
DESTROYED = "destroyed"
TYPED_FORMS = ("catatan", "berkas", "periksa", "sistem", "daring", "keadaan", "barang")
KEPT_IN_PAPERS = frozenset(
    {"number", "date", "result", "decision", "version", "url", "at", "commit", "severity", "state"}
)
OF_LETTERS = ("sender", "summary", "origin_reference", "scan_name")
OF_POINTS = ("place", "text", "answer", "reason")
OF_LINES = {
    "assigned": ("reason",),
    "cancelled": ("reason",),
    "withdrawn": ("reason",),
    "performed": ("note",),
    "paused": ("note", "file_name"),
    "resumed": ("note",),
    "voided": ("note",),
    "held": ("reason",),
    "hold-lifted": ("reason",),
}


def gone(text: str) -> str:
    """The mark in the place of a text; an empty one stays empty."""
    return GONE if text else text


def emptied_content(form: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """The content of a paper without what was typed; papers that the system makes hold none."""
    return {key: _emptied(key, value) for key, value in content.items()} if form in TYPED_FORMS else dict(content)


def emptied_line(kind: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a line without the content of its case; the same data when it holds none."""
    left = _without(data, OF_LINES.get(kind, ()))
    if kind == "registered":
        left = _without(left, OF_LETTERS)
    if isinstance(left.get("letter"), Mapping):
        left["letter"] = _without(left["letter"], OF_LETTERS)
    if left.get("papers"):
        left["papers"] = [_paper(paper) for paper in left["papers"]]
    if left.get("points"):
        left["points"] = {key: [_without(point, OF_POINTS) for point in rows] for key, rows in left["points"].items()}
    return left


def vouched(entries: Iterable[Line | Entry]) -> dict[int, str]:
    """Which lines of a chain were emptied, with the digest that each must have since; the last line says so.

    An emptied line keeps its old hash, by which the next one is joined to it; that its words once had this hash can no
    longer be shown, but what is left of it can be held against this digest.
    """
    return vouched_in((entry.kind, entry.data) for entry in entries)


def vouched_in(lines: Iterable[tuple[str, Any]]) -> dict[int, str]:
    """The same for lines as pairs of kind and data."""
    found: dict[int, str] = {}
    for kind, data in lines:
        if kind == DESTROYED:
            found |= {int(number): digest for number, digest in data["lines"].items()}
    return found


def _paper(paper: Mapping[str, Any]) -> dict[str, Any]:
    files = [_without(file, ("name",)) for file in paper["files"]]
    return {**paper, "content": emptied_content(paper["form"], paper["content"]), "files": files}


def _without(values: Mapping[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    return {**values, **{key: gone(values[key]) for key in keys if isinstance(values.get(key), str)}}


def _emptied(key: str, value: Any) -> Any:
    if key in KEPT_IN_PAPERS:
        return value
    if isinstance(value, str):
        return gone(value)
    if isinstance(value, Mapping):
        return {name: _emptied(name, item) for name, item in value.items()}
    return [_emptied("", item) for item in value] if isinstance(value, list) else value
