"""The layout of the sheet: what must hold for every procedure, and the official habits on the first one."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest

from alur.sop.document import Exit, Procedure, Role, Symbol
from alur.sop.layout import Connector, Kind, Page, Point, Shape, Sheet, Side, lay_out
from alur.sop.layout.lettering import clip, text_width, wrap
from tests.sop.first_procedure import FIRST
from tests.sop.generated import procedure_from
from tests.sop.sheets import pages_of, stretches_of


def is_inside(shape: Shape, x: float, y: float, inset: float) -> bool:
    """Whether a point lies in the symbol's interior, reckoned here anew from the symbol's definition."""
    dx, dy = abs(x - shape.x), abs(y - shape.y)
    half_width, half_height = shape.width / 2 - inset, shape.height / 2 - inset
    if shape.kind is Kind.DIAMOND:
        return dx / half_width + dy / half_height < 1
    if shape.kind is Kind.CAPSULE and dx > half_width - half_height:
        return (dx - half_width + half_height) ** 2 + dy**2 < half_height**2
    return dx < half_width and dy < half_height


def points_along(line: Connector) -> Iterator[Point]:
    for (x_from, y_from), (x_to, y_to) in zip(line.points, line.points[1:], strict=False):
        count = max(2, int(abs(x_to - x_from) + abs(y_to - y_from)) // 2)
        for part in range(count + 1):
            yield (x_from + (x_to - x_from) * part / count, y_from + (y_to - y_from) * part / count)


def line_of(page: Page, step: str, way: str) -> Connector:
    return next(line for line in page.connectors if (step, way) in line.exits)


def shape_of(page: Page, step: str) -> Shape:
    return next(shape for shape in page.shapes if shape.step == step and shape.kind is not Kind.LINK)


def test_no_line_crosses_a_symbol(generated: list[tuple[Procedure, Sheet]]) -> None:
    hits = [
        (line.exits, shape)
        for _, page in pages_of(generated)
        for line in page.connectors
        for shape in page.shapes
        if any(is_inside(shape, x, y, 0.3) for x, y in points_along(line))
    ]

    assert hits == []


def test_every_line_is_orthogonal(generated: list[tuple[Procedure, Sheet]]) -> None:
    lines = [line for _, page in pages_of(generated) for line in page.connectors]

    slanted = [
        line
        for line in lines
        for begin, end in zip(line.points, line.points[1:], strict=False)
        if begin[0] != end[0] and begin[1] != end[1]
    ]

    assert slanted == []


def test_every_line_begins_and_ends_at_the_border_of_its_symbols(generated: list[tuple[Procedure, Sheet]]) -> None:
    loose = []
    for _, page in pages_of(generated):
        for line in page.connectors:
            for number, (x, y) in ((line.source, line.points[0]), (line.target, line.points[-1])):
                shape = page.shapes[number]
                if is_inside(shape, x, y, 0.3) or not is_inside(shape, x, y, -0.3):
                    loose.append((line.exits, shape, (x, y)))

    assert loose == []


def test_no_two_lines_share_a_stretch(generated: list[tuple[Procedure, Sheet]]) -> None:
    shared = []
    for _, page in pages_of(generated):
        for one, other in combinations(page.connectors, 2):
            for upright, at, begin, end in stretches_of(one):
                for other_upright, other_at, other_begin, other_end in stretches_of(other):
                    is_near = upright == other_upright and abs(at - other_at) < 0.7
                    if is_near and begin < other_end and end > other_begin:
                        shared.append((one.exits, other.exits))

    assert shared == []


def test_every_exit_is_drawn_exactly_once(generated: list[tuple[Procedure, Sheet]]) -> None:
    for procedure, sheet in generated:
        wanted = Counter((step.key, way.key) for step in procedure.steps for way in step.exits)
        wanted -= Counter([(procedure.steps[-1].key, "selesai")])

        begun = Counter(
            line.exits[0]
            for page in sheet.pages
            for line in page.connectors
            if page.shapes[line.source].kind is not Kind.LINK
        )

        assert begun == wanted


def test_every_exit_reaches_its_step_or_end(generated: list[tuple[Procedure, Sheet]]) -> None:
    for procedure, sheet in generated:
        wanted = Counter(
            (step.key, way.key, way.to or way.end) for step in procedure.steps for way in step.exits if step.number
        )
        wanted -= Counter([(procedure.steps[-1].key, "selesai", "selesai")])

        arrived = Counter(
            (*name, page.shapes[line.target].text if page.shapes[line.target].is_end else page.shapes[line.target].step)
            for page in sheet.pages
            for line in page.connectors
            for name in line.exits
            if page.shapes[line.target].kind is not Kind.LINK
        )

        assert arrived == wanted


def test_a_letter_that_leaves_a_page_arrives_on_exactly_one_other(generated: list[tuple[Procedure, Sheet]]) -> None:
    for _, sheet in generated:
        arriving, leaving = Counter(), set()
        for page in sheet.pages:
            for line in page.connectors:
                source, target = page.shapes[line.source], page.shapes[line.target]
                arriving.update([(source.text, source.x)] if source.kind is Kind.LINK else [])
                leaving |= {target.text} if target.kind is Kind.LINK else set()

        assert {letter for letter, _ in arriving} == leaving
        assert set(arriving.values()) <= {1}


def test_a_letter_keeps_its_role_column_on_every_page(generated: list[tuple[Procedure, Sheet]]) -> None:
    for _, sheet in generated:
        columns: dict[str, set[str]] = {}
        for page in sheet.pages:
            for shape in (shape for shape in page.shapes if shape.kind is Kind.LINK):
                lane = next(lane for lane in sheet.lanes if lane.x <= shape.x <= lane.x + lane.width)
                columns.setdefault(shape.text, set()).add(lane.role)

        assert [letter for letter, roles in columns.items() if len(roles) > 1] == []


def test_nothing_lies_outside_the_lanes_or_the_page(generated: list[tuple[Procedure, Sheet]]) -> None:
    for sheet, page in pages_of(generated):
        left, right = sheet.lanes[0].x, sheet.lanes[-1].x + sheet.lanes[-1].width
        xs = [x for line in page.connectors for x, _ in line.points]
        ys = [y for line in page.connectors for _, y in line.points]
        xs += [x for shape in page.shapes for x in (shape.left, shape.right)]
        ys += [y for shape in page.shapes for y in (shape.top, shape.bottom)]
        labels = [line.label for line in page.connectors if line.label]

        assert (min(xs) > left, max(xs) < right) == (True, True)
        assert (min(ys) > sheet.body_top, max(ys) < page.table_bottom) == (True, True)
        assert page.table_bottom <= sheet.height
        assert [label for label in labels if label.box[0] < left or label.box[2] > right] == []


def test_symbols_do_not_touch_each_other(generated: list[tuple[Procedure, Sheet]]) -> None:
    touching = [
        (one, other)
        for _, page in pages_of(generated)
        for one, other in combinations(page.shapes, 2)
        if one.left < other.right and one.right > other.left and one.top < other.bottom and one.bottom > other.top
    ]

    assert touching == []


def test_every_step_has_one_row_in_the_order_of_the_file(generated: list[tuple[Procedure, Sheet]]) -> None:
    for procedure, sheet in generated:
        rows = [row.step for page in sheet.pages for row in page.rows if row.step]

        assert rows == [step.key for step in procedure.steps]


@pytest.mark.timed
def test_forty_steps_are_laid_out_in_time() -> None:
    seed = next(seed for seed in range(1000) if len(procedure_from(seed).steps) == 40)
    procedure = procedure_from(seed)
    lay_out(procedure)

    begin = time.process_time()
    lay_out(procedure)

    assert time.process_time() - begin < 0.15


def test_approval_leaves_its_diamond_downwards() -> None:
    page = lay_out(FIRST).pages[0]

    line = line_of(page, "l4", "disetujui")

    assert line.points[0] == (shape_of(page, "l4").x, shape_of(page, "l4").bottom)


def test_correction_enters_its_target_from_below_with_t_in_the_targets_column() -> None:
    sheet = lay_out(FIRST)
    page, target = sheet.pages[0], shape_of(sheet.pages[0], "l3")

    line = line_of(page, "l4", "dikoreksi")

    assert line.points[-1] == (target.x, target.bottom)
    assert line.label is not None
    assert line.label.text == "T"
    assert next(lane.role for lane in sheet.lanes if lane.x < line.label.x < lane.x + lane.width) == "prakom"


def test_a_correction_never_enters_from_above(generated: list[tuple[Procedure, Sheet]]) -> None:
    from_above = []
    for procedure, sheet in generated:
        corrections = {(step.key, way.key) for step in procedure.steps for way in step.exits if way.is_correction}
        for page in sheet.pages:
            for line in page.connectors:
                if set(line.exits) <= corrections and page.shapes[line.target].kind is not Kind.LINK:
                    (x_from, y_from), (x, y) = line.points[-2:]
                    from_above += [line.exits] if x == x_from and y > y_from else []

    assert from_above == []


def test_usual_answers_are_y_and_t_and_others_are_written_out() -> None:
    third = Exit("ringan", "Rusak ringan", to="l9")
    check = replace(FIRST.steps[7], exits=(*FIRST.steps[7].exits, third))
    procedure = replace(FIRST, steps=(*FIRST.steps[:7], check, *FIRST.steps[8:]))

    labels = {
        line.exits[0]: line.label.text for page in lay_out(procedure).pages for line in page.connectors if line.label
    }

    assert labels["l4", "disetujui"] == "Y"
    assert labels["l6", "dikoreksi"] == "T"
    assert labels["l8", "disetujui"] == "Disetujui"
    assert labels["l8", "ringan"] == "Rusak ringan"


def test_unreadable_step_spans_all_lanes_and_says_so() -> None:
    sheet = lay_out(FIRST)

    band = next(
        shape for page in sheet.pages for shape in page.shapes if shape.step == "l7" and shape.kind is Kind.BAND
    )

    assert band.text == "tidak terbaca pada naskah sumber"
    assert band.left < sheet.lanes[0].middle
    assert band.right > sheet.lanes[-1].middle


def test_role_without_column_gets_no_lane() -> None:
    procedure = replace(FIRST, roles=(*FIRST.roles, Role("saksi", "Saksi", has_column=False)))

    assert [lane.role for lane in lay_out(procedure).lanes] == ["kabag", "kasubbag", "prakom"]


def test_exit_to_a_missing_step_is_left_out_of_the_drawing() -> None:
    broken = replace(FIRST.steps[0], exits=(Exit("lanjut", "", to="tiada"),))
    procedure = replace(FIRST, steps=(broken, *FIRST.steps[1:]))

    drawn = {name for page in lay_out(procedure).pages for line in page.connectors for name in line.exits}

    assert ("l1", "lanjut") not in drawn
    assert ("l2", "lanjut") in drawn


@pytest.mark.parametrize("roles", [1, 2])
def test_an_end_in_the_middle_has_a_place_on_narrow_sheets(roles: int) -> None:
    ended = replace(
        FIRST.steps[3], roles=("kabag",), exits=(*FIRST.steps[3].exits, Exit("tolak", "Tolak", end="ditolak"))
    )
    steps = tuple(replace(step, roles=("kabag",)) for step in FIRST.steps)
    procedure = replace(FIRST, roles=FIRST.roles[:roles], steps=(*steps[:3], ended, *steps[4:]))

    ends = [shape.text for page in lay_out(procedure).pages for shape in page.shapes if shape.is_end]

    assert ends == ["ditolak"]


def test_a_page_of_one_step_is_laid_out() -> None:
    only = replace(FIRST.steps[9], symbol=Symbol.END)

    sheet = lay_out(replace(FIRST, steps=(only,)))

    assert [len(page.rows) for page in sheet.pages] == [1]


def test_very_long_text_is_clipped_to_the_page() -> None:
    endless = replace(FIRST.steps[0], activity="sangat panjang " * 7000, number="9" * 500, note="x" * 100_000)
    procedure = replace(FIRST, steps=(endless, *FIRST.steps[1:]), name="<n>" * 40_000)

    sheet = lay_out(procedure)

    assert sheet.pages[0].rows[0].cells["kegiatan"][-1].text.endswith("…")
    assert max(page.table_bottom for page in sheet.pages) <= sheet.height


def test_wrapped_lines_are_never_wider_than_their_column() -> None:
    lines = wrap("pengembangan/perbaikan aplikasi " + "W" * 90 + " surat", 120, 14)

    assert max(text_width(line, 14) for line in lines) <= 120
    assert "".join(lines).replace(" ", "") == "pengembangan/perbaikanaplikasi" + "W" * 90 + "surat"


def test_clipped_text_fits_and_shows_that_it_was_cut() -> None:
    shown = clip("Mengembalikan berkas permohonan", 80, 13)

    assert shown.endswith("…")
    assert text_width(shown, 13) <= 80


def test_border_of_a_diamond_follows_its_slope() -> None:
    diamond = Shape(Kind.DIAMOND, 100, 100, 80, 40)

    assert diamond.border(Side.TOP, 120) == 90
    assert diamond.border(Side.RIGHT, 110) == 120
