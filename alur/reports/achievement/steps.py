"""Capaian mutu baku by step and role: how many, median and p90 of used time, on time; waiting and working; rounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from alur.records.measures import NOT_WORKED, PASSED, Group
from alur.reports.achievement.quantiles import middle, p90, share
from alur.sop.document import Procedure, Step

FEW = 5


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step in one role. Seconds of its own clock; `standard` is that of the newest edition, None without one.

    `waited` and `worked` are the sums of both clocks over the visits of which both were kept.
    """

    edition_id: int
    step: Step
    role_id: int | None
    role: str
    is_wall_clock: bool
    count: int
    standard: int | None
    median: int | None
    p90: int | None
    judged: int
    on_time: int
    waited: int
    worked: int
    waited_median: int | None
    before_share: float | None = None
    before_judged: int = 0
    is_automatic: bool = False

    @property
    def share(self) -> float | None:
        """Per cent of the judged visits that were on time."""
        return share(self.on_time, self.judged)

    @property
    def late(self) -> int:
        return self.judged - self.on_time

    @property
    def change(self) -> float | None:
        """Points more or less on time than in the period before; None where one of both is missing."""
        if self.share is None or self.before_share is None:
            return None
        return round(self.share - self.before_share, 1)

    @property
    def waiting_share(self) -> float | None:
        """Per cent of the time that the step lay unopened."""
        return share(self.waited, self.waited + self.worked)

    @property
    def name(self) -> str:
        return step_words(self.step)


@dataclass(frozen=True, slots=True)
class CheckLine:
    """The decisions of a check: first checks, of them returned; approvals by the round in which they came."""

    edition_id: int
    step: Step
    checks: int
    first: int
    first_returned: int
    returned: int
    approved: tuple[int, int, int]

    @property
    def first_right(self) -> float | None:
        """Per cent of first checks that did not send the work back."""
        return share(self.first - self.first_returned, self.first)

    @property
    def shares(self) -> tuple[float, float, float]:
        """Per cent of the approvals in the first, in the second, and in later rounds."""
        total = sum(self.approved)
        one, two, more = (share(count, total) or 0.0 for count in self.approved)
        return one, two, more

    @property
    def name(self) -> str:
        return step_words(self.step)


def step_words(step: Step) -> str:
    """A step in few words: its short name, else the beginning of what it does."""
    return step.short or (step.activity if len(step.activity) <= 60 else step.activity[:59].rstrip() + "…")


def step_lines(
    editions: Mapping[int, Procedure],
    groups: Sequence[Group],
    before: Sequence[Group],
    roles: Mapping[int, str],
) -> list[StepLine]:
    """A line for every step of the newest edition, and for steps of older ones that were done, in the sheet's order.

    What passed by itself, was recalled, or ended with a case that was withdrawn or cancelled is not judged.
    """
    newest = max(editions)
    mine, theirs = _worked(groups), _worked(before)
    passed = {group.key.step for group in groups if group.key.decision == PASSED}
    lines = []
    for edition, step in in_order(editions):
        keys = sorted((key for key in mine if key[0] == step.key), key=str) or [(step.key, None, False)]
        if edition != newest and not any(key in mine for key in keys):
            continue
        for key in keys:
            role = roles.get(key[1] or 0, "") or _role_name(editions[edition], step)
            line = _line(edition, step, key, role, mine.get(key, []), theirs.get(key, []))
            lines.append(line if step.key not in passed or line.count else replace(line, is_automatic=True))
    return lines


def _line(
    edition: int,
    step: Step,
    key: tuple[str, int | None, bool],
    role: str,
    groups: list[Group],
    before: list[Group],
) -> StepLine:
    pairs = [pair for group in groups for pair in group.pairs]
    used = [seconds for seconds, _ in pairs]
    both = [(seconds, waited) for seconds, waited in pairs if waited is not None]
    judged, late = sum(group.judged for group in groups), sum(group.late for group in groups)
    judged_before = sum(group.judged for group in before)
    return StepLine(
        edition_id=edition,
        step=step,
        role_id=key[1],
        role=role,
        is_wall_clock=key[2],
        count=len(pairs),
        standard=step.time.seconds_max if step.time else None,
        median=middle(used),
        p90=p90(used),
        judged=judged,
        on_time=judged - late,
        waited=sum(min(waited, seconds) for seconds, waited in both),
        worked=sum(max(0, seconds - waited) for seconds, waited in both),
        waited_median=middle([waited for _, waited in both]),
        before_share=share(judged_before - sum(group.late for group in before), judged_before),
        before_judged=judged_before,
        is_automatic=step.is_automatic,
    )


def check_lines(editions: Mapping[int, Procedure], groups: Iterable[Group]) -> list[CheckLine]:
    """The checks of the procedure in the sheet's order, those that had none in the period left out."""
    by_step: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        if group.key.decision not in NOT_WORKED:
            by_step[group.key.step].append(group)
    found = []
    for edition, step in in_order(editions):
        mine = by_step.get(step.key, [])
        backs = {way.key for way in step.exits if way.is_correction}
        if not backs or not mine:
            continue
        returned = [group for group in mine if group.key.decision in backs]
        approved = [group for group in mine if group.key.decision not in backs]
        found.append(
            CheckLine(
                edition,
                step,
                checks=_sum(mine),
                first=_sum(group for group in mine if group.key.round == 1),
                first_returned=_sum(group for group in returned if group.key.round == 1),
                returned=_sum(returned),
                approved=(
                    _sum(group for group in approved if group.key.round == 1),
                    _sum(group for group in approved if group.key.round == 2),
                    _sum(group for group in approved if group.key.round > 2),
                ),
            )
        )
    return found


def in_order(editions: Mapping[int, Procedure]) -> Iterable[tuple[int, Step]]:
    """Every step once, by its newest edition; steps that only older editions have come last."""
    seen: set[str] = set()
    for edition in sorted(editions, reverse=True):
        for step in editions[edition].steps:
            if step.key not in seen:
                seen.add(step.key)
                yield edition, step


def _worked(groups: Iterable[Group]) -> dict[tuple[str, int | None, bool], list[Group]]:
    found: dict[tuple[str, int | None, bool], list[Group]] = defaultdict(list)
    for group in groups:
        if group.key.decision not in NOT_WORKED:
            found[group.key.step, group.key.role_id, group.key.is_wall_clock].append(group)
    return found


def _role_name(document: Procedure, step: Step) -> str:
    return document.role(step.responsible).name if step.responsible else ""


def _sum(groups: Iterable[Group]) -> int:
    return sum(group.count for group in groups)
