"""Puts the case page together: the case if it exists for the viewer, then each part from rows read once."""

from __future__ import annotations

import datetime as dt

from alur.records.models import Case, Duty, Pause, Visit, document_of
from alur.records.standing import Standing
from alur.reports.case_page.clock import clock_of, short_reckoning
from alur.reports.case_page.departures import case_departures
from alur.reports.case_page.drafts import drafts_of
from alur.reports.case_page.marks import marks_of
from alur.reports.case_page.page import CasePage, Points, Record, ShortReckoning
from alur.reports.case_page.papers import inputs_of, papers_of
from alur.reports.case_page.points import points_of
from alur.reports.case_page.story import message_of, record_of
from alur.reports.timing import CalendarsByUnit
from alur.reports.two_clocks import two_clocks
from alur.sop.document import Form, Procedure, Step
from alur.worktime import Calendar

RECORD_LIMIT = 50


def describe(
    case_number: str,
    viewer: Standing,
    at: dt.datetime,
    *,
    calendar: Calendar,
    version: int = 0,
    is_whole: bool = False,
    by_unit: CalendarsByUnit | None = None,
) -> CasePage:
    """The page of this case as the viewer may see it. `version` is the calendar's; `is_whole` reads the whole record.

    The time left is counted on the calendar of `by_unit` for the visit, on `calendar` without them.
    Raises Case.DoesNotExist when there is no such case for this person.
    """
    case = find_case(case_number, viewer)
    procedure = document_of(case.edition_id)
    visits = tuple(case.visits.select_related("role", "assignee", "closed_by").order_by("number"))
    visit = next((item for item in visits if item.is_open), None) if case.is_open else None
    step = procedure.step(visit.step) if visit else None
    calendar = by_unit.of_visit(visit) if by_unit and visit else calendar
    papers = papers_of(case, procedure, step)
    record = record_of(case, procedure, visits, limit=None if is_whole else RECORD_LIMIT)
    return CasePage(
        at=at,
        case=case,
        procedure=procedure,
        visits=visits,
        visit=visit,
        step=step,
        is_mine=visit is not None and is_turn_of(visit, viewer),
        holder=_holder(visit, procedure, step),
        clock=clock_of(visit, procedure, calendar, at) if visit else None,
        pause=_running_pause(visit, at),
        two_clocks=two_clocks(visit, calendar, at) if visit else None,
        why=short_reckoning(visit, calendar, at) if visit else ShortReckoning(),
        marks=marks_of(procedure, visits, visit, at),
        inputs=inputs_of(step, procedure, papers),
        papers=papers,
        points=_points(case, visits, visit, procedure, record),
        record=record,
        drafts=drafts_of(case, viewer, visits, visit, procedure),
        probes=_probes(visit, step, procedure),
        message=message_of(record, visit),
        calendar_version=version,
        departures=case_departures(case, procedure, visits, record),
    )


def find_case(case_number: str, viewer: Standing) -> Case:
    """The case with all that its head line and its letter show. Raises Case.DoesNotExist."""
    return (
        Case.objects.visible_to(viewer)
        .select_related("letter__unit", "letter__scan", "unit", "application", "procedure", "edition")
        .defer("edition__text")
        .get(number=case_number)
    )


def is_turn_of(visit: Visit, viewer: Standing) -> bool:
    """True when this open visit waits for this person: assigned to the person, or to nobody in a role that is held."""
    if visit.assignee_id not in (None, viewer.user_id):
        return False
    if visit.role is not None and visit.role.is_outside:
        return viewer.has_duty(Duty.LETTER_DESK)
    return visit.role_id in viewer.role_ids


def _running_pause(visit: Visit | None, at: dt.datetime) -> Pause | None:
    """Why the clock stands still. One statement, none while it runs."""
    if visit is None or not visit.is_paused(at):
        return None
    return visit.pauses.select_related("letter", "paused_by").filter(ends_at__isnull=True).first()


def _holder(visit: Visit | None, procedure: Procedure, step: Step | None) -> str:
    if visit is None or step is None:
        return ""
    if visit.assignee is not None:
        return f"{visit.assignee.name} ({visit.role.name})" if visit.role else visit.assignee.name
    return visit.role.name if visit.role else "pelaksana yang tidak terbaca pada naskah sumber"


def _points(case: Case, visits: tuple[Visit, ...], visit: Visit | None, procedure: Procedure, record: Record) -> Points:
    """One statement, none where no check has been closed, or where all lines are read and none raised a point."""
    is_checked = any(way.is_correction for item in visits if item.closed_at for way in procedure.step(item.step).exits)
    is_raised = any((line.entry.data.get("points") or {}).get("raised") for line in record.lines)
    every = list(case.points.select_related("answered_by")) if is_checked and (is_raised or record.older) else []
    return points_of(every, visits, visit, procedure)


def _probes(visit: Visit | None, step: Step | None, procedure: Procedure) -> tuple:
    if visit is None or step is None:
        return ()
    has_release = any(procedure.paper(output.paper).form is Form.RELEASE for output in step.outputs)
    return tuple(visit.probes.all()[:10]) if has_release else ()
