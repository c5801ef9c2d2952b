"""Pages and stretches of line of laid-out sheets, for the tests that look at them. No test lives here."""

from __future__ import annotations

from collections.abc import Iterator

from alur.sop.document import Procedure
from alur.sop.layout import Connector, Page, Sheet


def pages_of(generated: list[tuple[Procedure, Sheet]]) -> Iterator[tuple[Sheet, Page]]:
    return ((sheet, page) for _, sheet in generated for page in sheet.pages)


def stretches_of(line: Connector) -> list[tuple[bool, float, float, float]]:
    """(is upright, its x or y, begin, end) of every stretch."""
    found = []
    for (x_from, y_from), (x_to, y_to) in zip(line.points, line.points[1:], strict=False):
        if x_from == x_to:
            found.append((True, x_from, min(y_from, y_to), max(y_from, y_to)))
        else:
            found.append((False, y_from, min(x_from, x_to), max(x_from, x_to)))
    return found
