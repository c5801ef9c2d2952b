"""The process map: what really happened, on the sheet's own lanes and lines, with counts and times at the arrows.

Classes (CSS in web/static/alur/reports.css): `process-map` on the drawing; `lane` (with `even`), `lane-name`,
`step-name`; `shape` and `number`; `way` with `back`, `jump` or `unused`, its `head`; `tally` and `tally-time`. No
colour is set here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from alur.sop.document import Procedure
from alur.sop.draw.flow_page import arrow_head
from alur.sop.draw.svg import description, drawing, element, number, outline, polyline, text
from alur.sop.layout import Connector, Kind, Point, Shape, Sheet, lay_out, ways_of
from alur.sop.layout.lettering import clip, wrap

TALL = 40_000.0
NAMES, RIGHT, HEAD = 250.0, 120.0, 34.0
WIDER, LOWER = 1.75, 0.86
THINNEST, THICKEST = 1.4, 6.0
LEADING = 15.0


@dataclass(frozen=True, slots=True)
class Move:
    """How often a way was gone, and a word about the time before it ("12 menit")."""

    count: int
    time: str


@dataclass(frozen=True, slots=True)
class Jump:
    """A way that the sheet does not have, as a recall: from a step to another."""

    source: str
    target: str
    count: int
    label: str


def draw_process_map(
    procedure: Procedure, moves: Mapping[tuple[str, str], Move], jumps: Sequence[Jump] = (), *, words: str = ""
) -> str:
    """The map as an SVG. `moves` has by (step key, exit key) what was counted; a way without any is drawn as unused.

    `words` tells the map to those who do not see it. Raises LayoutImpossible as `lay_out` does.
    """
    sheet = lay_out(procedure, page_height=TALL)
    return _Map(procedure, sheet, moves).draw(jumps, words)


class _Map:
    """The one flow page of a sheet of any height, its lanes stretched so that there is room beside the lines."""

    def __init__(self, procedure: Procedure, sheet: Sheet, moves: Mapping[tuple[str, str], Move]) -> None:
        self.procedure, self.sheet, self.moves = procedure, sheet, moves
        self.page = sheet.pages[0]
        self.left = sheet.lanes[0].x
        self.right = NAMES + (sheet.lanes[-1].x + sheet.lanes[-1].width - self.left) * WIDER
        self.height = HEAD + (self.page.table_bottom - sheet.body_top) * LOWER + 8
        self.most = max((move.count for move in moves.values()), default=1) or 1
        self.back = {way.name for way in ways_of(procedure) if way.is_correction}

    def draw(self, jumps: Sequence[Jump], words: str) -> str:
        parts = [
            *([description(words)] if words else []),
            *self._lanes(),
            *self._names(),
            *(piece for line in self.page.connectors for piece in self._way(line)),
            *(piece for place, jump in enumerate(jumps) for piece in self._jump(jump, place)),
            *(self._shape(shape) for shape in self.page.shapes),
            *(piece for line in self.page.connectors for piece in self._tally(line)),
        ]
        name = f"Peta proses {clip(self.procedure.name, 2000, 14)}"
        return drawing(name, self.right + RIGHT, self.height, "".join(parts), class_="process-map")

    def _x(self, x: float) -> float:
        return NAMES + (x - self.left) * WIDER

    def _y(self, y: float) -> float:
        return HEAD + (y - self.sheet.body_top) * LOWER

    def _lanes(self) -> Iterator[str]:
        for place, lane in enumerate(self.sheet.lanes):
            look = "lane even" if place % 2 else "lane"
            x, width = self._x(lane.x), lane.width * WIDER
            yield element("rect", x=x, y=0, width=width, height=self.height, class_=look)
            name = next((role.name for role in self.procedure.roles if role.key == lane.role), "")
            yield text(clip(name, width - 12, 12), x + width / 2, 20, text_anchor="middle", class_="lane-name")

    def _names(self) -> Iterator[str]:
        for row in self.page.rows:
            step = self.procedure.step(row.step)
            middle = self._y(row.y + row.height / 2)
            lines = wrap(f"{step.number} {step.short or step.activity}".strip(), NAMES - 24, 13, 3)
            first = middle - LEADING * (len(lines) - 1) / 2 + 4
            for place, line in enumerate(lines):
                yield text(line, 8, first + LEADING * place, class_="step-name")
            yield element("path", d=f"M0 {number(self._y(row.y))}H{number(self.right)}", class_="row-line")

    def _placed(self, shape: Shape) -> Shape:
        at = (self._x(shape.x), self._y(shape.y))
        return Shape(shape.kind, *at, shape.width * WIDER, shape.height * LOWER, points_up=shape.points_up)

    def _shape(self, shape: Shape) -> str:
        placed = self._placed(shape)
        look = "shape unreadable" if shape.kind is Kind.BAND or shape.takes_part else "shape"
        words = shape.text if shape.is_end else self._number(shape)
        label = clip(words, placed.width - 8, 12)
        middle = {"text_anchor": "middle", "class_": "number"}
        return element("g", outline(placed, class_=look) + text(label, placed.x, placed.y + 4.5, **middle))

    def _number(self, shape: Shape) -> str:
        return self.procedure.step(shape.step).number if shape.step and not shape.takes_part else ""

    def _points(self, line: Connector) -> list[Point]:
        return [(self._x(x), self._y(y)) for x, y in line.points]

    def _move(self, line: Connector) -> Move | None:
        found = [self.moves[name] for name in line.exits if name in self.moves]
        return found[0] if found else None

    def _way(self, line: Connector) -> Iterator[str]:
        move, points = self._move(line), self._points(line)
        kind = "unused" if move is None else "back" if self.back & set(line.exits) else "gone"
        width = THINNEST if move is None else THINNEST + (THICKEST - THINNEST) * move.count / self.most
        yield polyline(points, class_=f"way {kind}", stroke_width=width)
        yield element("path", d=_closed(arrow_head(points, 9 + width)), class_=f"head {kind}")

    def _tally(self, line: Connector) -> Iterator[str]:
        move = self._move(line)
        if move is None:
            return
        x, y, is_beside = _place(self._points(line), [self._placed(shape) for shape in self.page.shapes])
        anchor = {"text_anchor": "start" if is_beside else "middle"}
        yield text(f"{move.count}×", x, y, class_="tally", **anchor)
        if move.time:
            yield text(move.time, x, y + 13, class_="tally-time", **anchor)

    def _jump(self, jump: Jump, place: int) -> Iterator[str]:
        """A curve through the margin on the right, each a little further out than the one before."""
        shapes = {shape.step: shape for shape in reversed(self.page.shapes) if shape.step and not shape.is_end}
        source, target = shapes.get(jump.source), shapes.get(jump.target)
        if source is None or target is None:
            return
        out = self.right + 18 + 14 * (place % 4)
        begin = (self._x(source.right), self._y(source.y) - 5)
        end = (self._x(target.right), self._y(target.y) + 5)
        bow = f"M{number(begin[0])} {number(begin[1])}C{number(out)} {number(begin[1])} {number(out)} {number(end[1])} "
        yield element("path", d=f"{bow}{number(end[0] + 6)} {number(end[1])}", fill="none", class_="way jump")
        yield element("path", d=_closed(arrow_head([(end[0] + 20, end[1]), end], 9)), class_="head jump")
        # Beyond the lanes, where a cubic curve with both handles at `out` comes to three quarters of the way.
        reach = max(self.right + 6, begin[0] / 8 + end[0] / 8 + out * 0.75 + 4)
        yield text(f"{jump.count}× {jump.label}", reach, (begin[1] + end[1]) / 2, class_="tally-time")


def _closed(corners: Sequence[Point]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in corners) + "Z"


def _place(points: Sequence[Point], shapes: Sequence[Shape]) -> tuple[float, float, bool]:
    """Where the count stands: beside the longest upright piece, clear of symbols, else above the longest level one."""
    pieces = list(zip(points, points[1:], strict=False))
    upright = [piece for piece in pieces if piece[0][0] == piece[1][0]]
    (x, y), (_, to) = max(upright, key=lambda piece: abs(piece[0][1] - piece[1][1]), default=pieces[0])
    if upright and abs(to - y) >= 26:
        heights = [y + (to - y) * part - 1 for part in (0.5, 0.3, 0.7, 0.2, 0.8)]
        clear = [height for height in heights if not any(_meets(shape, x + 8, height) for shape in shapes)]
        return x + 8, (clear or heights)[0], True
    (x, y), (across, _) = max(pieces, key=lambda piece: abs(piece[0][0] - piece[1][0]))
    return (x + across) / 2, y - 19, False


def _meets(shape: Shape, x: float, y: float) -> bool:
    """Whether a count that begins here would lie on the symbol."""
    return shape.left < x + 60 and x < shape.right and shape.top < y + 16 and y - 12 < shape.bottom
