"""Finds the orthogonal way of every connector of a page, in the habit of the official forms.

An approval leaves its diamond downwards, the other answers at its sides; what goes on enters from above, what comes back
from below or at the side. A way is a list of coordinates that are in turn x and y; each is chosen from a short list of
places where lines may run (beside the lanes' borders, above and below the rows' borders, along a symbol's edge).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from alur.sop.layout.placing import Piece
from alur.sop.layout.sheet import Column, Kind, Point, Row, Shape, Side
from alur.sop.layout.tracks import Tracks

_HEAD_ROOM = 13.0
_TAIL_ROOM = 5.0
_BEND, _CROSSING = 26.0, 45.0
_GAPS = ((7.0, 120), (4.0, 300), (2.0, 1500), (0.8, 20000))
Plan = Sequence[Sequence[float]]
_UPRIGHT = (Side.TOP, Side.BOTTOM)
_SIGN = {Side.TOP: -1, Side.LEFT: -1, Side.BOTTOM: 1, Side.RIGHT: 1}
_PORT_OFFSETS: tuple[float, ...] = (0.0, 10.0, -10.0, 18.0, -18.0, 5.0, -5.0, 14.0, -14.0, 2.5, -2.5, 7.5, -7.5, 22.0, -22.0)


@dataclass
class Routes:
    """The router of one page."""

    shapes: Sequence[Shape]
    rows: Sequence[Row]
    lanes: Sequence[Column]

    def __post_init__(self) -> None:
        self.tracks = Tracks(self.shapes)

    def find(self, pieces: Sequence[Piece]) -> list[tuple[Point, ...]]:
        """The points of every piece, in the order given. The nearest are laid first, so that they get the straight ways."""
        found: dict[int, tuple[Point, ...]] = {}
        for number in sorted(range(len(pieces)), key=lambda place: self._urgency(pieces[place])):
            found[number] = self._route(pieces[number])
            self.tracks.add(found[number])
        return [found[number] for number in range(len(pieces))]

    def _urgency(self, piece: Piece) -> tuple[float, float]:
        source, target = self.shapes[piece.source], self.shapes[piece.target]
        span = abs(target.y - source.y)
        return (span + (200 if piece.is_correction else 0), abs(target.x - source.x))

    def _route(self, piece: Piece) -> tuple[Point, ...]:
        """The cheapest way found; every sort of way is tried only while it can still be cheaper than the best one."""
        for gap, tries in _GAPS:
            best: tuple[float, tuple[Point, ...]] | None = None
            for least, penalty, search, plan in self._plans(piece, gap, tries):
                if best and best[0] <= least:
                    break
                points = search.run(plan)
                if points:
                    cost = penalty + self._cost(points)
                    if best is None or cost < best[0]:
                        best = (cost, points)
            if best:
                return best[1]
        raise LayoutImpossible(f"tidak ada ruang untuk panah {piece.exits[0]}")

    def _cost(self, points: Sequence[Point]) -> float:
        length = sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in zip(points, points[1:], strict=False))
        direct = abs(points[0][0] - points[-1][0]) + abs(points[0][1] - points[-1][1])
        return (length - direct) * 0.6 + _BEND * (len(points) - 2) + _CROSSING * self.tracks.crossings(points)

    def _plans(self, piece: Piece, gap: float, tries: int) -> list[tuple[float, float, _Search, Plan]]:
        """All sorts of ways with what each costs at least, the cheapest first."""
        source, target = self.shapes[piece.source], self.shapes[piece.target]
        gutters = self._gutters(source, target)
        found: list[tuple[float, float, _Search, Plan]] = []
        for leave, against in _leaving(piece, source, target).items():
            for enter, more in _entering(piece, source, target).items():
                search = _Search(self.tracks, piece, source, target, leave, enter, gap, tries)
                for plan in self._coordinates(search, gutters):
                    if all(plan):
                        penalty = against + more
                        found.append((penalty + _BEND * (len(plan) - 1), penalty, search, plan))
        return sorted(found, key=lambda entry: entry[0])

    def _coordinates(self, search: _Search, gutters: list[float]) -> list[Plan]:
        source, target, leave, enter = search.source, search.target, search.leave, search.enter
        out, into = search.open_ports(source, leave, target), search.open_ports(target, enter, source)
        if not out or not into:
            return []
        near, far = self._channel(source, leave), self._channel(target, enter)
        if leave in _UPRIGHT and enter in _UPRIGHT:
            straight = [x for x in into if x in out]
            return [[straight], [out, near, into], [out, far, into], [out, near, gutters, far, into]]
        if leave in _UPRIGHT:
            return [[out, into], [out, near, gutters, into]]
        if enter in _UPRIGHT:
            return [[out, into], [out, gutters, far, into]]
        return [[[y for y in into if y in out]], [out, gutters, into], [out, gutters, near, gutters, into]]

    def _channel(self, shape: Shape, side: Side) -> list[float]:
        """Places for level lines above or below a symbol, nearest to the row's border in the lower row first."""
        if side not in _UPRIGHT:
            return self._both_channels(shape)
        row = self._row_of(shape)
        borders = [place.y for place in self.rows] + [self.rows[-1].y + self.rows[-1].height]
        number = self.rows.index(row) + (1 if side is Side.BOTTOM else 0)
        border = borders[number]
        lower = [border + off for off in (14.0, 21.0, 28.0, 8.0, 35.0, 17.5, 24.5)]
        upper = [border - off for off in (10.0, 17.0, 24.0, 5.0, 31.0, 13.5, 20.5)]
        places = [*lower, *upper] if number < len(self.rows) else upper
        if number == 0:
            places = lower
        fine = [border + off * sign for off in (3.0, 6.2, 9.4, 11.6, 15.8, 19.2, 22.6, 26.2) for sign in (1, -1)]
        return [*places, *(y for y in fine if borders[0] < y < borders[-1])]

    def _both_channels(self, shape: Shape) -> list[float]:
        return [*self._channel(shape, Side.BOTTOM), *self._channel(shape, Side.TOP)]

    def _row_of(self, shape: Shape) -> Row:
        return next(row for row in self.rows if row.y <= shape.y <= row.y + row.height)

    def _gutters(self, source: Shape, target: Shape) -> list[float]:
        low, high = sorted((source.x, target.x))
        return sorted(self._all_gutters, key=lambda x: max(low - x, x - high, 0.0) + 0.01 * abs(x - source.x))

    @cached_property
    def _all_gutters(self) -> list[float]:
        borders = [lane.x for lane in self.lanes] + [self.lanes[-1].x + self.lanes[-1].width]
        offsets = [sign * off for off in (5.0, 9.0, 13.0, 17.0, 2.6, 7.0, 11.0, 15.0, 20.0, 24.0) for sign in (1, -1)]
        half = self.lanes[0].width / 2
        places = [border + off for border in borders for off in offsets if abs(off) < half]
        return [x for x in places if borders[0] < x < borders[-1]]


class LayoutImpossible(ValueError):
    """No way was found for a connector; the message names its step and exit."""


@dataclass
class _Search:
    """Depth-first choice of one coordinate after the other; every stretch is tried as soon as both its ends are known."""

    tracks: Tracks
    piece: Piece
    source: Shape
    target: Shape
    leave: Side
    enter: Side
    gap: float
    most_tries: int
    tries: int = 0

    def open_ports(self, shape: Shape, side: Side, other: Shape) -> list[float]:
        """Places along a side that a line may touch: those in front of which there is room for the head or the tail."""
        is_target = shape is self.target
        room = (_HEAD_ROOM if is_target else _TAIL_ROOM) * _SIGN[side]
        touched = (self.piece.target if is_target else self.piece.source,)
        ports: list[float] = []
        for at in _ports(shape, side, other):
            edge = shape.border(side, at)
            if self.tracks.is_free(side in _UPRIGHT, at, edge, edge + room, self.gap, touched):
                ports.append(at)
        return ports

    def run(self, plan: Plan) -> tuple[Point, ...] | None:
        """The first way that is free, as points from border to border."""
        self.tries = 0
        return self._choose(plan, [])

    def _choose(self, plan: Plan, chosen: list[float]) -> tuple[Point, ...] | None:
        if len(chosen) == len(plan):
            return self._points(chosen) if self._is_last_free(chosen) else None
        for value in plan[len(chosen)]:
            self.tries += 1
            if self.tries > self.most_tries:
                return None
            if len(chosen) >= 1 and not self._is_stretch_free([*chosen, value], len(chosen) - 1):
                continue
            points = self._choose(plan, [*chosen, value])
            if points:
                return points
        return None

    def _is_upright(self, place: int) -> bool:
        return (place % 2 == 0) == (self.leave in _UPRIGHT)

    def _begin(self, chosen: Sequence[float]) -> float:
        return self.source.border(self.leave, chosen[0])

    def _is_stretch_free(self, chosen: Sequence[float], place: int) -> bool:
        """Whether the stretch on coordinate `place`, up to the coordinate after it, is free."""
        begin = self._begin(chosen) if place == 0 else chosen[place - 1]
        end = chosen[place + 1]
        if place == 0 and (end - begin) * _SIGN[self.leave] < _TAIL_ROOM:
            return False
        if abs(end - begin) < 1.5:
            return False
        touched = (self.piece.source,) if place == 0 else ()
        return self.tracks.is_free(self._is_upright(place), chosen[place], begin, end, self.gap, touched)

    def _is_last_free(self, chosen: Sequence[float]) -> bool:
        end = self.target.border(self.enter, chosen[-1])
        begin = chosen[-2] if len(chosen) > 1 else self._begin(chosen)
        if (begin - end) * _SIGN[self.enter] < _HEAD_ROOM:
            return False
        is_alone = len(chosen) == 1
        if is_alone and (end - begin) * _SIGN[self.leave] < _HEAD_ROOM:
            return False
        touched = (self.piece.target, self.piece.source) if is_alone else (self.piece.target,)
        return self.tracks.is_free(self._is_upright(len(chosen) - 1), chosen[-1], begin, end, self.gap, touched)

    def _points(self, chosen: Sequence[float]) -> tuple[Point, ...]:
        along = [self._begin(chosen), *chosen, self.target.border(self.enter, chosen[-1])]
        points: list[Point] = []
        for place in range(len(along) - 1):
            x_first = self._is_upright(place - 1)
            points.append((along[place + 1], along[place]) if not x_first else (along[place], along[place + 1]))
        return tuple(points)


def _leaving(piece: Piece, source: Shape, target: Shape) -> dict[Side, float]:
    """What speaks against leaving at each side."""
    if source.kind is Kind.LINK:
        return {Side.TOP if source.y > target.y else Side.BOTTOM: 0.0}
    toward, away = (Side.RIGHT, Side.LEFT) if target.x >= source.x else (Side.LEFT, Side.RIGHT)
    if source.kind is Kind.BAND:
        onward = Side.BOTTOM if target.y >= source.y else Side.TOP
        return {onward: 0.0, toward: 60.0, away: 70.0}
    if target.is_end:
        return {toward: 0.0, away: 90.0, Side.BOTTOM: 120.0}
    if source.kind is Kind.DIAMOND:
        if piece.is_main:
            return {Side.BOTTOM: 0.0, toward: 150.0, away: 170.0}
        return {toward: 0.0, away: 20.0, Side.BOTTOM: 110.0, Side.TOP: 150.0}
    is_beneath = abs(target.x - source.x) < source.width / 2 and target.y > source.y
    return {Side.BOTTOM: 0.0 if is_beneath else 30.0, toward: 0.0, away: 60.0, Side.TOP: 150.0}


def _entering(piece: Piece, source: Shape, target: Shape) -> dict[Side, float]:
    """What speaks against entering at each side. Corrections never come from above."""
    if target.kind is Kind.LINK:
        return {Side.BOTTOM if target.y < source.y else Side.TOP: 0.0}
    toward, away = (Side.LEFT, Side.RIGHT) if source.x <= target.x else (Side.RIGHT, Side.LEFT)
    if target.is_end:
        return {toward: 0.0, away: 40.0, Side.TOP: 60.0, Side.BOTTOM: 80.0}
    is_back = target.y <= source.y
    if target.kind is Kind.BAND:
        return {Side.BOTTOM if is_back else Side.TOP: 0.0, toward: 60.0, away: 70.0}
    if is_back:
        return {Side.BOTTOM: 0.0, toward: 20.0, away: 20.0}
    if piece.is_correction:
        return {toward: 0.0, away: 10.0, Side.BOTTOM: 60.0}
    return {Side.TOP: 0.0, toward: 40.0, away: 60.0}


def _ports(shape: Shape, side: Side, other: Shape) -> list[float]:
    """Places along a side where a line may touch it: the middle first, then to both sides of it."""
    if side in _UPRIGHT:
        return _upright_ports(shape, other)
    reach = shape.height * (0.3 if shape.kind is Kind.DIAMOND else 0.42)
    offsets = (0.0, 9.0, -9.0, 5.0, -5.0, 2.5, -2.5, 7.0, -7.0, 11.5, -11.5)
    return [shape.y + off for off in offsets if abs(off) <= reach]


def _upright_ports(shape: Shape, other: Shape) -> list[float]:
    if shape.kind is Kind.LINK:
        is_tip = (other.y < shape.y) == shape.points_up
        offsets = (0.0,) if is_tip else (0.0, 6.0, -6.0, 3.0, -3.0, 9.0, -9.0, 1.5, -1.5, 4.5, -4.5, 7.5, -7.5, 11.0, -11.0)
        return [shape.x + off for off in offsets if abs(off) <= shape.width / 2 - 1]
    offsets = _PORT_OFFSETS
    middle = shape.x
    reach = shape.width * (0.3 if shape.kind is Kind.DIAMOND else 0.5) - (0.0 if shape.kind is Kind.DIAMOND else 5.0)
    if shape.kind is Kind.BAND:
        middle = min(max(other.x, shape.left + 30), shape.right - 30)
        offsets = (*offsets, 34.0, -34.0, 42.0, -42.0, 50.0, -50.0)
    places = [middle + off for off in offsets if abs(middle + off - shape.x) <= reach]
    if abs(other.x - shape.x) <= reach and other.x not in places:
        places.insert(1 if shape.kind is not Kind.BAND else 0, other.x)
    return places
