"""Finds a place for the letters beside the lines: T in the target's column, Y one row below its diamond where free."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alur.sop.layout.lettering import clip, text_width
from alur.sop.layout.sheet import Label, Point, Shape

LABEL_SIZE = 12.5
_WIDEST = 150.0
_ASCENT, _DESCENT = 10.0, 3.0
_ON_A_BORDER = 4.5
Box = tuple[float, float, float, float]


def place_labels(
    texts: Sequence[tuple[str, bool]],
    paths: Sequence[Sequence[Point]],
    shapes: Sequence[Shape],
    bounds: Box,
    row_borders: Sequence[float],
) -> list[Label | None]:
    """One label (or None) per path. `texts`: what is written and whether near the line's end; `bounds`: the lanes."""
    taken: list[Box] = []
    labels: list[Label | None] = []
    for number, (text, is_near_end) in enumerate(texts):
        if not text:
            labels.append(None)
            continue
        shown = clip(text, _WIDEST, LABEL_SIZE, is_bold=True)
        width = text_width(shown, LABEL_SIZE, is_bold=True)
        best: tuple[float, Point] | None = None
        for order, place in enumerate(_places(paths[number], is_near_end, width)):
            cost = order + _conflict(_box(place, width), shapes, paths, taken, bounds)
            cost += sum(_ON_A_BORDER for y in row_borders if place[1] - _ASCENT < y < place[1] + _DESCENT)
            if best is None or cost < best[0]:
                best = (cost, place)
            if best[0] <= order:
                break
        x, y = best[1] if best else paths[number][0]
        x = min(max(x, bounds[0] + 2), bounds[2] - width - 2)
        taken.append(_box((x, y), width))
        labels.append(Label(shown, x, y, width))
    return labels


def _places(path: Sequence[Point], is_near_end: bool, width: float) -> Iterator[Point]:
    """Left end and baseline of the text, the wished-for places first, along the whole line."""
    stretches = list(zip(path, path[1:], strict=False))
    upright = [stretch for stretch in stretches if stretch[0][0] == stretch[1][0]]
    level = [stretch for stretch in stretches if stretch[0][0] != stretch[1][0]]
    if is_near_end:
        upright, level = upright[::-1], level[::-1]
    for begin, end in upright:
        length = abs(end[1] - begin[1])
        down = 1 if end[1] >= begin[1] else -1
        yield from _beside_upright(begin, end, length, down, is_near_end, width)
    for begin, end in level:
        x = min(begin[0], end[0])
        length = abs(end[0] - begin[0])
        for part in (0.5, 0.15, 0.85, 0.3, 0.7):
            yield (x + (length - width) * part, begin[1] - 5)
            yield (x + (length - width) * part, begin[1] + 14)
    yield from _around(path, width)


def _around(path: Sequence[Point], width: float) -> Iterator[Point]:
    """Where a line is too short for its label: above or below its two symbols, then further off."""
    middle = (path[0][0] + path[-1][0]) / 2
    for x in (path[-1][0], middle, path[0][0]):
        for lift in (20.0, 28.0, 36.0, 46.0):
            for shift in (0.0, -width / 2, -width):
                yield (x + shift, path[-1][1] - lift)
                yield (x + shift, path[-1][1] + lift + 9)


def _beside_upright(
    begin: Point, end: Point, length: float, down: int, is_near_end: bool, width: float
) -> Iterator[Point]:
    far = [27.0, 20.0, 34.0, 44.0, 60.0, 80.0, 110.0, 150.0, 14.0]
    for distance in far:
        if distance > length + 4:
            continue
        y = end[1] - down * distance if is_near_end else begin[1] + down * (length - min(distance, length) + 6)
        baseline = y + 5 if is_near_end else y
        yield (begin[0] + 6, baseline)
        yield (begin[0] - 6 - width, baseline)


def _box(place: Point, width: float) -> Box:
    return (place[0] - 1.5, place[1] - _ASCENT, place[0] + width + 1.5, place[1] + _DESCENT)


def _conflict(
    box: Box, shapes: Sequence[Shape], paths: Sequence[Sequence[Point]], taken: Sequence[Box], bounds: Box
) -> float:
    left, top, right, bottom = box
    cost = 0.0
    if left < bounds[0] or right > bounds[2] or top < bounds[1] or bottom > bounds[3]:
        cost += 300
    for shape in shapes:
        if shape.left < right and shape.right > left and shape.top < bottom and shape.bottom > top:
            cost += 200
    for other in taken:
        if other[0] < right and other[2] > left and other[1] < bottom and other[3] > top:
            cost += 200
    for path in paths:
        for (x_from, y_from), (x_to, y_to) in zip(path, path[1:], strict=False):
            is_beside = min(x_from, x_to) >= right or max(x_from, x_to) <= left
            if not is_beside and min(y_from, y_to) < bottom and max(y_from, y_to) > top:
                cost += 60
    return cost
