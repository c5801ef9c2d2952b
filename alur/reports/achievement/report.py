"""A whole report of one procedure over one period, with the period before beside it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from alur.records.measures import ENDED_OUTSIDE, Departure, Figures
from alur.records.models import Edition, Procedure, Role, document_of
from alur.records.standing import Standing
from alur.reports.achievement.findings import Finding, Measured, findings
from alur.reports.achievement.gathering import Gathered, MonthPart, gather
from alur.reports.achievement.periods import Period
from alur.reports.achievement.quantiles import middle, share
from alur.reports.achievement.steps import CheckLine, StepLine, check_lines, in_order, step_lines
from alur.reports.achievement.work import (
    AgeLine,
    PersonLine,
    PlaceLine,
    age_lines,
    in_hand_now,
    people_lines,
    place_lines,
    roles_of,
)
from alur.sop.document import Procedure as Document

REASONS = 6
Lines = tuple[list[StepLine], list[CheckLine], list[PersonLine], list[AgeLine]]
Known = tuple[Mapping[int, Document], list[Role]]


@dataclass(frozen=True, slots=True)
class Totals:
    """The few figures at the head of a report. `standard` is the sum of the working standards on the straight road."""

    opened: int
    done: int
    outside: int
    running: int
    judged: int
    on_time: int
    first: int
    first_right: int
    lead: int | None

    @property
    def share(self) -> float | None:
        return share(self.on_time, self.judged)

    @property
    def first_share(self) -> float | None:
        return share(self.first_right, self.first)


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month of the trend; `is_part` when the period or the present cuts it."""

    month: dt.date
    count: int
    judged: int
    on_time: int
    done: int
    lead: int | None
    is_part: bool

    @property
    def share(self) -> float | None:
        return share(self.on_time, self.judged)


@dataclass(frozen=True, slots=True)
class Reason:
    """A wording of correction points of one check, and how often; `text` is "" for those of secret requests."""

    step: str
    step_number: str
    text: str
    count: int


@dataclass(frozen=True)
class Report:
    """All that the pages and files of a report print."""

    at: dt.datetime
    procedure: Procedure
    document: Document
    editions: Mapping[int, Document]
    edition_id: int
    period: Period
    totals: Totals
    before: Totals
    steps: list[StepLine]
    trend: list[MonthLine]
    checks: list[CheckLine]
    reasons: list[Reason]
    points: int
    people: list[PersonLine]
    units: list[PlaceLine]
    applications: list[PlaceLine]
    ages: list[AgeLine]
    departures: dict[Departure, int]
    findings: list[Finding]
    gathered: Gathered

    @property
    def is_running(self) -> bool:
        """True while the period is not over."""
        return self.period.end > self.at

    @property
    def is_empty(self) -> bool:
        return not self.gathered.groups and not self.gathered.figures.opened and not self.ages


def report_of(procedure: Procedure, period: Period, viewer: Standing, at: dt.datetime) -> Report:
    """The report as this person may see it."""
    editions = editions_of(procedure)
    newest = max(editions)
    now, before = gather(procedure.pk, (period, period.before), viewer, at)
    known = roles_of(procedure.pk)
    roles = {role.pk: role.name for role in known}
    steps = step_lines(editions, now.groups, before.groups, roles)
    checks, checks_before = check_lines(editions, now.groups), check_lines(editions, before.groups)
    in_hand = in_hand_now(procedure.pk, viewer) if period.end > at else None
    people = people_lines(now.figures, roles, in_hand)
    units, applications = place_lines(now.figures)
    ages = age_lines(now.figures, in_order(editions))
    reasons = _reasons(now.figures, editions)
    totals = _totals(now, steps, checks)
    totals_before = _totals(before, step_lines(editions, before.groups, [], roles), checks_before)
    lines = (steps, checks, people, ages)
    measured = _measured(lines, reasons, (totals, totals_before), (now, before), (editions, known))
    return Report(
        at=at,
        procedure=procedure,
        document=editions[newest],
        editions=editions,
        edition_id=newest,
        period=period,
        totals=totals,
        before=totals_before,
        steps=steps,
        trend=[_month(part, period, at, editions, roles) for part in now.parts],
        checks=checks,
        reasons=reasons[:REASONS],
        points=sum(now.figures.points.values()),
        people=people,
        units=units,
        applications=applications,
        ages=ages,
        departures={kind: now.figures.departures.get(str(kind), 0) for kind in Departure},
        findings=findings(measured),
        gathered=now,
    )


def _measured(
    lines: Lines,
    reasons: list[Reason],
    totals: tuple[Totals, Totals],
    gathered: tuple[Gathered, Gathered],
    known: Known,
) -> Measured:
    """What the sentences are made of; each pair is the period and the one before."""
    editions, roles = known
    named = {step.appoints for document in editions.values() for step in document.steps}
    steps, checks, people, ages = lines
    return Measured(
        steps=steps,
        checks=checks,
        people=people,
        ages=ages,
        reasons=[(reason.step, reason.text, reason.count) for reason in reasons],
        before=gathered[1].period.label,
        lead=totals[0].lead,
        leads=len(gathered[0].figures.leads),
        lead_before=totals[1].lead,
        leads_before=len(gathered[1].figures.leads),
        shared_roles=frozenset(role.pk for role in roles if role.key in named),
        working_day=editions[max(editions)].minutes_per_day,
    )


def editions_of(procedure: Procedure) -> dict[int, Document]:
    """The documents of all editions by key. One statement."""
    found = Edition.objects.filter(procedure=procedure).order_by("pk").values_list("pk", flat=True)
    return {pk: document_of(pk) for pk in found}


def _totals(gathered: Gathered, steps: list[StepLine], checks: list[CheckLine]) -> Totals:
    figures = gathered.figures
    outside = sum(count for (_, _, result), count in figures.ended.items() if result in ENDED_OUTSIDE)
    first = sum(line.first for line in checks)
    return Totals(
        opened=sum(figures.opened.values()),
        done=sum(figures.ended.values()) - outside,
        outside=outside,
        running=sum(figures.ages.values()),
        judged=sum(line.judged for line in steps),
        on_time=sum(line.on_time for line in steps),
        first=first,
        first_right=first - sum(line.first_returned for line in checks),
        lead=middle(figures.leads),
    )


def _month(
    part: MonthPart, period: Period, at: dt.datetime, editions: Mapping[int, Document], roles: Mapping[int, str]
) -> MonthLine:
    steps = step_lines(editions, part.groups, [], roles)
    figures = part.figures
    return MonthLine(
        month=part.month,
        count=sum(line.count for line in steps),
        judged=sum(line.judged for line in steps),
        on_time=sum(line.on_time for line in steps),
        done=sum(count for (_, _, result), count in figures.ended.items() if result not in ENDED_OUTSIDE),
        lead=middle(figures.leads),
        is_part=not part.is_kept,
    )


def _reasons(figures: Figures, editions: Mapping[int, Document]) -> list[Reason]:
    """Wordings over both severities, the most frequent first."""
    counts: Counter[tuple[str, str]] = Counter()
    for (step, _, text), count in figures.points.items():
        counts[step, text] += count
    numbers = {step.key: step.number for _, step in in_order(editions)}
    found = [Reason(step, numbers.get(step, ""), text, count) for (step, text), count in counts.items()]
    return sorted(found, key=lambda reason: (-reason.count, reason.step_number, reason.text))
