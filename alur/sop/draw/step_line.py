"""The step line of a case: the sheet's swimlanes laid on their side, with the road travelled; and its strip for phones.

Classes (CSS rules in web/static/alur/flow.css), besides those of `small`: `step-line`, `step-strip` on the drawings;
`lane` (with `even`) and `lane-name`; `line` with `travelled` or `ahead`, and `automatic` beside a step that passes by
itself; `line back` with `back-head` and `round` for a return ("putaran ke-2"). No colour is set here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from alur.sop.document import Procedure, Role, Step, Symbol
from alur.sop.draw.road import Return, Road, road_of
from alur.sop.draw.small import STATE_WORDS, is_unreadable, numbered, stroke
from alur.sop.draw.svg import drawing, element, number, outline, text, title
from alur.sop.layout import Kind, Shape
from alur.sop.layout.lettering import clip, text_width

NAMES_WIDTH = 150.0
_LANE, _TOP, _TRACK = 38.0, 6.0, 13.0
_WIDTH, _NARROWEST, _WIDEST = 1232.0, 54.0, 108.2
_STRIP_PITCH, _STRIP_ROW, _STRIP_MOST = 33.3, 30.0, 10


def step_line(
    procedure: Procedure, *, travelled: Sequence[str], current: str, rounds: Mapping[str, int] | None = None
) -> str:
    """The step line as an SVG. Steps stand in equal columns to the right of `NAMES_WIDTH`; the viewBox has its width.

    `travelled`: the step keys of the case's visits in order; `current`: the open visit's step, "" when it is over;
    `rounds`: by step key how often the case has come there.
    """
    road = road_of(procedure, travelled, current, rounds or {})
    return _Line(procedure, road).draw(_name(procedure, road, rounds or {}))


def step_strip(
    procedure: Procedure, *, travelled: Sequence[str], current: str, rounds: Mapping[str, int] | None = None
) -> str:
    """The steps' shapes in one strip, ten to a line, for narrow screens. Parameters as for `step_line`."""
    road = road_of(procedure, travelled, current, rounds or {})
    places = [
        (14 + index % _STRIP_MOST * _STRIP_PITCH, 14 + index // _STRIP_MOST * _STRIP_ROW)
        for index in range(len(procedure.steps))
    ]
    parts: list[str] = []
    for (step, following), (x, y) in zip(zip(procedure.steps, procedure.steps[1:], strict=False), places, strict=False):
        if places[procedure.steps.index(following)][1] == y:
            parts.append(
                stroke(f"M{number(x + 12)} {number(y)}h{number(_STRIP_PITCH - 24)}", _look(road, step, following))
            )
    for step, place in zip(procedure.steps, places, strict=True):
        size = (25.0, 20.0) if step.symbol is Symbol.DECISION else (20.0, 15.0)
        parts.append(numbered(step, road.state(step), place, size, has_halo=False))
    width = 28 + (min(len(places), _STRIP_MOST) - 1) * _STRIP_PITCH
    height = places[-1][1] + 14
    return drawing(_name(procedure, road, rounds or {}), width, height, "".join(parts), class_="step-strip")


def _name(procedure: Procedure, road: Road, rounds: Mapping[str, int]) -> str:
    """The drawing in one sentence."""
    count = len(procedure.steps)
    if not road.current:
        return f"Jalur permintaan: selesai, {count} langkah"
    step = procedure.step(road.current)
    acting = next((role.name for role in procedure.roles if role.key == step.responsible), "")
    parts = [f"langkah {clip(step.number, 60, 12)} dari {count}", clip(acting, 400, 12) if acting else ""]
    parts.append(f"putaran ke-{rounds[step.key]}" if rounds.get(step.key, 1) > 1 else "")
    return "Jalur permintaan: " + ", ".join(part for part in parts if part)


def _look(road: Road, source: Step, target: Step) -> str:
    look = "line travelled" if road.has_travelled(source.key, target.key) else "line ahead"
    return f"{look} automatic" if is_unreadable(source) or is_unreadable(target) else look


@dataclass
class _Line:
    procedure: Procedure
    road: Road

    def __post_init__(self) -> None:
        steps = self.procedure.steps
        self.lanes = [role for role in self.procedure.roles if role.has_column] or [Role("", "")]
        self.pitch = min(_WIDEST, max(_NARROWEST, (_WIDTH - NAMES_WIDTH) / max(1, len(steps))))
        self.width = NAMES_WIDTH + self.pitch * len(steps)
        self.place = {step.key: index for index, step in enumerate(steps)}
        self.jumps = [
            (step, self.procedure.step(way.to))
            for step in steps
            for way in step.exits
            if not way.is_correction and self.place.get(way.to, -1) > self.place[step.key] + 1
        ]
        self.jump_tracks = _tracks([(self.place[a.key], self.place[b.key]) for a, b in self.jumps])
        known = [back for back in self.road.returns if back.target in self.place]
        self.returns = known
        self.back_tracks = _tracks([(self.place[back.target], self.place[back.source]) for back in known])
        self.top = _TOP + 7.0 * (max(self.jump_tracks, default=-1) + 1)
        self.bottom = self.top + _LANE * len(self.lanes)

    def draw(self, name: str) -> str:
        height = self.bottom + 6 + _TRACK * (max(self.back_tracks, default=-1) + 1)
        parts = [
            *self._lane_grounds(),
            *self._straight_lines(),
            *(self._jump(pair, track) for pair, track in zip(self.jumps, self.jump_tracks, strict=True)),
            *(self._return(back, track) for back, track in zip(self.returns, self.back_tracks, strict=True)),
            *(self._symbol(step) for step in self.procedure.steps),
        ]
        return drawing(name, self.width, height, "".join(parts), class_="step-line")

    def _lane_grounds(self) -> Iterator[str]:
        for index, role in enumerate(self.lanes):
            look = "lane even" if index % 2 else "lane"
            y = self.top + index * _LANE
            yield element("rect", x=0, y=y, width=self.width, height=_LANE, class_=look)
            yield text(clip(role.name, NAMES_WIDTH - 24, 12.6), 10, y + 23, class_="lane-name")

    def _straight_lines(self) -> Iterator[str]:
        for step in self.procedure.steps:
            for way in step.exits:
                if not way.is_correction and self.place.get(way.to) == self.place[step.key] + 1:
                    target = self.procedure.step(way.to)
                    yield stroke(self._elbow(step, target), _look(self.road, step, target))

    def _elbow(self, source: Step, target: Step) -> str:
        (x, y), (x_to, y_to) = self._middle(source, target), self._middle(target, source)
        begin, end = x + self._half_width(source), x_to - self._half_width(target)
        if y == y_to:
            return f"M{number(begin)} {number(y)}H{number(end)}"
        turn, bend = (begin + end) / 2, min(9.0, (end - begin) / 2)
        down = bend if y_to > y else -bend
        first = f"M{number(begin)} {number(y)}H{number(turn - bend)}"
        first_bend = f"Q{number(turn)} {number(y)} {number(turn)} {number(y + down)}V{number(y_to - down)}"
        second_bend = f"Q{number(turn)} {number(y_to)} {number(turn + bend)} {number(y_to)}"
        return f"{first}{first_bend}{second_bend}H{number(end)}"

    def _jump(self, pair: tuple[Step, Step], track: int) -> str:
        """A way that passes over steps runs above the lanes."""
        source, target = pair
        (x, y), (x_to, y_to) = self._middle(source, target), self._middle(target, source)
        level = self.top - 4 - 7.0 * track
        begin, end = y - self._half_height(source), y_to - self._half_height(target)
        path = f"M{number(x + 4)} {number(begin)}V{number(level)}H{number(x_to - 4)}V{number(end)}"
        return stroke(path, _look(self.road, source, target))

    def _return(self, back: Return, track: int) -> str:
        """A return runs below the lanes; where one arrives and another leaves, they keep beside each other."""
        source, target = self.procedure.step(back.source), self.procedure.step(back.target)
        (x, y), (x_to, y_to) = self._middle(source, target), self._middle(target, source)
        x += 6.0 if any(other.target == back.source for other in self.returns) else 0.0
        x_to -= 6.0 if any(other.source == back.target for other in self.returns) else 0.0
        level = self.bottom + 5 + _TRACK * track
        begin, end = y + self._half_height(source) + 2, y_to + self._half_height(target) + 2
        path = f"M{number(x)} {number(begin)}V{number(level)}H{number(x_to)}V{number(end + 7)}"
        tip = f"M{number(x_to - 4.5)} {number(end + 8)}l4.5 -8 4.5 8z"
        words = f"putaran ke-{back.round}"
        at = x_to + max(text_width(words, 11) / 2 + 8, (x - x_to) / 2)
        label = text(words, at, level - 5, text_anchor="middle", class_="round")
        return stroke(path, "line back") + element("path", d=tip, class_="back-head") + label

    def _symbol(self, step: Step) -> str:
        state = self.road.state(step)
        words = (
            f"Langkah {clip(step.number, 60, 12)}: {clip(step.short or step.activity, 900, 12)} ({STATE_WORDS[state]})"
        )
        x, y = self._middle(step, step)
        if self._is_band(step):
            shape = Shape(Kind.BOX, x, y, 34.0, _LANE * len(self.lanes) - 8)
            ground = outline(shape, class_=f"shape {state}", rx=3)
            figure = ground + text(
                clip(step.number, 30, 11), x, y + 4.3, text_anchor="middle", class_=f"number {state}"
            )
        else:
            size = (2 * self._half_width(step) - 2, 2 * self._half_height(step))
            figure = numbered(step, state, (x, y), size, has_halo=True)
        return element("g", title(words) + figure, class_="step", data_step=step.key)

    def _is_band(self, step: Step) -> bool:
        return is_unreadable(step) or not any(role.key in step.roles for role in self.lanes)

    def _middle(self, step: Step, other: Step) -> tuple[float, float]:
        """Centre of a step's symbol; a band is met at the height of the step on the other side."""
        x = NAMES_WIDTH + (self.place[step.key] + 0.5) * self.pitch
        if not self._is_band(step):
            lane = next(index for role in step.roles for index, lane in enumerate(self.lanes) if lane.key == role)
            return x, self.top + (lane + 0.5) * _LANE
        if other is step or self._is_band(other):
            return x, self.top + len(self.lanes) * _LANE / 2
        return x, self._middle(other, other)[1]

    def _half_width(self, step: Step) -> float:
        return 18.0 if self._is_band(step) else 21.0 if step.symbol is Symbol.DECISION else 20.0

    def _half_height(self, step: Step) -> float:
        if self._is_band(step):
            return _LANE * len(self.lanes) / 2 - 4
        return 13.0 if step.symbol is Symbol.DECISION else 11.0


def _tracks(spans: Sequence[tuple[int, int]]) -> list[int]:
    """For each span the first track on which it meets no span before it."""
    tracks: list[int] = []
    for number_of, (low, high) in enumerate(spans):
        taken = {
            tracks[other]
            for other, (other_low, other_high) in enumerate(spans[:number_of])
            if low <= other_high and high >= other_low
        }
        tracks.append(next(track for track in range(len(spans)) if track not in taken))
    return tracks
