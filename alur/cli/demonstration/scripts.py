"""Which way each demonstration case goes: the moves up to where it stands now, chosen by a seeded generator."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from alur.sop import follow
from alur.sop.document import Clock, Procedure, Step

ENDED, WITHDRAWN, CANCELLED = "selesai", "ditarik", "dibatalkan"


@dataclass
class Move:
    """One visit: how much working time it uses, how it is decided, and what happens in between."""

    step: str
    decision: str
    seconds: int
    pause_seconds: int = 0
    is_recalled_first: bool = False
    is_reassigned: bool = False


@dataclass
class Script:
    """The moves of a case, then its present: ended, or waiting in a step with some time used."""

    moves: list[Move] = field(default_factory=list)
    ending: str = ""
    waiting_seconds: int = 0
    is_paused: bool = False
    is_unseen: bool = False

    @property
    def seconds(self) -> int:
        """Working time from the opening until now (or the end)."""
        return self.waiting_seconds + sum(move.seconds + move.pause_seconds for move in self.moves)


# Steps by printed number where open cases stand, with the share of the standard used so far; > 1 is overdue.
OPEN = [
    ("1", 0.2), ("2", 0.5), ("3", 0.4), ("4", 0.75), ("5", 0.1), ("6", 0.6), ("8", 0.3), ("9", 0.4), ("10", 0.5),
    ("5", 1.15), ("3", 1.2), ("2", 6.8), ("4", 1.6), ("5", 0.55), ("6", 1.4), ("8", 1.1), ("1", 2.5), ("10", 1.3),
    ("5", 0.8), ("3", 0.9), ("9", 3.0), ("5", 0.35),
]  # fmt: skip


def write_scripts(procedure: Procedure, count: int, chance: random.Random) -> list[Script]:
    """One script per case. Two in five are still open, at every step; the others ended, some before their time."""
    scripts = []
    opened = 0
    for number in range(count):
        kind = number % 30
        if kind in (7, 22):
            scripts.append(_cut_short(procedure, WITHDRAWN, chance))
        elif kind == 15:
            scripts.append(_cut_short(procedure, CANCELLED, chance))
        elif number % 5 in (0, 3):
            target, share = OPEN[opened % len(OPEN)]
            opened += 1
            scripts.append(
                _open(procedure, target, share, chance, is_paused=opened % 8 == 5, is_unseen=opened % 3 == 1)
            )
        else:
            scripts.append(Script(_walk(procedure, "", chance), ENDED))
    return scripts


def _open(
    procedure: Procedure, target: str, share: float, chance: random.Random, *, is_paused: bool, is_unseen: bool
) -> Script:
    step = next(step for step in procedure.steps if step.number == target)
    waiting = int(_standard(step) * share)
    return Script(
        _walk(procedure, target, chance), "", waiting, is_paused=is_paused and bool(step.pause_reasons),
        is_unseen=is_unseen and not is_paused and share < 1,
    )  # fmt: skip


def _cut_short(procedure: Procedure, ending: str, chance: random.Random) -> Script:
    script = _open(procedure, chance.choice("345"), 0.5, chance, is_paused=False, is_unseen=False)
    script.ending = ending
    return script


def _walk(procedure: Procedure, target: str, chance: random.Random) -> list[Move]:
    """Moves from the start until the step with this printed number is open ("" = until the end)."""
    moves: list[Move] = []
    rounds: dict[str, int] = {}
    step: Step | None = procedure.start
    must_return = chance.random() < 0.35
    while step is not None and (step.number != target or (must_return and target in "3456" and not rounds)):
        way = step.exits[0]
        corrections = [item for item in step.exits if item.is_correction]
        seen = rounds.get(step.key, 0)
        if corrections and seen < 2 and (chance.random() < (0.35, 0.12)[seen] or (must_return and not rounds)):
            way = corrections[0]
            rounds[step.key] = seen + 1
        moves.append(_move(step, way.key, chance))
        step = follow(procedure, step.key, way.key).step
    return moves


def _move(step: Step, decision: str, chance: random.Random) -> Move:
    share = min(1.9, max(0.08, chance.lognormvariate(-0.35, 0.45)))
    is_work = _standard(step) >= 54_000 and not step.is_check
    pause = int(chance.uniform(1, 7) * 3600) if is_work and chance.random() < 0.25 else 0
    return Move(
        step.key,
        decision,
        max(120, int(_standard(step) * share)),
        pause_seconds=pause,
        is_recalled_first=bool(step.exits[0].to) and not step.is_check and not is_work and chance.random() < 0.05,
        is_reassigned=is_work and chance.random() < 0.08,
    )


def _standard(step: Step) -> int:
    time = step.time
    return time.seconds_max if time and time.seconds_max and time.clock is Clock.WORKING else 3600
