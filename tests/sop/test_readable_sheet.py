"""What makes a sheet readable: labels that nothing touches, heads and letters with their room, no text cut off."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations

from alur.sop.document import Procedure
from alur.sop.layout import Connector, Kind, Shape, Sheet, ways_of
from alur.sop.layout.lettering import wrap
from alur.sop.layout.placing import END_ROOM
from alur.sop.layout.table import SMALLEST
from tests.sop.sheets import pages_of, stretches_of

Box = tuple[float, float, float, float]


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


def box_of(shape: Shape) -> Box:
    return (shape.left, shape.top, shape.right, shape.bottom)


def boxes_along(line: Connector) -> list[Box]:
    return [
        (min(x_from, x_to), min(y_from, y_to), max(x_from, x_to), max(y_from, y_to))
        for (x_from, y_from), (x_to, y_to) in zip(line.points, line.points[1:], strict=False)
    ]


def test_no_label_touches_a_symbol_a_line_or_another_label(generated: list[tuple[Procedure, Sheet]]) -> None:
    touched = []
    for _, page in pages_of(generated):
        labels = [line.label for line in page.connectors if line.label]
        lines = [box for line in page.connectors for box in boxes_along(line)]
        for label in labels:
            others = [other.box for other in labels if other is not label]
            around = [*map(box_of, page.shapes), *lines, *others]
            touched += [(page.number, label.text) for box in around if overlap(label.box, box)]

    assert touched == []


def test_every_line_has_room_for_its_head(generated: list[tuple[Procedure, Sheet]]) -> None:
    last = [line.points[-2:] for _, page in pages_of(generated) for line in page.connectors]

    assert [pair for pair in last if abs(pair[0][0] - pair[1][0]) + abs(pair[0][1] - pair[1][1]) < 11] == []


def test_every_answer_is_written_at_its_line_once(generated: list[tuple[Procedure, Sheet]]) -> None:
    for procedure, sheet in generated:
        wanted = Counter((way.step, way.exit) for way in ways_of(procedure) if way.label)

        written = Counter(
            line.exits[0] for page in sheet.pages for line in page.connectors if line.label and line.label.text
        )

        assert written == wanted


def test_lines_that_run_side_by_side_can_be_told_apart(generated: list[tuple[Procedure, Sheet]]) -> None:
    near = []
    for _, page in pages_of(generated):
        for one, other in combinations(page.connectors, 2):
            for upright, at, begin, end in stretches_of(one):
                for other_upright, other_at, other_begin, other_end in stretches_of(other):
                    is_near = upright == other_upright and abs(at - other_at) < 3.5
                    if is_near and begin < other_end and end > other_begin:
                        near.append((page.number, one.exits, other.exits))

    assert near == []


def test_no_text_on_the_sheet_is_cut(generated: list[tuple[Procedure, Sheet]]) -> None:
    cells = [lines for _, page in pages_of(generated) for row in page.rows for lines in row.cells.values() if lines]
    labels = [line.label.text for _, page in pages_of(generated) for line in page.connectors if line.label]
    ends = [
        wrap(shape.text, shape.width - END_ROOM, SMALLEST, 2)[-1]
        for _, page in pages_of(generated)
        for shape in page.shapes
        if shape.is_end
    ]

    shown = [*(lines[-1].text for lines in cells), *labels, *ends]

    assert [text for text in shown if text.endswith("…")] == []


def test_every_link_row_names_its_letters_and_where_they_lead(generated: list[tuple[Procedure, Sheet]]) -> None:
    for _, sheet in generated:
        pages_with: dict[str, set[int]] = {}
        for page in sheet.pages:
            for shape in page.shapes:
                if shape.kind is Kind.LINK:
                    pages_with.setdefault(shape.text, set()).add(page.number)
        for page in sheet.pages:
            for row in page.rows:
                words = re.findall(r"\w+", " ".join(line.text for lines in row.cells.values() for line in lines))
                here = [
                    shape for shape in page.shapes if shape.kind is Kind.LINK and row.y < shape.y < row.y + row.height
                ]

                missing = [shape.text for shape in here if shape.text not in words]
                named = {str(number + 1) for shape in here for number in pages_with[shape.text] - {page.number}}

                assert missing == []
                assert not here or named & set(words)
