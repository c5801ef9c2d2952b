"""What really happened between the steps in a period: every way that was gone, how often, and the time before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from alur.records.measures import ENDED_OUTSIDE, PASSED, RECALLED, Group
from alur.reports.achievement.gathering import Gathered
from alur.reports.achievement.quantiles import middle, p90
from alur.reports.achievement.steps import in_order, step_words
from alur.reports.achievement.words import minutes
from alur.sop.document import Procedure, Step
from alur.sop.draw.process_map import Jump, Move
from alur.worktime.wording import number

OUTSIDE = {"ditarik": "permintaan ditarik", "dibatalkan": "permintaan dibatalkan"}


@dataclass(frozen=True, slots=True)
class WayLine:
    """One way in the table. `kind` is maju, kembali, lain (not on the sheet), akhir or tidak (unused)."""

    step: Step
    decision: str
    label: str
    target: str
    to: str
    count: int
    median: int | None
    p90: int | None
    kind: str
    is_wall_clock: bool


@dataclass(frozen=True)
class ProcessMap:
    """The ways, and what the drawing needs of them; the newest edition's sheet is drawn."""

    procedure: Procedure
    lines: list[WayLine]
    moves: dict[tuple[str, str], Move]
    jumps: list[Jump]
    visits: int

    @property
    def words(self) -> str:
        """The map told as text."""
        gone = [line for line in self.lines if line.count]
        return " ".join(f"{line.step.number} ke {line.target}: {number(line.count)} kali." for line in gone)

    @property
    def sentence(self) -> str:
        """What stands out."""
        if not self.visits:
            return "Belum ada langkah yang selesai pada periode ini."
        backs = [line for line in self.lines if line.kind == "kembali" and line.count]
        most = max(backs, key=lambda line: line.count, default=None)
        if most is None:
            return f"{number(self.visits)} perpindahan, semuanya maju menurut SOP."
        total = sum(line.count for line in backs)
        text = f"{number(self.visits)} perpindahan; {number(total)} di antaranya kembali untuk dikoreksi"
        return f"{text}, terbanyak dari langkah {most.step.number} ke {most.target} ({number(most.count)} kali)."


def process_map(gathered: Gathered, editions: Mapping[int, Procedure]) -> ProcessMap:
    """The map of a period."""
    newest = editions[max(editions)]
    found: dict[tuple[str, str, str], list[Group]] = defaultdict(list)
    steps = {step.key: step for _, step in in_order(editions)}
    for group in gathered.groups:
        key = group.key
        step = steps[key.step]
        decision = step.exits[0].key if key.decision == PASSED and step.exits else key.decision
        found[key.step, decision, key.next_step].append(group)
    lines = [_line(steps, key, groups) for key, groups in found.items()]
    gone = {(line.step.key, line.decision) for line in lines}
    lines += [
        _line(steps, (step.key, way.key, way.to), [])
        for step in newest.steps
        for way in step.exits
        if (step.key, way.key) not in gone
    ]
    order = {key: place for place, key in enumerate(steps)}
    lines.sort(key=lambda line: (order[line.step.key], -line.count, line.target))
    moves = {
        (line.step.key, line.decision): Move(line.count, _time(line))
        for line in reversed(lines)
        if line.count and line.kind in ("maju", "kembali", "akhir")
    }
    jumps = [
        Jump(line.step.key, line.to, line.count, line.label.lower())
        for line in lines
        if line.count and line.kind == "lain" and line.to
    ]
    return ProcessMap(newest, lines, moves, jumps, sum(line.count for line in lines))


def _line(steps: Mapping[str, Step], key: tuple[str, str, str], groups: list[Group]) -> WayLine:
    step, decision, then = steps[key[0]], key[1], key[2]
    way = next((item for item in step.exits if item.key == decision), None)
    used = [seconds for group in groups for seconds, _ in group.pairs]
    label = way.label if way else "ditarik kembali" if decision == RECALLED else OUTSIDE.get(decision, decision)
    target = f"langkah {steps[then].number or step_words(steps[then])}" if then in steps else "selesai"
    if way is not None and way.end and not then:
        target = way.end
    kind = "lain" if way is None else "kembali" if way.is_correction else "maju" if then else "akhir"
    if decision in ENDED_OUTSIDE:
        target, kind = label, "lain"
    is_wall = any(group.key.is_wall_clock for group in groups)
    kind = kind if groups else "tidak"
    return WayLine(step, decision, label, target, then, len(used), middle(used), p90(used), kind, is_wall)


def _time(line: WayLine) -> str:
    if line.median is None or line.step.is_automatic:
        return ""
    return f"{minutes(line.median)} menit"
