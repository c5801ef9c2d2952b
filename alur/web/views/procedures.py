"""SOP: the list, and the official sheet of one edition with what stands at each step now."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from alur.actions.clock import Calendars, office_calendar
from alur.records.models import document_of
from alur.reports.procedures import editions_in_force, editions_of, step_counts
from alur.web.access import for_members
from alur.web.middleware import Request
from alur.web.sheets import flow_pages, identity_page, remarks, total


@for_members
def procedures(request: Request) -> HttpResponse:
    editions = editions_in_force(timezone.localdate(request.at))
    rows = [(edition, edition.document, total(edition.document)) for edition in editions]
    return render(request, "procedures/list.html", {"rows": rows})


@for_members
def procedure(request: Request, procedure_id: int) -> HttpResponse:
    editions = editions_of(procedure_id)
    in_force = {item.pk for item in editions_in_force(timezone.localdate(request.at))}
    wanted = request.GET.get("edisi", "")
    shown = next((item for item in editions if (str(item.number) == wanted if wanted else item.pk in in_force)), None)
    if shown is None:
        raise Http404
    calendars = Calendars()
    calendar = office_calendar(calendars.version)
    counts = step_counts(shown.pk, request.standing, calendar, request.at, by_unit=calendars)
    document = document_of(shown.pk)
    page = {
        "edition": shown,
        "editions": editions,
        "in_force": in_force,
        "document": document,
        "identity": identity_page(document),
        "pages": flow_pages(shown.pk, counts.by_step),
        "counts": counts,
        "total": total(document),
        "remarks": remarks(shown.pk),
    }
    return render(request, "procedures/procedure.html", page)
