"""Draws one flow page of a laid-out sheet: table, text, symbols, lines, and on screen the live counts.

Classes: `sop-page` on the drawing, `paper`, `grid`, `hatch`, `symbol` (with its kind), `flow` on a line its
head, `label`, and `live` (with `late`) on a pill. Colours are the paper's and are set here, so that it prints anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from alur.sop.draw.svg import PAPER_FONT, description, drawing, element, number, outline, polyline, text
from alur.sop.layout import Column, Connector, Kind, Line, Page, Point, Row, Shape, Sheet
from alur.sop.layout.labels import LABEL_SIZE
from alur.sop.layout.lettering import clip, text_width, wrap
from alur.sop.layout.placing import BAND_ROOM, BAND_TYPE, END_LEADING, END_ROOM
from alur.sop.layout.table import LINK_LEADING, LINK_TYPE, PADDING, SIZE, SMALLEST, leading_of

_INK, _PAPER, _TINT, _HATCH, _SOFT_INK = "#13211E", "#fff", "#E4EFEC", "#D5DEDA", "#42504C"
_PILL, _PILL_LATE = "#0B6063", "#A11F19"
_RULE, _STROKE = "#5C6B66", 1.8
_CENTRED = ("no", "waktu")


def draw_sheet(
    sheet: Sheet, page_number: int, *, counts: Mapping[str, tuple[int, int]] | None = None, words: str = ""
) -> str:
    """The flow page as an SVG of the sheet's size; pages count from 1. Raises IndexError for a page that is not there.

    `counts` has by step key how many cases are open there and how many of them are late; their pills have the class
    `live`, so that a print style can leave them out. `words` tells the page to those who do not see it (`page_words`).
    Colours are the paper's, in every theme.
    """
    if page_number < 1:
        raise IndexError(page_number)
    page = sheet.pages[page_number - 1]
    parts = [
        *([description(words)] if words else []),
        element("rect", width=sheet.width, height=sheet.height, fill=_PAPER, class_="paper"),
        *_grounds(sheet, page),
        *_heading(sheet),
        *_grid(sheet, page),
        *_plates(page.connectors),
        *(piece for row in page.rows for piece in _row_text(sheet, row)),
        *(_line(line) for line in page.connectors),
        *(_symbol(shape) for shape in page.shapes),
        *_labels(page.connectors),
        *_pills(sheet, page, counts or {}),
    ]
    name = f"Bagan alir {clip(sheet.name, 2000, SIZE)}, lembar {page.number} dari {len(sheet.pages)}"
    return drawing(
        name, sheet.width, sheet.height, "".join(parts), class_="sop-page", color=_INK, fill="currentColor",
        font_family=PAPER_FONT, font_size=SIZE,
    )  # fmt: skip


def arrow_head(points: Sequence[Point], size: float = 9.0) -> list[Point]:
    """The three corners of the head at the end of a line."""
    (x_from, y_from), (x, y) = points[-2], points[-1]
    half = size * 0.45
    if x_from == x:
        back = y - size if y > y_from else y + size
        return [(x, y), (x - half, back), (x + half, back)]
    back = x - size if x > x_from else x + size
    return [(x, y), (back, y - half), (back, y + half)]


def _heading(sheet: Sheet) -> Iterator[str]:
    for place, line in enumerate(sheet.title):
        yield text(line, sheet.width / 2, 16 + 20 * place, text_anchor="middle", font_size=15.5, font_weight="700")


def _grounds(sheet: Sheet, page: Page) -> Iterator[str]:
    yield element("rect", x=0, y=sheet.table_top, width=sheet.width, height=sheet.header_height, fill=_TINT)
    for row in page.rows:
        if row.is_unreadable:
            yield element("path", d=_hatch(row, sheet.width), stroke=_HATCH, fill="none", class_="hatch")


def _hatch(row: Row, width: float) -> str:
    """Slanted lines over the whole row, cut at its edges (a pattern would need an id, and ids clash in a page)."""
    strokes: list[str] = []
    at = 9.0
    while at < width + row.height:
        x_top, y_top = (at, row.y) if at <= width else (width, row.y + at - width)
        x_low, y_low = (at - row.height, row.y + row.height) if at >= row.height else (0.0, row.y + at)
        strokes.append(f"M{number(x_top)} {number(y_top)}L{number(x_low)} {number(y_low)}")
        at += 9.0
    return "".join(strokes)


def _grid(sheet: Sheet, page: Page) -> Iterator[str]:
    top, body, bottom = sheet.table_top, sheet.body_top, page.table_bottom
    split = top + 30
    strokes = [f"M0.5 {number(top)}H{number(sheet.width - 0.5)}V{number(bottom)}H0.5Z"]
    strokes += [f"M0 {number(row.y)}H{number(sheet.width)}" for row in page.rows]
    for column in sheet.columns[1:]:
        is_inner = column.key in ("waktu", "output") or column in sheet.lanes[1:]
        strokes.append(f"M{number(column.x)} {number(split if is_inner else top)}V{number(bottom)}")
    for first, last in _spans(sheet):
        strokes.append(f"M{number(first.x)} {number(split)}H{number(last.x + last.width)}")
    yield element("path", d="".join(strokes), fill="none", stroke=_RULE, class_="grid")
    for (first, last), name in zip(_spans(sheet), ("Pelaksana", "Mutu Baku"), strict=True):
        middle = (first.x + last.x + last.width) / 2
        yield text(name, middle, top + 20, text_anchor="middle", font_weight="700")
    for column in sheet.columns:
        is_low = column in sheet.lanes or column.key in ("kelengkapan", "waktu", "output")
        yield from _column_heading(column, (split if is_low else top, body))


def _spans(sheet: Sheet) -> list[tuple[Column, Column]]:
    by_key = {column.key: column for column in sheet.columns}
    return [(sheet.lanes[0], sheet.lanes[-1]), (by_key["kelengkapan"], by_key["output"])]


def _column_heading(column: Column, between: tuple[float, float]) -> Iterator[str]:
    leading = 15.0
    look: dict[str, str | float] = {
        "text_anchor": "middle", "font_weight": "700", "font_size": column.type_size,
    }  # fmt: skip
    middle, first = (between[0] + between[1]) / 2, leading * (0.78 - len(column.heading) / 2)
    for place, line in enumerate(column.heading):
        off = first + leading * place
        if column.is_turned:
            x = column.middle + off
            yield text(line, x, middle, transform=f"rotate(-90 {number(x)} {number(middle)})", **look)
        else:
            yield text(line, column.middle, middle + off, **look)


def _row_text(sheet: Sheet, row: Row) -> Iterator[str]:
    size, leading = (LINK_TYPE, LINK_LEADING) if row.is_link else (row.type_size, leading_of(row.type_size))
    for column in sheet.columns:
        lines = row.cells.get(column.key, ())
        if not lines:
            continue
        y = row.y + row.height / 2 - leading * len(lines) / 2 + leading * 0.75
        if row.is_unreadable:
            yield _plain_ground(column, lines, y, (size, leading))
        for place, line in enumerate(lines):
            yield _cell_line(column, line, y + leading * place, size, row)


def _plain_ground(column: Column, lines: Sequence[Line], y: float, text_type: tuple[float, float]) -> str:
    """White under the text of a hatched row, so that it stays readable; `text_type` is size and leading."""
    size, leading = text_type
    width = min(column.width - 4, max(text_width(line.text, size) for line in lines) * 1.03 + 10)
    x = column.middle - width / 2 if column.key in _CENTRED else column.x + PADDING - 5
    return element("rect", x=x, y=y - leading * 0.85, width=width, height=leading * len(lines) + 4, fill=_PAPER)


def _cell_line(column: Column, line: Line, y: float, size: float, row: Row) -> str:
    attributes: dict[str, str | float] = {}
    if column.key in _CENTRED:
        attributes["text_anchor"] = "middle"
    if line.is_bold:
        attributes["font_weight"] = "700"
    if line.is_remark or (row.is_unreadable and column.key != "no"):
        attributes |= {"font_style": "italic", "fill": _SOFT_INK}
    if row.is_link:
        attributes["fill"] = _SOFT_INK
    if size != SIZE:
        attributes["font_size"] = size
    return text(line.text, column.middle if column.key in _CENTRED else column.x + PADDING, y, **attributes)


def _line(line: Connector) -> str:
    head = arrow_head(line.points)
    corners = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in head) + "Z"
    names = " ".join("/".join(pair) for pair in line.exits)
    stroke = polyline(line.points, stroke="currentColor", stroke_width=_STROKE)
    return element("g", stroke + element("path", d=corners), class_="flow", data_exit=names)


def _symbol(shape: Shape) -> str:
    look: dict[str, str | float] = {"fill": _PAPER, "stroke": "currentColor", "stroke_width": 1.6}
    if shape.takes_part or shape.kind is Kind.BAND:
        look["stroke_dasharray"] = "5 4"
    words = "".join(_symbol_text(shape)) if shape.text else ""
    return element("g", outline(shape, **look) + words, class_=f"symbol {shape.kind}", data_step=shape.step)


def _symbol_text(shape: Shape) -> Iterator[str]:
    if shape.kind is Kind.LINK:
        size = max(SMALLEST, min(12.5, shape.height * 0.55))
        y = shape.y + size * 0.36 + shape.height * (0.05 if shape.points_up else -0.08)
        yield text(shape.text, shape.x, y, text_anchor="middle", font_size=size, font_weight="700")
        return
    is_band = shape.kind is Kind.BAND
    size, leading, room = (BAND_TYPE, 16.0, BAND_ROOM) if is_band else (SMALLEST, END_LEADING, END_ROOM)
    lines = wrap(shape.text, shape.width - room, size, 2)
    slant = {"font_style": "italic"} if is_band else {}
    for place, line in enumerate(lines):
        y = shape.y + size * 0.36 + leading * (place - (len(lines) - 1) / 2)
        yield text(line, shape.x, y, text_anchor="middle", font_size=size, **slant)


def _plates(lines: Sequence[Connector]) -> Iterator[str]:
    """White under the labels, so that the table's rules do not run through a word; the flow's own lines stay whole."""
    for line in lines:
        if line.label:
            left, top, right, bottom = line.label.box
            yield element("rect", x=left - 2, y=top - 1, width=right - left + 4, height=bottom - top + 2, fill=_PAPER)


def _labels(lines: Sequence[Connector]) -> Iterator[str]:
    for line in lines:
        if line.label:
            at = line.label
            turned = {"transform": f"rotate(-90 {number(at.x)} {number(at.y)})"} if at.is_turned else {}
            yield text(at.text, at.x, at.y, font_size=LABEL_SIZE, font_weight="700", class_="label", **turned)


def _pills(sheet: Sheet, page: Page, counts: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    for shape in page.shapes:
        is_own = shape.kind is not Kind.LINK and not shape.takes_part and not shape.is_end
        open_cases, late = counts.get(shape.step, (0, 0)) if is_own else (0, 0)
        if not open_cases:
            continue
        shown = pill_text(open_cases, late)
        width = max(22.0, text_width(shown, 12, is_bold=True) + 14)
        right = shape.left + (14 if width > 30 else 8)
        x, y = max(sheet.lanes[0].x + 2, right - width), shape.top - 13
        fill = _PILL_LATE if late else _PILL
        ground = element("rect", x=x, y=y, width=width, height=20, rx=10, fill=fill, stroke=_PAPER, stroke_width=1.5)
        words = text(shown, x + width / 2, y + 14.2, text_anchor="middle", font_size=12, font_weight="700", fill=_PAPER)
        yield element("g", ground + words, class_="live late" if late else "live")


def pill_text(open_cases: int, late: int) -> str:
    """What a live count says: "2"; "6, 1 lewat"; "1 lewat" when all are late."""
    if not late:
        return str(open_cases)
    return f"{late} lewat" if late >= open_cases else f"{open_cases}, {late} lewat"
