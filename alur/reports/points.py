"""All correction points of a case, each with what was said about it in every round, told from the record."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from alur.records.models import Case, CorrectionPoint, Entry, PointState, Severity, SubjectKind, Visit, document_of
from alur.records.standing import Standing
from alur.sop.document import Procedure


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing said about a point: an answer, or a verdict on one. `kind` is jawaban, diterima or belum."""

    kind: str
    text: str
    who: str
    acting_as: str
    at: dt.datetime
    round: int


@dataclass(frozen=True, slots=True)
class PointStory:
    """A point with all that was said about it, oldest first; `raised_by` is the checker."""

    point: CorrectionPoint
    visit: Visit
    raised_by: str
    raised_at: dt.datetime
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Raising:
    """The points of one round of one check."""

    visit: Visit
    step: str
    activity: str
    stories: tuple[PointStory, ...]


@dataclass(frozen=True, slots=True)
class PointFilter:
    """What to show; empty means everything. `round` is the round of the check that raised the point."""

    round: int = 0
    step: str = ""
    state: str = ""
    severity: str = ""

    @property
    def narrows(self) -> bool:
        return bool(self.round or self.step or self.state or self.severity)

    def takes(self, point: CorrectionPoint, visit: Visit) -> bool:
        wanted = (self.round or visit.round, self.step or point.step, self.state or point.state)
        return wanted == (visit.round, point.step, point.state) and self.severity in ("", point.severity)


@dataclass(frozen=True, slots=True)
class PointList:
    """The points of a case by check and round; `counts` are of all points, `steps` and `rounds` can be chosen."""

    case: Case
    raisings: tuple[Raising, ...]
    total: int
    shown: int
    counts: tuple[tuple[str, int], ...]
    rounds: tuple[int, ...]
    steps: tuple[tuple[str, str], ...]


def points_of_case(case_number: str, viewer: Standing, chosen: PointFilter) -> PointList:
    """The case's points in four statements. Raises Case.DoesNotExist when there is no such case for this person."""
    case = Case.objects.visible_to(viewer).select_related("unit", "letter").get(number=case_number)
    procedure = document_of(case.edition_id)
    points = list(case.points.select_related("raised_in__closed_by").order_by("raised_in__number", "number"))
    lines = _lines(case)
    turns = _turns(lines, {visit.number: visit.round for visit in case.visits.all()})
    by_visit = {line.data["closes"]["number"]: line for line in lines}
    shown = [point for point in points if chosen.takes(point, point.raised_in)]
    raisings = tuple(
        _raising(visit, [_story(point, by_visit.get(visit.number), turns) for point in group], procedure)
        for visit, group in groupby(shown, lambda point: point.raised_in)
    )
    return PointList(
        case=case,
        raisings=raisings,
        total=len(points),
        shown=len(shown),
        counts=_counts(points),
        rounds=tuple(sorted({point.raised_in.round for point in points})),
        steps=tuple(dict.fromkeys((point.step, _step_name(procedure, point.step)) for point in points)),
    )


def _lines(case: Case) -> list[Entry]:
    """The lines that closed a step, oldest first, without those that were recalled."""
    lines: dict[int, Entry] = {}
    rows = Entry.objects.of(SubjectKind.CASE, case.pk).filter(kind__in=("performed", "recalled")).select_related("by")
    for entry in rows:
        if entry.kind == "performed":
            lines[entry.data["closes"]["number"]] = entry
        else:
            lines.pop(entry.data["takes_back"], None)
    return list(lines.values())


def _turns(lines: Iterable[Entry], rounds: Mapping[int, int]) -> dict[int, list[Turn]]:
    turns: dict[int, list[Turn]] = defaultdict(list)
    for line in lines:
        round_number = rounds.get(line.data["closes"]["number"], 1)
        for number, kind, text in _said(line.data.get("points") or {}):
            who = line.by.name if line.by else "Sistem"
            turns[number].append(Turn(kind, text, who, line.acting_as, line.at, round_number))
    return turns


def _said(points: Mapping[str, Any]) -> Iterator[tuple[int, str, str]]:
    for item in points.get("judged", []):
        yield item["number"], "diterima" if item["is_accepted"] else "belum", item["reason"]
    for item in points.get("answered", []):
        yield item["number"], "jawaban", item["answer"]


def _story(point: CorrectionPoint, line: Entry | None, turns: Mapping[int, list[Turn]]) -> PointStory:
    visit = point.raised_in
    who = line.by.name if line is not None and line.by else "Sistem"
    at = line.at if line is not None else visit.closed_at or visit.opened_at
    return PointStory(point, visit, who, at, tuple(turns.get(point.number, ())))


def _raising(visit: Visit, stories: list[PointStory], procedure: Procedure) -> Raising:
    step = procedure.step(visit.step)
    return Raising(visit, _step_name(procedure, visit.step), step.short or step.activity, tuple(stories))


def _step_name(procedure: Procedure, key: str) -> str:
    step = procedure.step(key)
    return f"Langkah {step.number}" if step.number else step.short or step.activity[:60]


def _counts(points: Iterable[CorrectionPoint]) -> tuple[tuple[str, int], ...]:
    """How many points are in each state, and how many are remarks; what there is none of is left out."""
    rows = list(points)
    states = [(state.label.lower(), sum(point.state == state for point in rows)) for state in PointState]
    remarks = ("berupa catatan", sum(point.severity == Severity.REMARK for point in rows))
    return tuple((label, count) for label, count in (*states, remarks) if count)
