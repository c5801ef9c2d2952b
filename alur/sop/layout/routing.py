"""Finds the orthogonal way of every connector of a page, in the habit of the official forms.

An approval leaves its diamond downwards, the other answers at its sides; what goes on enters from above, what comes
back from below or at the side.

A way is a list of coordinates that are in turn x and y; each is chosen from a short list of
places where lines may run (beside the lanes' borders, above and below the rows' borders, along a symbol's edge).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from alur.sop.layout.placing import Piece, symbol_size
from alur.sop.layout.sheet import Box, Column, Kind, Point, Row, Shape, Side
from alur.sop.layout.tracks import Tracks

_HEAD_ROOM = 13.0
_TAIL_ROOM = 5.0
_BEND, _CROSSING = 26.0, 45.0
_GAPS = ((7.0, 120), (4.0, 300), (2.0, 1500), (0.8, 20000))
_TIGHT = 4.0
Plan = Sequence[Sequence[float]]
_UPRIGHT = (Side.TOP, Side.BOTTOM)
_SIGN = {Side.TOP: -1, Side.LEFT: -1, Side.BOTTOM: 1, Side.RIGHT: 1}
_PORT_OFFSETS = (0.0, 10.0, -10.0, 18.0, -18.0, 5.0, -5.0, 14.0, -14.0, 2.5, -2.5, 7.5, -7.5, 22.0, -22.0)
_BAND_OFFSETS = (*_PORT_OFFSETS, 27.0, -27.0, 34.0, -34.0, 42.0, -42.0, 50.0, -50.0)
_LINK_OFFSETS = (0.0, 6.7, -6.7, 3.0, -3.0, 9.0, -9.0, 1.5, -1.5, 4.5, -4.5, 11.0, -11.0)
_LEVEL_OFFSETS = (0.0, 9.0, -9.0, 5.0, -5.0, 2.5, -2.5, 7.0, -7.0, 11.5, -11.5)


@dataclass
class Routes:
    """The router of one page. `tight` counts the lines that had to be laid nearer to others than reads well."""

    shapes: Sequence[Shape]
    rows: Sequence[Row]
    lanes: Sequence[Column]
    kept_free: Sequence[Box] = ()

    def __post_init__(self) -> None:
        self.tracks = Tracks(self.shapes, self.kept_free)
        self.tight = 0
        self._known_channels: dict[tuple[int, float], Sequence[float]] = {}
        self._known_gutters: dict[float, Sequence[float]] = {}

    def find(self, pieces: Sequence[Piece]) -> list[tuple[Point, ...]]:
        """The points of every piece, in the order given. The nearest are laid first, so that they get straight ways."""
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
                self.tight += gap < _TIGHT
                return best[1]
        raise LayoutImpossible(f"tidak ada ruang untuk panah {piece.exits[0]}")

    def _cost(self, points: Sequence[Point]) -> float:
        length = sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in zip(points, points[1:], strict=False))
        direct = abs(points[0][0] - points[-1][0]) + abs(points[0][1] - points[-1][1])
        return (length - direct) * 0.6 + _BEND * (len(points) - 2) + _CROSSING * self.tracks.crossings(points)

    def _plans(self, piece: Piece, gap: float, tries: int) -> list[tuple[float, float, _Search, Plan]]:
        """All sorts of ways with what each costs at least, the cheapest first."""
        source, target = self.shapes[piece.source], self.shapes[piece.target]
        gutters = self._gutters(source, target, gap)
        found: list[tuple[float, float, _Search, Plan]] = []
        for leave, against in _leaving(piece, source, target).items():
            for enter, more in _entering(piece, source, target).items():
                search = _Search(self.tracks, piece, source, target, leave, enter, gap, tries)
                for plan in self._coordinates(search, gutters):
                    if all(plan):
                        penalty = against + more
                        found.append((penalty + _BEND * (len(plan) - 1), penalty, search, plan))
        return sorted(found, key=lambda entry: entry[0])

    def _coordinates(self, search: _Search, gutters: Sequence[float]) -> list[Plan]:
        source, target, leave, enter = search.source, search.target, search.leave, search.enter
        out, into = search.open_ports(source, leave, target), search.open_ports(target, enter, source)
        if not out or not into:
            return []
        near, far = self._channel(source, leave, search.gap), self._channel(target, enter, search.gap)
        if leave in _UPRIGHT and enter in _UPRIGHT:
            straight = [x for x in into if x in out]
            between = search.open_gutters(gutters, near, far)
            return [[straight], [out, near, into], [out, far, into], [out, near, between, far, into]]
        if leave in _UPRIGHT:
            return [[out, into], [out, near, search.open_gutters(gutters, near, into), into]]
        if enter in _UPRIGHT:
            return [[out, into], [out, search.open_gutters(gutters, out, far), far, into]]
        between = search.open_gutters(gutters, out, into)
        return [[[y for y in into if y in out]], [out, between, into], [out, gutters, near, gutters, into]]

    def _channel(self, shape: Shape, side: Side, gap: float) -> Sequence[float]:
        """Places for level lines above or below a symbol's row (for its sides: both), those in the lower row first."""
        number = next(place for place, row in enumerate(self.rows) if row.y <= shape.y <= row.y + row.height)
        if side is Side.TOP:
            return self._along_border(number, gap)
        if side is Side.BOTTOM:
            return self._along_border(number + 1, gap)
        return [*self._along_border(number + 1, gap), *self._along_border(number, gap)]

    def _along_border(self, number: int, gap: float) -> Sequence[float]:
        if (number, gap) not in self._known_channels:
            borders = [place.y for place in self.rows] + [self.rows[-1].y + self.rows[-1].height]
            lower = [borders[number] + off for off in (14.0, 21.0, 28.0, 8.0, 35.0)]
            upper = [borders[number] - off for off in (10.0, 17.0, 24.0, 5.0, 31.0)]
            fine = [borders[number] + off * 1.1 * sign for off in range(2, 27) for sign in (1, -1)]
            inside = tuple(y for y in (*lower, *upper, *fine) if borders[0] < y < borders[-1])
            self._known_channels[number, gap] = _spaced(inside, gap)
        return self._known_channels[number, gap]

    def _gutters(self, source: Shape, target: Shape, gap: float) -> list[float]:
        """Places for upright lines beside the lanes' borders, those between the two symbols first."""
        if gap not in self._known_gutters:
            borders = [lane.x for lane in self.lanes] + [self.lanes[-1].x + self.lanes[-1].width]
            margin = (self.lanes[0].width - symbol_size(Kind.BOX, self.lanes[0].width)[0]) / 2
            clear = min(13.0, max(5.0, margin / 2))
            offsets = [sign * off for off in (clear, clear + 7, clear + 14, 5.0, 17.0, 24.0) for sign in (1, -1)]
            offsets += [sign * off * 1.1 for off in range(2, 22) for sign in (1, -1)]
            half = self.lanes[0].width / 2
            places = [border + off for border in borders for off in offsets if abs(off) < half]
            self._known_gutters[gap] = _spaced(tuple(x for x in places if borders[0] < x < borders[-1]), gap)
        low, high = sorted((source.x, target.x))
        return sorted(self._known_gutters[gap], key=lambda x: max(low - x, x - high, 0.0) + 0.01 * abs(x - source.x))


class LayoutImpossible(ValueError):
    """No way was found for a connector; the message names its step and exit."""


@dataclass
class _Search:
    """Depth-first choice of one coordinate after the other; a stretch is tried as soon as both its ends are known."""

    tracks: Tracks
    piece: Piece
    source: Shape
    target: Shape
    leave: Side
    enter: Side
    gap: float
    most_tries: int
    tries: int = 0
    dead: set[tuple[int, tuple[float, ...]]] = field(default_factory=set)

    def open_ports(self, shape: Shape, side: Side, other: Shape) -> list[float]:
        """Places along a side that a line may touch: those in front of which there is room for the head or the tail."""
        is_target = shape is self.target
        room = (_HEAD_ROOM if is_target else _TAIL_ROOM) * _SIGN[side]
        touched = (self.piece.target if is_target else self.piece.source,)
        ports: list[float] = []
        for at in _ports(shape, side, other, self.gap):
            edge = shape.border(side, at)
            if self.tracks.is_free(side in _UPRIGHT, at, edge, edge + room, self.gap, touched):
                ports.append(at)
        return ports

    def open_gutters(
        self, gutters: Sequence[float], levels: Sequence[float], other_levels: Sequence[float]
    ) -> Sequence[float]:
        """The gutters that are free on the stretch that they share, whichever of the levels are chosen at its ends."""
        upper, lower = (levels, other_levels) if self.source.y <= self.target.y else (other_levels, levels)
        if not upper or not lower or max(upper) >= min(lower):
            return gutters
        begin, end = max(upper), min(lower)
        return [x for x in gutters if self.tracks.is_free(True, x, begin, end, self.gap)]

    def run(self, plan: Plan) -> tuple[Point, ...] | None:
        """The first way that is free, as points from border to border."""
        self.tries = 0
        self.dead = set()
        return self._choose(plan, ())

    def _choose(self, plan: Plan, chosen: tuple[float, ...]) -> tuple[Point, ...] | None:
        """What can follow depends on the last two coordinates only, so a pair that failed once is not tried again."""
        place = len(chosen)
        if place == len(plan):
            return self._points(chosen) if self._is_last_free(chosen) else None
        for value in plan[place]:
            longer = (*chosen, value)
            if (place, longer[-2:]) in self.dead:
                continue
            self.tries += 1
            if self.tries > self.most_tries:
                return None
            if place and not self._is_stretch_free(longer, place - 1):
                continue
            points = self._choose(plan, longer)
            if points:
                return points
            if place > 1:
                self.dead.add((place, longer[-2:]))
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


def _ports(shape: Shape, side: Side, other: Shape, gap: float) -> list[float]:
    """Places along a side where a line may touch it: the middle first, then to both sides of it."""
    if side in _UPRIGHT:
        return _upright_ports(shape, other, gap)
    reach = shape.height * (0.3 if shape.kind is Kind.DIAMOND else 0.42)
    return [shape.y + off for off in _spaced(_LEVEL_OFFSETS, gap) if abs(off) <= reach]


def _upright_ports(shape: Shape, other: Shape, gap: float) -> list[float]:
    if shape.kind is Kind.LINK:
        is_tip = (other.y < shape.y) == shape.points_up
        offsets = (0.0,) if is_tip else _spaced(_LINK_OFFSETS, gap)
        return [shape.x + off for off in offsets if abs(off) <= shape.width / 2 - 1]
    if shape.kind is Kind.BAND:
        middle = min(max(other.x, shape.left + 30), shape.right - 30)
        places = [
            middle + off for off in _spaced(_BAND_OFFSETS, gap) if abs(middle + off - shape.x) < shape.width / 2 - 5
        ]
        return [other.x, *places] if abs(other.x - shape.x) < shape.width / 2 - 5 and other.x != middle else places
    reach = shape.width * 0.3 if shape.kind is Kind.DIAMOND else shape.width / 2 - 5
    places = [shape.x + off for off in _spaced(_PORT_OFFSETS, gap) if abs(off) <= reach]
    if abs(other.x - shape.x) <= reach and other.x not in places:
        places.insert(1, other.x)
    return places


@lru_cache(maxsize=512)
def _spaced(places: tuple[float, ...], gap: float) -> tuple[float, ...]:
    """The places without those nearer than the gap to an earlier one: a wide gap needs no fine choice."""
    kept: list[float] = []
    for place in places:
        if all(abs(place - other) >= gap * 0.95 for other in kept):
            kept.append(place)
    return tuple(kept)
