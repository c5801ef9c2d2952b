"""SOP: the list, and the official sheet of one edition with what stands at each step now."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from alur.actions.clock import Calendars, office_calendar
from alur.actions.issuing import sheet_pdf
from alur.papers.sheet import edition_sheet, identity_page, office_paper, total
from alur.records.models import document_of
from alur.records.storage import clean_name
from alur.reports.procedures import editions_in_force, editions_of, step_counts
from alur.reports.two_clocks import StepTimes, step_times
from alur.sop.document import Procedure as Document
from alur.sop.document import Step
from alur.web.access import for_members
from alur.web.middleware import Request
from alur.web.sheets import flow_pages, remarks

PERIOD = dt.timedelta(days=30)


@for_members
@require_safe
def procedures(request: Request) -> HttpResponse:
    editions = editions_in_force(timezone.localdate(request.at))
    rows = [(edition, edition.document, total(edition.document)) for edition in editions]
    return render(request, "procedures/list.html", {"rows": rows})


@for_members
@require_safe
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
    first_page = edition_sheet(shown).first_page
    pages = flow_pages(shown.pk, first_page, counts.by_step)
    page = {
        "edition": shown,
        "editions": editions,
        "in_force": in_force,
        "document": document,
        "identity": identity_page(document),
        "pages": pages,
        "identity_pages": first_page - 1,
        "page_count": first_page - 1 + len(pages),
        "paper": office_paper(),
        "counts": counts,
        "total": total(document),
        "remarks": remarks(shown.pk),
        "times": _times(request, procedure_id, document),
    }
    return render(request, "procedures/procedure.html", page)


@for_members
@require_safe
def procedure_pdf(request: Request, procedure_id: int, number: int) -> HttpResponse:
    edition = next((item for item in editions_of(procedure_id) if item.number == number), None)
    if edition is None:
        raise Http404
    response = HttpResponse(sheet_pdf(edition, at=request.at), content_type="application/pdf")
    name = clean_name(f"SOP {edition.procedure.number.replace('/', '-')} edisi {number}.pdf")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _times(request: Request, procedure_id: int, document: Document) -> list[tuple[Step, StepTimes]]:
    """Both clocks of the last days, in the order of the sheet; steps of other editions are left out."""
    keys = [step.key for step in document.steps]
    rows = step_times(procedure_id, keys, request.at - PERIOD, request.at, request.standing)
    return [(step, row) for step in document.steps for row in rows if row.step == step.key]
