"""Small drawings of reports, as whole numbers that templates print into SVG. Nothing is reckoned here but places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alur.reports.achievement.report import MonthLine
from alur.reports.achievement.steps import StepLine

WIDTH = 1000
WIDEST = 180  # per cent of the standard that a bar has room for
STANDARD_AT = round(100 * WIDTH / WIDEST)
TREND_WIDTH, TREND_HEIGHT, TREND_TOP = 720, 150, 16
GOAL = 85


@dataclass(frozen=True, slots=True)
class StandardBar:
    """Median as a bar and p90 as a whisker against the standard; -1 for what is not there. `is_cut` at the edge."""

    median: int
    p90: int
    standard: int
    is_over: bool
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar in parts."""

    x: int
    width: int
    tone: str


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A month of the trend: its column, and its dot (y is -1 without a share)."""

    line: MonthLine
    x: int
    left: int
    width: int
    top: int
    height: int
    y: int

    @property
    def label_y(self) -> int:
        """Where the share stands: above its dot, below where there is no room."""
        return self.y - 10 if self.y > 22 else self.y + 20


@dataclass(frozen=True, slots=True)
class Trend:
    """Columns of visits, a line of shares on time, and the goal."""

    points: list[TrendPoint]
    path: str
    goal: int
    width: int = TREND_WIDTH
    height: int = TREND_HEIGHT + TREND_TOP + 44
    base: int = TREND_TOP + TREND_HEIGHT
    month_y: int = TREND_TOP + TREND_HEIGHT + 18
    count_y: int = TREND_TOP + TREND_HEIGHT + 36


def standard_bar(line: StepLine) -> StandardBar | None:
    """The bar of a step; None without a standard or without visits."""
    if not line.standard or line.median is None or line.p90 is None:
        return None
    per_cent = [100 * value / line.standard for value in (line.median, line.p90)]
    median, p90 = (round(min(value, WIDEST) * WIDTH / WIDEST) for value in per_cent)
    return StandardBar(median, p90, STANDARD_AT, per_cent[1] > 100, per_cent[1] > WIDEST)


def parts(values: Sequence[float], tones: Sequence[str]) -> list[Part]:
    """A bar of the full width, cut in proportion to the values; empty pieces are left out."""
    total = sum(values)
    found, x = [], 0
    for value, tone in zip(values, tones, strict=True):
        width = round(WIDTH * value / total) if total else 0
        if width:
            found.append(Part(x, max(1, width - 4) if x + width < WIDTH - 4 else WIDTH - x, tone))
        x += width
    return found


def trend(lines: Sequence[MonthLine]) -> Trend:
    """The trend over the months, oldest at the left."""
    most = max((line.count for line in lines), default=0) or 1
    step = TREND_WIDTH / max(1, len(lines))
    points = []
    for place, line in enumerate(lines):
        width = int(min(56, step * 0.6))
        middle, height = round(step * (place + 0.5)), round(TREND_HEIGHT * 0.9 * line.count / most)
        y = -1 if line.share is None else _height(line.share)
        base = TREND_TOP + TREND_HEIGHT
        points.append(TrendPoint(line, middle, middle - width // 2, width, base - height, height, y))
    path = "L".join(f"{point.x} {point.y}" for point in points if point.y >= 0)
    return Trend(points, f"M{path}" if path else "", _height(GOAL))


def _height(share: float) -> int:
    return round(TREND_TOP + TREND_HEIGHT * (1 - share / 100))
