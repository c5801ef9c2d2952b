"""The lines already drawn on a page, and whether one more piece of line may lie at a place.

Lines may cross each other; they may not cross a symbol, and no two may share a stretch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from alur.sop.layout.sheet import Box, Kind, Point, Shape

Stretch = tuple[float, float, float]
_MOST_ROOM = 4.0
_NO_SHAPE = -1
_BEFORE_LINK = 14.0


@dataclass(slots=True)
class Tracks:
    """`upright` holds (x, upper y, lower y), `level` holds (y, left x, right x) of every stretch drawn.

    `kept_free` are places of labels (left, top, right, bottom) that no line may run through.
    """

    shapes: Sequence[Shape]
    kept_free: Sequence[Box] = ()
    upright: list[Stretch] = field(default_factory=list)
    level: list[Stretch] = field(default_factory=list)
    _wider: dict[float, list[tuple[int, Box]]] = field(default_factory=dict)

    def is_free(
        self, is_upright: bool, at: float, begin: float, end: float, gap: float, touched: Sequence[int] = ()
    ) -> bool:
        """True when a stretch keeps `gap` from every symbol but `touched`, and from every stretch along its own."""
        low, high = (begin, end) if begin <= end else (end, begin)
        near, far, above, below = at - gap, at + gap, low - gap, high + gap
        for other_at, other_low, other_high in self.upright if is_upright else self.level:
            if near < other_at < far and other_high > above and other_low < below:
                return False
        if is_upright:
            hits = [n for n, (x, y, x_to, y_to) in self._boxes(gap) if x < at < x_to and low < y_to and high > y]
        else:
            hits = [n for n, (x, y, x_to, y_to) in self._boxes(gap) if y < at < y_to and low < x_to and high > x]
        return not hits or all(number in touched for number in hits)

    def _boxes(self, gap: float) -> list[tuple[int, Box]]:
        """The symbols' boxes with room around them, and the labels' places."""
        if gap not in self._wider:
            room = min(gap, _MOST_ROOM)
            middle = sum(shape.y for shape in self.shapes) / max(1, len(self.shapes))
            self._wider[gap] = [
                (number, _box(shape, room, is_low=shape.y > middle)) for number, shape in enumerate(self.shapes)
            ] + [(_NO_SHAPE, box) for box in self.kept_free]
        return self._wider[gap]

    def crossings(self, points: Sequence[Point]) -> int:
        """How many lines the path would cross."""
        count = 0
        for (x_from, y_from), (x_to, y_to) in zip(points, points[1:], strict=False):
            if x_from == x_to:
                low, high = min(y_from, y_to), max(y_from, y_to)
                count += sum(1 for at, left, right in self.level if low < at < high and left < x_from < right)
            else:
                low, high = min(x_from, x_to), max(x_from, x_to)
                count += sum(1 for at, top, bottom in self.upright if low < at < high and top < y_from < bottom)
        return count

    def add(self, points: Sequence[Point]) -> None:
        """Takes the path's stretches as drawn."""
        for (x_from, y_from), (x_to, y_to) in zip(points, points[1:], strict=False):
            if x_from == x_to:
                self.upright.append((x_from, min(y_from, y_to), max(y_from, y_to)))
            else:
                self.level.append((y_from, min(x_from, x_to), max(x_from, x_to)))


def _box(shape: Shape, room: float, *, is_low: bool) -> Box:
    """Before a page connector the place for its own line's head or first bend stays free of the other lines."""
    before = _BEFORE_LINK if shape.kind is Kind.LINK else room
    above, below = (before, room) if is_low else (room, before)
    return (shape.left - room, shape.top - above, shape.right + room, shape.bottom + below)
