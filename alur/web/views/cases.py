"""Permintaan: the list. The page of one case lies in `alur.web.views.case`."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alur.actions.clock import Calendars, office_calendar
from alur.records.models import LetterKind
from alur.reports.cases import STATES, CaseFilter, case_list
from alur.reports.retention import sees_retention
from alur.web.access import for_members
from alur.web.middleware import Request


@for_members
@require_safe
def cases(request: Request) -> HttpResponse:
    given = request.GET
    chosen = CaseFilter(
        q=" ".join(given.get("q", "").split())[:200],
        status=given.get("status", ""),
        step=given.get("langkah", ""),
        kind=given.get("jenis", ""),
        application=given.get("aplikasi", ""),
        unit=given.get("unit", ""),
        late=given.get("lewat", ""),
        order=given.get("urut", ""),
        before=given.get("sebelum", ""),
    )
    calendars = Calendars()
    found = case_list(request.standing, chosen, office_calendar(calendars.version), request.at, by_unit=calendars)
    page = {"chosen": chosen, "list": found, "states": STATES.items(), "kinds": LetterKind.choices}
    page["sees_retention"] = sees_retention(request.standing)
    return render(request, "cases/list.html", page)
