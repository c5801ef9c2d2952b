"""What a case has done so far, as the step line shows it: the road it stands on, and where it was sent back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alur.sop.document import Procedure, Step
from alur.sop.draw.small import State, is_unreadable


@dataclass(frozen=True, slots=True)
class Return:
    """A case went back from one step to an earlier one; `round` is the round that began there."""

    source: str
    target: str
    round: int


@dataclass(frozen=True, slots=True)
class Road:
    """`steps` are those the case now has behind it, the current one last; a return takes back what came after it."""

    steps: tuple[str, ...]
    current: str
    returns: tuple[Return, ...]

    def state(self, step: Step) -> State:
        """How the step is shown."""
        if step.key == self.current:
            return "now"
        if is_unreadable(step):
            return "unreadable"
        return "done" if step.key in self.steps else "open"

    def has_travelled(self, source: str, target: str) -> bool:
        """True when the case went from source to target on its present road."""
        return (source, target) in zip(self.steps, self.steps[1:], strict=False)


def road_of(procedure: Procedure, travelled: Sequence[str], current: str, rounds: Mapping[str, int]) -> Road:
    """The road of a case. `travelled` has the keys of its visits' steps in order, with or without the current one last;
    `rounds` by step key how often the case has come there. Keys that the procedure does not know are passed over.
    """
    place = {step.key: number for number, step in enumerate(procedure.steps)}
    visits = [key for key in travelled if key in place]
    if current in place and (not visits or visits[-1] != current):
        visits.append(current)
    road: list[str] = []
    returns: dict[tuple[str, str], Return] = {}
    for key in visits:
        if key in road:
            target = (road[-1], key)
            returns[target] = Return(*target, max(2, rounds.get(key, 2)))
            del road[road.index(key) :]
        road.append(key)
    if not returns:
        returns = _returns_by_rounds(procedure, visits, rounds)
    return Road(tuple(_with_automatic(procedure, road)), current if current in place else "", tuple(returns.values()))


def _returns_by_rounds(
    procedure: Procedure, visits: Sequence[str], rounds: Mapping[str, int]
) -> dict[tuple[str, str], Return]:
    """Where the visits are given once each, a second round tells that the correction leading there was taken."""
    found: dict[tuple[str, str], Return] = {}
    for step in procedure.steps:
        for way in step.exits:
            if way.is_correction and rounds.get(way.to, 1) > 1 and step.key in visits:
                found[step.key, way.to] = Return(step.key, way.to, rounds[way.to])
    return found


def _with_automatic(procedure: Procedure, road: Sequence[str]) -> list[str]:
    """Steps that pass by themselves may have no visit; the road runs through them all the same."""
    whole: list[str] = []
    for key, following in zip(road, [*road[1:], ""], strict=True):
        whole.append(key)
        for way in procedure.step(key).exits:
            passed = next((step for step in procedure.steps if step.key == way.to and is_unreadable(step)), None)
            if passed and passed.key not in road and any(onward.to == following for onward in passed.exits):
                whole.append(passed.key)
                break
    return whole
