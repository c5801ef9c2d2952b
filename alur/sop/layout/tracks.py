"""The lines already drawn on a page, and whether one more piece of line may lie at a place.

Lines may cross each other; they may not cross a symbol, and no two may share a stretch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from alur.sop.layout.sheet import Point, Shape

Stretch = tuple[float, float, float]
_LEFT, _TOP, _RIGHT, _BOTTOM = 0, 1, 2, 3


@dataclass(slots=True)
class Tracks:
    """`upright` holds (x, upper y, lower y), `level` holds (y, left x, right x) of every stretch drawn."""

    shapes: Sequence[Shape]
    upright: list[Stretch] = field(default_factory=list)
    level: list[Stretch] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(init=False)

    def __post_init__(self) -> None:
        self.boxes = [(shape.left, shape.top, shape.right, shape.bottom) for shape in self.shapes]

    def is_free(
        self, is_upright: bool, at: float, begin: float, end: float, gap: float, touched: Sequence[int] = ()
    ) -> bool:
        """True when a stretch keeps `gap` from every symbol but `touched`, and from every stretch along its own."""
        low, high = (begin, end) if begin <= end else (end, begin)
        for other_at, other_low, other_high in self.upright if is_upright else self.level:
            if abs(other_at - at) < gap and low < other_high + gap and high > other_low - gap:
                return False
        room = min(gap, 4.0)
        for number, (left, top, right, bottom) in enumerate(self.boxes):
            if is_upright:
                is_hit = left - room < at < right + room and low < bottom + room and high > top - room
            else:
                is_hit = top - room < at < bottom + room and low < right + room and high > left - room
            if is_hit and number not in touched:
                return False
        return True

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
