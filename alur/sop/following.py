"""Where a decision leads: from a step and one of its ways out to the next step that a person acts in, or to an end."""

from __future__ import annotations

from dataclasses import dataclass

from alur.sop.document import Exit, Procedure, Step
from alur.sop.roads import longest_seconds, makers_to_check, readable_seconds, shortest_seconds

__all__ = [
    "Destination",
    "follow",
    "longest_seconds",
    "makers_to_check",
    "readable_seconds",
    "shortest_seconds",
    "supervising_roles",
]


@dataclass(frozen=True)
class Destination:
    """Where an exit leads. `step` is None at an end, and `end` is then its result; `passed` are the automatic steps."""

    exit: Exit
    passed: tuple[Step, ...]
    step: Step | None
    end: str = ""


def follow(procedure: Procedure, step_key: str, exit_key: str) -> Destination:
    """The destination of this exit of this step; automatic steps on the way are passed through.

    Raises KeyError for a step or an exit that the procedure does not have, ValueError where automatic steps lead
    round in a circle (the checker refuses such a file).
    """
    way = taken = procedure.step(step_key).exit(exit_key)
    passed: list[Step] = []
    while way.to:
        step = procedure.step(way.to)
        if not step.is_automatic:
            return Destination(taken, tuple(passed), step)
        if step in passed or not step.exits:
            raise ValueError(f"Langkah otomatis “{step.key}” tidak membawa berkas ke mana pun.")
        passed.append(step)
        way = step.exits[0]
    return Destination(taken, tuple(passed), None, way.end)


def supervising_roles(procedure: Procedure) -> set[str]:
    """Keys of the roles that check somebody's work, name who works, or may cancel."""
    found = {step.responsible for step in procedure.steps if step.is_check or step.appoints}
    return (found | set(procedure.cancelling_roles)) - {""}
