"""Lays the flow pages of an SOP out in the form of PermenPAN-RB 35/2012: one layout, as data, for every procedure.

What is drawn from it (SVG here, PDF through it) lives in `alur.sop.draw`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from alur.sop.document import Procedure
from alur.sop.layout.labels import crowded, place_labels, struck
from alur.sop.layout.lettering import wrap
from alur.sop.layout.links import Link, link_phrases, link_sentence, links_for
from alur.sop.layout.placing import Piece, Placed, pieces_for, place_symbols
from alur.sop.layout.routing import LayoutImpossible, Routes
from alur.sop.layout.sheet import Box, Column, Connector, Kind, Label, Line, Page, Point, Row, Shape, Sheet, Side
from alur.sop.layout.table import (
    LINK_LINES,
    LINK_ROW,
    LINK_TYPE,
    TableRow,
    columns_for,
    heading_height,
    paginate,
    rows_for,
    title_of,
)
from alur.sop.layout.ways import ways_of

__all__ = [
    "Column",
    "Connector",
    "Kind",
    "Label",
    "LayoutImpossible",
    "Line",
    "Page",
    "Point",
    "Row",
    "Shape",
    "Sheet",
    "Side",
    "lay_out",
    "ways_of",
]

_SLACK = 26.0
_ROUNDS = 4
_ATTEMPTS = ((1.0, 1.0), (1.25, 1.0), (1.0, 0.8), (1.6, 1.0), (1.25, 0.65), (1.6, 0.7), (1.0, 0.55), (2.0, 0.9))
Paths = list[tuple[Point, ...]]


def lay_out(
    procedure: Procedure, *, page_height: float = 880.0, page_width: float = 1440.0, first_page: int = 2
) -> Sheet:
    """The flow pages of the procedure. At the default width 14 units are 8.5 pt on F4 landscape inside 10 mm margins.

    `first_page` is the printed number of the first flow page (the identity page is 1); the links' sentences name it.
    Raises LayoutImpossible when a page has no room left for a connector.
    """
    best: tuple[int, Sheet] | None = None
    for attempt in _ATTEMPTS:
        plan = _Plan(procedure, page_height, page_width, first_page, *attempt)
        try:
            sheet = plan.sheet()
        except LayoutImpossible:
            if attempt is _ATTEMPTS[-1] and best is None:
                raise
            continue
        if best is None or plan.faults < best[0]:
            best = (plan.faults, sheet)
        if not plan.faults:
            break
    assert best is not None
    return best[1]


def _height(phrases: Sequence[str], width: float) -> int:
    return len(wrap("; ".join(phrases) + ";", width, LINK_TYPE))


@dataclass
class _Plan:
    """One attempt: `room` makes low rows higher, `fill` is how full a page may be where there are several."""

    procedure: Procedure
    page_height: float
    page_width: float
    first_page: int
    room: float
    fill: float

    def __post_init__(self) -> None:
        self.ways = ways_of(self.procedure)
        self.columns = columns_for(self.procedure, self.page_width)
        self.lanes = tuple(column for column in self.columns if column.key.startswith("lane-"))
        self.title = title_of(self.procedure, self.page_width)
        self.title_height = 20.0 * len(self.title) + 14
        self.header_height = heading_height(self.lanes)
        self.faults = 0
        body = max(240.0, self.page_height - self.title_height - self.header_height - 2)
        rows = rows_for(self.procedure, self.columns, self.ways, body - 2 * LINK_ROW, self.room)
        self.body_height = body
        self.pages = paginate(rows, body, self.fill)

    def sheet(self) -> Sheet:
        page_of = {row.step.key: number for number, rows in enumerate(self.pages, 1) for row in rows}
        self.links = links_for(self.ways, page_of, self._lanes_of_steps(), [lane.role for lane in self.lanes])
        pages = tuple(self._page(number, rows) for number, rows in enumerate(self.pages, 1))
        return Sheet(
            name=self.procedure.name,
            title=self.title,
            width=self.page_width,
            height=self.page_height,
            title_height=self.title_height,
            header_height=self.header_height,
            columns=self.columns,
            lanes=self.lanes,
            pages=pages,
        )

    def _lanes_of_steps(self) -> dict[str, str]:
        known = {lane.role for lane in self.lanes}
        rows = [row for rows in self.pages for row in rows if not row.is_band]
        return {row.step.key: next(role for role in row.step.roles if role in known) for row in rows}

    def _page(self, number: int, table_rows: Sequence[TableRow]) -> Page:
        top = [link for link in self.links if link.stands_at_top(number)]
        end = [link for link in self.links if link.stands_at_end(number)]
        content: list[TableRow | list[Link]] = [*([top] if top else []), *table_rows, *([end] if end else [])]
        rows = self._rows(number, content)
        placed = place_symbols(rows, content, self.lanes, self.ways)
        pieces = pieces_for(placed, self.ways, self.links, number)
        bottom = rows[-1].y + rows[-1].height
        return Page(number, tuple(rows), tuple(placed.shapes), self._connectors(placed, pieces, rows, bottom), bottom)

    def _rows(self, number: int, content: Sequence[TableRow | list[Link]]) -> list[Row]:
        used = sum(what.height if isinstance(what, TableRow) else LINK_ROW for what in content)
        steps = sum(1 for what in content if isinstance(what, TableRow))
        slack = max(0.0, min(_SLACK, (self.body_height - used) / steps))
        rows: list[Row] = []
        y = self.title_height + self.header_height
        for what in content:
            if isinstance(what, TableRow):
                row = Row(
                    what.step.key, y, what.height + slack, what.cells,
                    is_unreadable=what.is_band, type_size=what.type_size,
                )  # fmt: skip
            else:
                row = Row("", y, LINK_ROW, self._link_cells(number, what), is_link=True)
            rows.append(row)
            y += row.height
        return rows

    def _link_cells(self, number: int, links: Sequence[Link]) -> dict[str, tuple[Line, ...]]:
        """The sentence stands under Kegiatan; many links go on in the other text columns, each link whole."""
        numbers = {step.key: step.number or step.key for step in self.procedure.steps}
        widths = {column.key: (column.width - 18) * 0.97 for column in self.columns}
        sentence = link_sentence(links, number, numbers, self.first_page)
        lines = wrap(sentence, widths["kegiatan"], LINK_TYPE)
        if len(lines) <= LINK_LINES:
            return {"kegiatan": tuple(Line(line) for line in lines)}
        cells: dict[str, tuple[Line, ...]] = {}
        left = link_phrases(links, number, numbers, self.first_page)
        for key in ("kegiatan", "kelengkapan", "output", "keterangan"):
            fitting = [end for end in range(1, len(left) + 1) if _height(left[:end], widths[key]) <= LINK_LINES]
            end = max(fitting, default=1 if left else 0)
            text = "; ".join(left[:end]) + (";" if left[end:] else ".")
            left = left[end:]
            cells[key] = tuple(Line(line) for line in wrap(text, widths[key], LINK_TYPE, LINK_LINES) if end)
        return cells

    def _connectors(
        self, placed: Placed, pieces: Sequence[Piece], rows: Sequence[Row], bottom: float
    ) -> tuple[Connector, ...]:
        right = self.lanes[-1].x + self.lanes[-1].width
        bounds = (self.lanes[0].x, rows[0].y, right, bottom)
        texts = [(piece.label, piece.is_correction) for piece in pieces]
        borders = [row.y for row in rows]
        kept_free: list[Box] = []
        tried: list[tuple[int, Paths, list[Label | None]]] = []
        for _ in range(_ROUNDS):
            try:
                routes = Routes(placed.shapes, rows, self.lanes, kept_free)
                paths = routes.find(pieces)
            except LayoutImpossible:
                if not tried:
                    raise
                break
            labels = place_labels(texts, paths, placed.shapes, bounds, borders)
            hit = struck(labels, paths)
            faults = len(hit) + routes.tight + crowded(labels, placed.shapes)
            tried.append((faults, paths, labels))
            if not hit:
                break
            kept_free += hit
        faults, paths, labels = min(tried, key=lambda found: found[0])
        self.faults += faults
        plain = [
            Connector(piece.exits, piece.source, piece.target, path) for piece, path in zip(pieces, paths, strict=True)
        ]
        return tuple(replace(line, label=label) for line, label in zip(plain, labels, strict=True))
