"""Puts the symbols of one page in their places and says what has to be joined; routing finds the lines themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from alur.sop.document import Step
from alur.sop.layout.lettering import text_width, wrap
from alur.sop.layout.links import Link
from alur.sop.layout.sheet import Column, Kind, Row, Shape
from alur.sop.layout.table import LINK_ROW, SMALLEST, TableRow
from alur.sop.layout.ways import Way, symbol_kind

BAND_TYPE, BAND_ROOM = 13.0, 12.0
END_LEADING, END_ROOM = 12.5, 12.0
_BAND_MARGIN = 21.0


@dataclass(frozen=True, slots=True)
class Piece:
    """One line to be drawn on a page, between two of its shapes (by index)."""

    exits: tuple[tuple[str, str], ...]
    source: int
    target: int
    label: str
    is_correction: bool
    is_main: bool


@dataclass(slots=True)
class Placed:
    """The symbols of a page, and the way from a step, end or link to its index among them."""

    shapes: list[Shape] = field(default_factory=list)
    of_step: dict[str, int] = field(default_factory=dict)
    of_end: dict[tuple[str, str], int] = field(default_factory=dict)
    of_link: dict[tuple[str, bool], int] = field(default_factory=dict)

    def add(self, shape: Shape) -> int:
        """Appends the shape and returns its index."""
        self.shapes.append(shape)
        return len(self.shapes) - 1


def place_symbols(
    rows: Sequence[Row], content: Sequence[TableRow | Sequence[Link]], lanes: Sequence[Column], ways: Sequence[Way]
) -> Placed:
    """All shapes of a page; `content` has for each row its table row, or the links of a row of links."""
    placed = Placed()
    for number, (row, what) in enumerate(zip(rows, content, strict=True)):
        if isinstance(what, TableRow):
            ends = [way for way in ways if way.step == row.step and way.end]
            _place_step(placed, row, what, lanes, ends)
        else:
            _place_links(placed, row, what, lanes, at_end=number > 0)
    return placed


def pieces_for(placed: Placed, ways: Sequence[Way], links: Sequence[Link], page: int) -> list[Piece]:
    """The lines of one page: whole ways, and the parts of those that run over its edges."""
    by_name = {way.name: link for link in links for way in link.ways}
    pieces: list[Piece] = []
    for way in ways:
        if way.step not in placed.of_step:
            continue
        link = by_name.get(way.name)
        if link:
            target = placed.of_link[link.letter, link.stands_at_end(page)]
        else:
            target = placed.of_end[way.step, way.end] if way.end else placed.of_step[way.to]
        source = placed.of_step[way.step]
        pieces.append(Piece((way.name,), source, target, way.label, way.is_correction, way.is_main))
    for link in links:
        if link.target_page == page:
            source = placed.of_link[link.letter, link.stands_at_end(page)]
            is_correction = all(way.is_correction for way in link.ways)
            names = tuple(way.name for way in link.ways)
            pieces.append(Piece(names, source, placed.of_step[link.to], "", is_correction, True))
    return pieces


def symbol_size(kind: Kind, lane_width: float) -> tuple[float, float]:
    """Width and height of a symbol in a lane of this width."""
    width = min(66.0, max(lane_width * 0.5, lane_width - 30))
    if kind is Kind.DIAMOND:
        return min(72.0, width + 6), min(50.0, width * 0.78)
    return width, min(32.0, width * 0.6)


def _place_step(placed: Placed, row: Row, what: TableRow, lanes: Sequence[Column], ends: Sequence[Way]) -> None:
    results = list(dict.fromkeys(way.end for way in ends))
    middle = row.y + row.height / 2
    if what.is_band:
        placed.of_step[row.step] = placed.add(_band(row, what, lanes, has_ends=bool(results)))
        own = max(0, len(lanes) - 2)
    else:
        lane_of = {lane.role: place for place, lane in enumerate(lanes)}
        acting = [lane_of[role] for role in what.step.roles if role in lane_of]
        own = acting[0]
        kind = symbol_kind(what.step)
        width, height = symbol_size(kind, lanes[own].width)
        placed.of_step[row.step] = placed.add(Shape(kind, lanes[own].middle, middle, width, height, row.step))
        others = [place for place in dict.fromkeys(acting[1:]) if place != own]
        if results and len(others) == len(lanes) - 1:
            others = others[:-1]
        for place in others:
            placed.add(_helper(what.step, lanes[place], middle))
    _place_ends(placed, row, results, lanes, own, is_band=what.is_band)


def _helper(step: Step, lane: Column, middle: float) -> Shape:
    width, height = symbol_size(Kind.BOX, lane.width)
    return Shape(Kind.BOX, lane.middle, middle, width, height, step.key, takes_part=True)


def _band(row: Row, what: TableRow, lanes: Sequence[Column], *, has_ends: bool) -> Shape:
    left, right = lanes[0].x, lanes[-1].x + lanes[-1].width
    margin = min(_BAND_MARGIN, lanes[0].width * 0.18)
    if has_ends:
        right -= lanes[-1].width if len(lanes) > 1 else lanes[0].width / 3
    width = right - left - 2 * margin
    height = min(44.0, row.height - 44)
    return Shape(Kind.BAND, (left + right) / 2, row.y + row.height / 2, width, height, row.step, what.band_text)


def _place_ends(
    placed: Placed, row: Row, results: Sequence[str], lanes: Sequence[Column], own: int, *, is_band: bool
) -> None:
    """Ends in the middle stand in a free lane beside the step; on a sheet with one lane, at that lane's right edge."""
    if not results:
        return
    taken = [shape.x for shape in placed.shapes if shape.step == row.step and shape.kind is not Kind.BAND]
    order = sorted(range(len(lanes)), key=lambda place: (abs(place - own), -place))
    free = [place for place in order if lanes[place].middle not in taken]
    if is_band:
        free = [len(lanes) - 1]
    is_alone = len(lanes) == 1
    lane = lanes[free[0]] if free else lanes[own]
    longest = max(text_width(result, SMALLEST) for result in results) + END_ROOM + 2
    most = lane.width * 0.32 if is_alone else lane.width - 8
    width = min(most, max(longest, min(84.0, lane.width - 20, most)))
    x = lane.x + lane.width - width / 2 - 8 if is_alone else lane.middle
    pitch = min(42.0, (row.height - 12) / len(results))
    for number, result in enumerate(results):
        y = row.y + row.height / 2 + (number - (len(results) - 1) / 2) * pitch
        lines = len(wrap(result, width - END_ROOM, SMALLEST, 2))
        height = min(pitch * 0.8, 24.0 if lines < 2 else 34.0)
        placed.of_end[row.step, result] = placed.add(
            Shape(Kind.CAPSULE, x, y, width, height, row.step, result, is_end=True)
        )


def _place_links(placed: Placed, row: Row, links: Sequence[Link], lanes: Sequence[Column], *, at_end: bool) -> None:
    """Links of one lane stand side by side; where that is too narrow, in two staggered lines."""
    for lane in lanes:
        here = [link for link in links if link.lane == lane.role]
        if not here:
            continue
        room = lane.width - 8
        pitch = room / len(here)
        is_staggered = len(here) > 1 and pitch < 30
        width = min(28.0, lane.width * 0.5, room / ((len(here) + 1) / 2) - 2 if is_staggered else pitch)
        height = min(25.0, width * 0.9)
        first, step = pitch / 2, pitch
        if is_staggered:
            first, step = width / 2, (room - width) / (len(here) - 1)
        for number, link in enumerate(here):
            lift = (-14.0 if number % 2 else 14.0) if is_staggered else 0.0
            x = lane.x + 4 + first + number * step
            shape = Shape(Kind.LINK, x, row.y + LINK_ROW / 2 + lift, width, height, link.to, link.letter, link.is_back)
            placed.of_link[link.letter, at_end] = placed.add(shape)
