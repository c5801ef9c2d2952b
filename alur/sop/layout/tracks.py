"""The lines already drawn on a page, and whether one more piece of line may lie at a place.

Lines may cross each other; they may not cross a symbol, and no two may share a stretch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from alur.sop.layout.sheet import Point, Shape

Stretch = tuple[float, float, float]
Box = tuple[int, tuple[float, float, float, float]]
_MOST_ROOM = 4.0


@dataclass(slots=True)
class Tracks:
    """`upright` holds (x, upper y, lower y), `level` holds (y, left x, right x) of every stretch drawn."""

    shapes: Sequence[Shape]
    upright: list[Stretch] = field(default_factory=list)
    level: list[Stretch] = field(default_factory=list)
    _wider: dict[float, list[Box]] = field(default_factory=dict)

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

    def _boxes(self, gap: float) -> list[Box]:
        """The symbols' boxes with room around them, at most 4 units."""
        if gap not in self._wider:
            room = min(gap, _MOST_ROOM)
            self._wider[gap] = [
                (number, (shape.left - room, shape.top - room, shape.right + room, shape.bottom + room))
                for number, shape in enumerate(self.shapes)
            ]
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
