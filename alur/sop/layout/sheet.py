"""The SOP sheet as data: pages, rows, cells, symbols and connectors with their places. No rule of placing lives here.

One unit is 1/1440 of a page's width as laid out; y grows downwards; a page's origin is its upper left corner.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

Point = tuple[float, float]
Box = tuple[float, float, float, float]
_ASCENT, _DESCENT = 9.5, 2.5


class Kind(StrEnum):
    """The symbols on a sheet: the official four, the small capsule of an end in the middle, and the row-wide band."""

    CAPSULE = "kapsul"
    BOX = "kotak"
    DIAMOND = "belah-ketupat"
    LINK = "segilima"
    BAND = "pita"


class Side(StrEnum):
    """Where a connector leaves or enters a symbol."""

    TOP = "atas"
    BOTTOM = "bawah"
    LEFT = "kiri"
    RIGHT = "kanan"


@dataclass(frozen=True, slots=True)
class Shape:
    """One symbol, placed by its centre. `text` is a link's letter, an end's result or a band's sentence.

    `step` is the key of the step it belongs to (for a link: of the step that the letter leads to).
    `points_up` tells a link of a backward connector; `takes_part` a further actor's dashed copy, without connectors.
    """

    kind: Kind
    x: float
    y: float
    width: float
    height: float
    step: str = ""
    text: str = ""
    points_up: bool = False
    takes_part: bool = False
    is_end: bool = False

    @property
    def left(self) -> float:
        """Left edge of the bounding box."""
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        """Right edge of the bounding box."""
        return self.x + self.width / 2

    @property
    def top(self) -> float:
        """Upper edge of the bounding box."""
        return self.y - self.height / 2

    @property
    def bottom(self) -> float:
        """Lower edge of the bounding box."""
        return self.y + self.height / 2

    def border(self, side: Side, at: float) -> float:
        """The y of the top or bottom border at x = `at`, or the x of the left or right border at y = `at`."""
        if side in (Side.TOP, Side.BOTTOM):
            reach = self._half_height(abs(at - self.x))
            return self.y - reach if side is Side.TOP else self.y + reach
        reach = self._half_width(abs(at - self.y))
        return self.x - reach if side is Side.LEFT else self.x + reach

    def _half_height(self, off: float) -> float:
        half_width, half_height = self.width / 2, self.height / 2
        if self.kind is Kind.DIAMOND:
            return half_height * max(0.0, 1 - off / half_width)
        if self.kind is Kind.CAPSULE and off > half_width - half_height:
            return sqrt(max(0.0, half_height**2 - (off - half_width + half_height) ** 2))
        return half_height

    def _half_width(self, off: float) -> float:
        half_width, half_height = self.width / 2, self.height / 2
        if self.kind is Kind.DIAMOND:
            return half_width * max(0.0, 1 - off / half_height)
        if self.kind is Kind.CAPSULE:
            return half_width - half_height + sqrt(max(0.0, half_height**2 - off**2))
        return half_width


@dataclass(frozen=True, slots=True)
class Label:
    """A short text beside a connector; x is the text's left edge, y its baseline, both where the text begins.

    A turned label is read upwards: its baseline is the upright at x, and it ends `width` above y.
    """

    text: str
    x: float
    y: float
    width: float
    is_turned: bool = False

    @property
    def box(self) -> Box:
        """Left, top, right and bottom of the letters, without room around them."""
        if self.is_turned:
            return (self.x - _ASCENT, self.y - self.width, self.x + _DESCENT, self.y)
        return (self.x, self.y - _ASCENT, self.x + self.width, self.y + _DESCENT)


@dataclass(frozen=True, slots=True)
class Connector:
    """An orthogonal line with its head at the last point.

    `exits` names the (step key, exit key) pairs it stands for: one, or several where it goes on from a link that
    gathers them. `source` and `target` are indices into the page's shapes.
    """

    exits: tuple[tuple[str, str], ...]
    source: int
    target: int
    points: tuple[Point, ...]
    label: Label | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cell's text. A remark is ours, not the source's: it says what was inferred or not readable."""

    text: str
    is_bold: bool = False
    is_remark: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table; `cells` has the wrapped lines of each text column. A link row has no step."""

    step: str
    y: float
    height: float
    cells: dict[str, tuple[Line, ...]]
    is_unreadable: bool = False
    is_link: bool = False
    type_size: float = 14.0


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table. Lane columns carry the role's key; `is_turned` headings are read from below upwards."""

    key: str
    x: float
    width: float
    heading: tuple[str, ...]
    role: str = ""
    type_size: float = 14.0
    is_turned: bool = False

    @property
    def middle(self) -> float:
        """x of the column's centre line."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Page:
    """One flow page. `number` counts flow pages from 1."""

    number: int
    rows: tuple[Row, ...]
    shapes: tuple[Shape, ...]
    connectors: tuple[Connector, ...]
    table_bottom: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """The flow pages of one procedure, ready to be drawn in any medium."""

    name: str
    title: tuple[str, ...]
    width: float
    height: float
    title_height: float
    header_height: float
    columns: tuple[Column, ...]
    lanes: tuple[Column, ...]
    pages: tuple[Page, ...]

    @property
    def table_top(self) -> float:
        """y where the table's header begins."""
        return self.title_height

    @property
    def body_top(self) -> float:
        """y where the first row begins."""
        return self.title_height + self.header_height
