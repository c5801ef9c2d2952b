"""Finds a place for the letters beside the lines: T in the target's column, Y one row below its diamond where free."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from math import inf

from alur.sop.layout.lettering import clip, text_width
from alur.sop.layout.sheet import Box, Label, Point, Shape

LABEL_SIZE = 12.5
_WIDEST = 150.0
_STRUCK = 60.0
_ON_A_BORDER = 4.5


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

    def conflict(label: Label) -> float:
        cost = _conflict(_with_room(label), shapes, paths, taken, bounds)
        return cost + sum(_ON_A_BORDER for y in row_borders if label.box[1] < y < label.box[3])

    for path, (text, is_near_end) in zip(paths, texts, strict=True):
        if not text:
            labels.append(None)
            continue
        shown = clip(text, _WIDEST, LABEL_SIZE, is_bold=True)
        width = text_width(shown, LABEL_SIZE, is_bold=True)
        places = (Label(shown, x, y, width) for x, y in _places(path, is_near_end, width))
        cost, best = _cheapest(places, conflict)
        if cost >= _STRUCK:
            turned = (Label(shown, x, y, width, is_turned=True) for x, y in _turned_places(path, width))
            cost, best = min((cost, best), _cheapest(turned, conflict), key=lambda found: found[0])
        best = _moved_inside(best, bounds)
        taken.append(_with_room(best))
        labels.append(best)
    return labels


def _moved_inside(label: Label, bounds: Box) -> Label:
    left, _, right, _ = label.box
    return replace(label, x=label.x + max(0.0, bounds[0] + 2 - left) - max(0.0, right - bounds[2] + 2))


def struck(labels: Sequence[Label | None], paths: Sequence[Sequence[Point]]) -> list[Box]:
    """The boxes of the labels that a line runs through: a page routed anew should keep them free."""
    boxes = [_with_room(label) for label in labels if label]
    return [box for box in boxes if any(_crosses(path, box) for path in paths)]


def crowded(labels: Sequence[Label | None], shapes: Sequence[Shape]) -> int:
    """How many labels touch a symbol or another label."""
    boxes = [_with_room(label) for label in labels if label]
    symbols = [(shape.left, shape.top, shape.right, shape.bottom) for shape in shapes]
    others = [*boxes, *symbols]
    return sum(1 for place, box in enumerate(boxes) for other in others[place + 1 :] if _overlap(box, other))


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


def _cheapest(places: Iterable[Label], conflict: Callable[[Label], float]) -> tuple[float, Label]:
    """The place that costs least: what speaks against it, and how far down the list of wishes it stands."""
    best: tuple[float, Label] = (inf, Label("", 0.0, 0.0, 0.0))
    for order, place in enumerate(places):
        wish = min(order, 20) + order * 0.02
        cost = wish + conflict(place)
        if cost < best[0]:
            best = (cost, place)
        if best[0] <= wish:
            break
    return best


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
    yield from _anywhere(upright, level, width)


def _anywhere(
    upright: Sequence[tuple[Point, Point]], level: Sequence[tuple[Point, Point]], width: float
) -> Iterator[Point]:
    """Close-set places along the whole line, for a page where the good ones are taken."""
    for begin, end in upright:
        top, bottom = sorted((begin[1], end[1]))
        for part in range(int((bottom - top) / 6)):
            yield (begin[0] + 6, top + 12 + part * 6)
            yield (begin[0] - 6 - width, top + 12 + part * 6)
    for begin, end in level:
        left, right = sorted((begin[0], end[0]))
        for part in range(max(1, int((right - left) / 6))):
            for lift in (-5.0, 14.0):
                yield (left + part * 6, begin[1] + lift)
                yield (left + part * 6 - width, begin[1] + lift)


def _turned_places(path: Sequence[Point], width: float) -> Iterator[Point]:
    """Places for a label that is read upwards, close beside the upright stretches that are long enough for it."""
    for begin, end in zip(path, path[1:], strict=False):
        top, bottom = sorted((begin[1], end[1]))
        if begin[0] != end[0] or bottom - top < width:
            continue
        for part in range(int((bottom - top - width) / 6) + 1):
            yield (begin[0] - 5, bottom - part * 6)
            yield (begin[0] + 13, bottom - part * 6)


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


def _with_room(label: Label) -> Box:
    left, top, right, bottom = label.box
    return (left - 1.5, top - 0.5, right + 1.5, bottom + 0.5)


def _conflict(
    box: Box, shapes: Sequence[Shape], paths: Sequence[Sequence[Point]], taken: Sequence[Box], bounds: Box
) -> float:
    left, top, right, bottom = box
    cost = 0.0
    if left < bounds[0] or right > bounds[2] or top < bounds[1] or bottom > bounds[3]:
        cost += 300
    symbols = [(shape.left, shape.top, shape.right, shape.bottom) for shape in shapes]
    cost += 200 * sum(1 for other in (*symbols, *taken) if _overlap(box, other))
    return cost + _STRUCK * sum(1 for path in paths if _crosses(path, box))


def _crosses(path: Sequence[Point], box: Box) -> bool:
    left, top, right, bottom = box
    for (x_from, y_from), (x_to, y_to) in zip(path, path[1:], strict=False):
        is_beside = min(x_from, x_to) >= right or max(x_from, x_to) <= left
        if not is_beside and min(y_from, y_to) < bottom and max(y_from, y_to) > top:
            return True
    return False
