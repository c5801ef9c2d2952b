"""What a report rests on: kept rows of the months that are over, and the record itself for the rest of the period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Min

from alur.records.measures import (
    Counted,
    Figures,
    Group,
    Span,
    count,
    merged,
    midnight,
    month_after,
    month_of,
    months_between,
)
from alur.records.models import Case, KeptFigures, KeptVisits
from alur.records.standing import Standing
from alur.reports.achievement.periods import Period


@dataclass
class MonthPart:
    """The part of one month that lies in the period; `is_kept` when it was read and not counted."""

    month: dt.date
    groups: list[Group] = field(default_factory=list)
    figures: Figures = field(default_factory=Figures)
    is_kept: bool = False


@dataclass
class Gathered:
    """A period as a whole and month by month."""

    period: Period
    parts: list[MonthPart]
    groups: list[Group]
    figures: Figures

    @property
    def is_kept(self) -> bool:
        """True when every month was read from kept rows."""
        return all(part.is_kept for part in self.parts)


def gather(procedure_id: int, periods: Iterable[Period], viewer: Standing, at: dt.datetime) -> list[Gathered]:
    """Each of the periods, up to this instant.

    Three statements for months that are kept; for the others (the running one, and those that a period takes only in
    part) one more, and six each.
    """
    wanted = list(periods)
    cases = Case.objects.visible_to(viewer)
    kept = _kept(procedure_id, wanted, viewer)
    first = _first_month(procedure_id, kept)
    counted: dict[tuple[dt.datetime, dt.datetime], MonthPart] = {}
    span = Span(procedure_id, at, at, cases)
    gathered = []
    for period in wanted:
        parts = []
        for month, start, end in _pieces(period, first, at):
            whole = kept.get(month) if _is_whole(month, period) else None
            if whole is None:
                whole = counted.get((start, end)) or _counted(month, start, end, span)
                counted[start, end] = whole
            parts.append(whole)
        gathered.append(_joined(period, parts))
    return gathered


def _kept(procedure_id: int, periods: Iterable[Period], viewer: Standing) -> dict[dt.date, MonthPart]:
    months = {month for period in periods for month in months_between(period.first, period.until)}
    months = {month for month in months if month_after(month) <= max(period.until for period in periods)}
    mine = {"procedure": procedure_id, "month__in": sorted(months)}
    found: dict[dt.date, MonthPart] = {}
    for row in KeptFigures.objects.visible_to(viewer).filter(**mine):
        part = found.setdefault(row.month, MonthPart(row.month, is_kept=True))
        part.figures.beside(Figures.of_kept(row.figures))
    for visits in KeptVisits.objects.visible_to(viewer).filter(**mine):
        if visits.month in found:
            found[visits.month].groups.append(Group.of_row(visits))
    return found


def _first_month(procedure_id: int, kept: Iterable[dt.date]) -> dt.date | None:
    """The month in which there is something first: kept rows outlive cases whose time of keeping is over."""
    opened_at = Case.objects.filter(procedure=procedure_id).order_by().aggregate(first=Min("opened_at"))["first"]
    return min([*kept, *([month_of(opened_at)] if opened_at else [])], default=None)


def _is_whole(month: dt.date, period: Period) -> bool:
    return period.first <= month and month_after(month) <= period.until


def _pieces(
    period: Period, first: dt.date | None, at: dt.datetime
) -> Iterator[tuple[dt.date, dt.datetime, dt.datetime]]:
    """The months of the period with the instants between which they lie in it, from the first case until now."""
    if first is None:
        return
    month = max(period.first.replace(day=1), first)
    # What happens at this very instant is in: a span ends before its last instant.
    until = min(period.end, at + dt.timedelta(microseconds=1))
    while midnight(month) < until:
        yield month, max(midnight(month), period.start), min(midnight(month_after(month)), until)
        month = month_after(month)


def _counted(month: dt.date, start: dt.datetime, end: dt.datetime, like: Span) -> MonthPart:
    span = Span(like.procedure_id, start, end, like.cases)
    span.editions = like.editions
    found: Counted = count(span)
    figures = found.figures[False]
    figures.beside(found.figures[True])
    return MonthPart(month, found.groups, figures)


def _joined(period: Period, parts: list[MonthPart]) -> Gathered:
    figures = Figures()
    for part in parts:
        figures.add(part.figures)
    return Gathered(period, parts, merged(group for part in parts for group in part.groups), figures)
