"""Counts a span from the record: the groups of its closed visits and the figures of its cases. Seven statements."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, Q, Subquery, Sum

from alur.records.measures.departures import (
    BY_ITSELF,
    ENDED_OUTSIDE,
    IN_LINES,
    LINES,
    NOT_WORKED,
    RECALLED,
    Departure,
)
from alur.records.measures.figures import HIDDEN_POINT, Figures
from alur.records.measures.groups import Group, GroupKey, merged
from alur.records.measures.span import Span
from alur.records.models import Case, CorrectionPoint, Visit
from alur.records.models.letters import SECRET_CLASSES, Security

AGES = (7, 30, 90)
POINT_LENGTH = 160
PORTION = 2000
VISIT_COLUMNS = (
    "case__edition_id",
    "step",
    "role_id",
    "is_wall_clock",
    "decision",
    "next_step",
    "round",
    "case__security",
    "used_seconds",
    "waited_seconds",
    "standard_seconds",
    "is_late",
    "closed_by_id",
)


@dataclass
class Counted:
    """What a span holds: groups in a fixed order, and figures: of sangat rahasia cases (True), of all others."""

    groups: list[Group] = field(default_factory=list)
    figures: dict[bool, Figures] = field(default_factory=lambda: {False: Figures(), True: Figures()})

    def kept(self) -> dict[bool, dict[str, Any]]:
        """The figures as JSON; those of sangat rahasia only where there is something to tell."""
        return {apart: found.kept() for apart, found in self.figures.items() if not apart or found != Figures()}


def count(span: Span) -> Counted:
    """The span, counted from visits, cases, points, pauses and lines."""
    counted = Counted()
    _visits(span, counted)
    _cases(span, counted.figures)
    _ages(span, counted.figures)
    _points(span, counted.figures)
    _pauses(span, counted.figures)
    _lines(span, counted.figures)
    return counted


def age_of(opened_at: dt.datetime, at: dt.datetime) -> int:
    """The class of age: the most days it may have by `AGES`, 0 for older than all."""
    days = (at - opened_at) / dt.timedelta(days=1)
    return next((limit for limit in AGES if days <= limit), 0)


def is_apart(security: str) -> bool:
    """Whether a case of this class is counted apart: of those, each role holder knows some and not others."""
    return security == Security.TOP_SECRET


def _visits(span: Span, counted: Counted) -> None:
    after = Visit.objects.filter(case=OuterRef("case"), number=OuterRef("number") + 1).values("step")[:1]
    found: dict[GroupKey, Group] = {}
    rows = span.closed.annotate(next_step=Subquery(after)).values_list(*VISIT_COLUMNS)
    for edition, step, role, wall, way, then, turn, security, used, waited, standard, late, by in rows.iterator(
        PORTION
    ):
        apart = is_apart(security)
        key = GroupKey(edition, step, role, wall, way, then or "", turn, apart)
        group = found.get(key) or found.setdefault(key, Group(key))
        group.add(used, waited, is_judged=standard is not None, is_late=bool(late))
        figures = counted.figures[apart]
        if by is not None and way not in NOT_WORKED:
            figures.count_work(by, role, 1, int(bool(late)), 0 if wall else used or 0)
        departures = figures.departures
        if late and way not in BY_ITSELF:
            departures[Departure.LATE] += 1
        if way == RECALLED:
            departures[Departure.RECALLED] += 1
        if (edition, step, way) in span.returns:
            departures[Departure.RETURNED] += 1
    counted.groups = merged(found.values())


def _cases(span: Span, figures: dict[bool, Figures]) -> None:
    used = Visit.objects.filter(case=OuterRef("pk"), is_wall_clock=False).order_by().values("case")
    began = Q(opened_at__gte=span.start, opened_at__lt=span.end)
    ended = Q(closed_at__gte=span.start, closed_at__lt=span.end)
    rows = span.mine.filter(began | ended).annotate(lead=Subquery(used.annotate(sum=Sum("used_seconds")).values("sum")))
    columns = ("unit_id", "application_id", "security", "opened_at", "closed_at", "result", "lead")
    for unit, application, security, opened_at, closed_at, result, lead in rows.values_list(*columns):
        mine = figures[is_apart(security)]
        if span.start <= opened_at < span.end:
            mine.opened[unit, application] += 1
        if closed_at is None or not span.start <= closed_at < span.end:
            continue
        mine.ended[unit, application, result] += 1
        if result in ENDED_OUTSIDE:
            mine.departures[Departure.CANCELLED] += 1
        else:
            mine.leads.append(lead or 0)


def _ages(span: Span, figures: dict[bool, Figures]) -> None:
    for step, opened_at, security in span.open_at_end.values_list("step", "case__opened_at", "case__security"):
        figures[is_apart(security)].ages[step, age_of(opened_at, span.end)] += 1


def _points(span: Span, figures: dict[bool, Figures]) -> None:
    """By wording; of secret cases only how many, since their words go no further than the case."""
    rows = CorrectionPoint.objects.filter(raised_in__in=span.closed.values("pk")).order_by()
    for step, severity, text, security in rows.values_list("step", "severity", "text", "case__security"):
        apart = is_apart(security)
        words = HIDDEN_POINT if security in SECRET_CLASSES else " ".join(text.split())[:POINT_LENGTH]
        figures[apart].points[step, severity, words] += 1


def _pauses(span: Span, figures: dict[bool, Figures]) -> None:
    of_case = Subquery(Case.objects.filter(visits=OuterRef("visit")).order_by().values("security")[:1])
    for security in span.pauses.annotate(security=of_case).values_list("security", flat=True):
        figures[is_apart(security)].departures[Departure.PAUSED] += 1


def _lines(span: Span, figures: dict[bool, Figures]) -> None:
    kinds = {"assigned": Departure.REASSIGNED, "performed": Departure.STAND_IN, "calendar": Departure.CALENDAR}
    wanted = Q()
    for departure in IN_LINES:
        wanted |= LINES[departure]
    of_case = Subquery(Case.objects.filter(pk=OuterRef("subject_id")).values("security"))
    for kind, security in span.lines.filter(wanted).annotate(security=of_case).values_list("kind", "security"):
        figures[is_apart(security)].departures[kinds[kind]] += 1
