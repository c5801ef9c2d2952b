"""Jeda: the pauses of all requests that a person may read, the running ones first, by age; and the office's reasons."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, Max, Min, Q, QuerySet, Value, When

from alur.records.clocks import elapsed_seconds
from alur.records.models import Edition, Pause, PauseReason, document_of
from alur.records.models.pauses import runs_at
from alur.records.standing import Standing
from alur.reports.timing import CalendarsByUnit
from alur.reports.two_clocks import length
from alur.reports.wording import moment
from alur.sop.document import Step
from alur.worktime import Calendar

PAGE = 50
RUNNING, ENDED, ANY = "berjalan", "berakhir", "semua"
STATES = {RUNNING: "Berjalan", ENDED: "Berakhir", ANY: "Semua"}


@dataclass(frozen=True, slots=True)
class PauseRow:
    """One pause: of which step, why, on what evidence, since when, until when, and how long in working time."""

    pk: int
    case_number: str
    title: str
    edition_id: int
    step: Step
    reason: str
    note: str
    letter: str
    file_name: str
    since: str
    until: str
    long: str
    paused_by: str
    is_running: bool


@dataclass(frozen=True, slots=True)
class PauseList:
    """A page of pauses. `open_ended` are running ones without a set end; `next_after` leads to the following page."""

    rows: list[PauseRow]
    running: int
    open_ended: int
    oldest: str
    reasons: list[str]
    next_after: int


def pause_list(
    viewer: Standing,
    calendars: CalendarsByUnit,
    at: dt.datetime,
    *,
    state: str = RUNNING,
    reason: str = "",
    after: int = 0,
) -> PauseList:
    """The pauses that this person may see, running ones first, the oldest first; ended ones newest first.

    Three queries, and those of the calendars. `after` is how many rows lie before the page.
    """
    visible = Pause.objects.visible_to(viewer)
    running = visible.running(at).aggregate(
        count=Count("pk"), open_ended=Count("pk", filter=Q(until__isnull=True)), oldest=Min("starts_at")
    )
    names = list(visible.order_by("reason").values_list("reason", flat=True).distinct())
    found = _narrowed(visible, at, state, reason if reason in names else "")
    rows = list(found.select_related("visit__case", "paused_by", "letter")[after : after + PAGE + 1])
    return PauseList(
        rows=[_row(row, calendars.of_visit(row.visit), at) for row in rows[:PAGE]],
        running=running["count"],
        open_ended=running["open_ended"],
        oldest=moment(running["oldest"], at) if running["oldest"] else "",
        reasons=names,
        next_after=after + PAGE if len(rows) > PAGE else 0,
    )


def _narrowed(pauses: QuerySet[Pause], at: dt.datetime, state: str, reason: str) -> QuerySet[Pause]:
    is_running = runs_at(at)
    if reason:
        pauses = pauses.filter(reason=reason)
    if state == RUNNING:
        return pauses.filter(is_running).order_by("starts_at", "pk")
    if state == ENDED:
        return pauses.exclude(is_running).order_by("-starts_at", "-pk")
    rank = Case(When(is_running, then=Value(0)), default=Value(1), output_field=IntegerField())
    return pauses.annotate(rank=rank).order_by("rank", "starts_at", "pk")


def _row(row: Pause, calendar: Calendar, at: dt.datetime) -> PauseRow:
    case, visit = row.visit.case, row.visit
    end = row.known_end
    is_running = row.ends_at is None and (end is None or end > at)
    seconds = elapsed_seconds(calendar, visit, row.starts_at, at if is_running or end is None else end)
    letter = row.letter
    return PauseRow(
        pk=row.pk,
        case_number=case.number,
        title=case.title,
        edition_id=case.edition_id,
        step=document_of(case.edition_id).step(visit.step),
        reason=row.reason,
        note=row.note,
        letter=f"{letter.number} (agenda {letter.agenda_number}/{letter.agenda_year})" if letter else "",
        file_name=row.file_name,
        since=moment(row.starts_at, at),
        until=moment(end, at) if end else "",
        long=length(seconds, is_wall_clock=visit.is_wall_clock),
        paused_by=row.paused_by.name,
        is_running=is_running,
    )


@dataclass(frozen=True, slots=True)
class ReasonList:
    """The office's list, those in use first, and the reasons that a procedure in force names but the list lacks."""

    reasons: list[PauseReason]
    named_only: list[str]
    takers: list[str]


def reason_list() -> ReasonList:
    """The reasons, and the numbers of the procedures whose newest edition takes the whole list. Two queries."""
    reasons = list(PauseReason.objects.order_by("-is_active", "name"))
    known = {row.name for row in reasons}
    newest = Edition.objects.order_by().values("procedure__number").annotate(edition=Max("pk"))
    named: dict[str, None] = {}
    takers = []
    for row in newest:
        steps = document_of(row["edition"]).steps
        named |= dict.fromkeys(reason for step in steps for reason in step.named_pause_reasons if reason not in known)
        if any(step.takes_office_reasons for step in steps):
            takers.append(row["procedure__number"])
    return ReasonList(reasons, sorted(named), sorted(takers))
