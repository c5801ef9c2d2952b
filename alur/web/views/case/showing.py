"""Shows a case and the reckoning of its deadlines. What is not visible to the person does not exist: 404."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alur.actions import mark_seen, situation_of
from alur.actions.clock import Calendars, calendar_of_visit, calendar_version, office_calendar
from alur.actions.packages import why_not_package
from alur.actions.reading import may_see_readings
from alur.records.models import Case, Visit
from alur.reports.case_page import CasePage, ReckoningPage, describe, reckon_visit, visit_reckoning_data
from alur.reports.retention import disposal_of, sees_retention, standing_words
from alur.web.forms.step import errors_of
from alur.web.middleware import Request
from alur.web.reading import opened
from alur.web.views.case.drawing import flow_of
from alur.web.views.case.offering import acts_for, form_for


@login_required
@require_safe
def case(request: Request, number: str) -> HttpResponse:
    page = page_or_404(request, number)
    opened(request, page.case, "permintaan")
    if page.is_mine and page.visit is not None and page.visit.seen_at is None:
        mark_seen(page.visit, by=request.standing, at=request.at)
    return render_case(request, page)


@login_required
@require_safe
def reckoning(request: Request, number: str, visit_number: int) -> HttpResponse:
    page = _reckoned(request, number, visit_number)
    return render(request, "case/reckoning.html", {"page": page, "calendar_version": calendar_version()})


@login_required
@require_safe
def reckoning_json(request: Request, number: str, visit_number: int) -> HttpResponse:
    page = _reckoned(request, number, visit_number)
    version = page.visit.calendar_version or calendar_version()
    data = visit_reckoning_data(page, calendar_of_visit(page.visit), version)
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _reckoned(request: Request, number: str, visit_number: int) -> ReckoningPage:
    try:
        page = reckon_visit(number, visit_number, request.standing, request.at, calendar_of=calendar_of_visit)
    except (Case.DoesNotExist, Visit.DoesNotExist) as error:
        raise Http404 from error
    opened(request, page.case, "perhitungan tenggat")
    return page


def page_or_404(request: Request, number: str) -> CasePage:
    """The page of the case as it is now, for this person."""
    version = calendar_version()
    is_whole = request.GET.get("catatan") == "semua"
    try:
        calendar, calendars = office_calendar(version), Calendars(version)
        return describe(
            number,
            request.standing,
            request.at,
            calendar=calendar,
            version=version,
            is_whole=is_whole,
            by_unit=calendars,
        )
    except Case.DoesNotExist as error:
        raise Http404 from error


def render_case(
    request: Request,
    page: CasePage,
    *,
    reasons: Sequence[str] = (),
    act: str = "",
    values: Mapping[str, Any] | None = None,
    is_stale: bool = False,
) -> HttpResponse:
    """The page; with `reasons` as a refusal of `act` (422), everything typed still there."""
    token = str(uuid4())
    situation = situation_of(page.visit, page.documents) if page.visit else None
    acts = acts_for(
        page, situation, by=request.standing, at=request.at, failed=act, reasons=reasons, values=values or {}
    )
    is_stale = is_stale or bool(act) and act not in [item.key for item in acts if not item.reasons]
    step_reasons = [] if act or is_stale else reasons
    errors = errors_of(step_reasons, page.step, page.procedure) if page.step else []
    form = form_for(page, situation, by=request.standing, at=request.at, token=token, errors=errors)
    context = {
        "page": page,
        "flow": flow_of(page),
        "form": form,
        "token": token,
        "acts": acts,
        "errors": errors,
        "sees_readings": may_see_readings(by=request.standing),
        "takes_package": not why_not_package(by=request.standing),
        "stale": reasons if is_stale else (),
        **_retention(request, page),
    }
    return render(request, "case/case.html", context, status=422 if reasons else 200)


def _retention(request: Request, page: CasePage) -> dict[str, Any]:
    """By which list the content of an ended case went; to those who keep the archive, where it is in its term."""
    sees = sees_retention(request.standing)
    if page.case.closed_at is None:
        return {"sees_retention": sees}
    disposed = disposal_of(page.case)
    words = standing_words(page.case, request.at) if sees and disposed is None else None
    is_destroyed = disposed is not None and disposed.disposal.is_destruction
    return {"sees_retention": sees, "disposed": disposed, "is_destroyed": is_destroyed, "retention": words}
