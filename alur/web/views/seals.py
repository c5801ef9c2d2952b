"""Segel: the list of the seals, one seal with its text, and its sheet to print."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from alur.actions.seals import may_see_seals
from alur.actions.seals.printing import seal_pdf
from alur.records.canonical import grouped
from alur.records.models import Seal
from alur.reports.seals import seal_list
from alur.web.access import for_members
from alur.web.addresses import row_number
from alur.web.middleware import Request


@for_members
@require_safe
def seals(request: Request) -> HttpResponse:
    _guard(request)
    before = row_number(request.GET.get("sebelum", ""))
    return render(request, "seals/list.html", {"list": seal_list(before=before), "before": before})


@for_members
@require_safe
def seal(request: Request, number: int) -> HttpResponse:
    found = _seal_or_404(request, number)
    page = {
        "seal": found,
        "groups": grouped(found.digest),
        "stamp": getattr(found, "stamp", None),
        "mails": found.mails.all(),
    }
    return render(request, "seals/seal.html", page)


@for_members
@require_safe
def seal_text(request: Request, number: int) -> HttpResponse:
    found = _seal_or_404(request, number)
    response = HttpResponse(found.text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.number:06}-{found.day.isoformat()}.txt"'
    return _guarded(response)


@for_members
@require_safe
def seal_print(request: Request, number: int) -> HttpResponse:
    found = _seal_or_404(request, number)
    response = HttpResponse(seal_pdf(found, at=request.at), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="Segel {found.number} {found.day.isoformat()}.pdf"'
    return _guarded(response)


def _guard(request: Request) -> None:
    if not may_see_seals(by=request.standing):
        raise Http404


def _seal_or_404(request: Request, number: int) -> Seal:
    _guard(request)
    found: Seal = get_object_or_404(Seal.objects.select_related("stamp"), number=number)
    return found


def _guarded(response: HttpResponse) -> HttpResponse:
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
