"""Prints: tanda terima at once; riwayat permintaan and buku agenda through the worker, with progress, fetched later."""

from __future__ import annotations

import logging
from typing import TypeVar

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from alur.actions import Refused
from alur.actions.issuing import receipt_pdf
from alur.actions.packages import WHAT, request_package
from alur.actions.printing import request_agenda, request_history
from alur.records.models import Case, Letter, PrintJob, PrintKind, PrintState
from alur.records.storage import clean_name
from alur.web.access import for_members
from alur.web.addresses import row_number
from alur.web.middleware import Request
from alur.web.reading import opened

SHOWN = 50
log = logging.getLogger(__name__)
Answer = TypeVar("Answer", bound=HttpResponseBase)


@for_members
@require_safe
def receipt(request: Request, letter_id: int) -> HttpResponse:
    visible = Letter.objects.visible_to(request.standing).select_related("unit", "registered_by")
    letter = get_object_or_404(visible, pk=letter_id)
    opened(request, letter, "tanda terima")
    response = HttpResponse(receipt_pdf(letter, at=request.at), content_type="application/pdf")
    name = f"Tanda terima agenda {letter.agenda_number}-{letter.agenda_year}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return _guarded(response)


@for_members
@require_POST
def history(request: Request, number: str) -> HttpResponse:
    case = get_object_or_404(Case.objects.visible_to(request.standing), number=number)
    return redirect("print", request_history(case, by=request.standing, at=request.at).pk)


@for_members
@require_POST
def package(request: Request, number: str) -> HttpResponse:
    case = get_object_or_404(Case.objects.visible_to(request.standing), number=number)
    try:
        return redirect("print", request_package(case, by=request.standing, at=request.at).pk)
    except Refused as refused:
        for reason in refused.reasons:
            messages.warning(request, reason)
        return redirect("case", number)


@for_members
@require_POST
def agenda(request: Request) -> HttpResponse:
    year = row_number(request.POST.get("tahun", "")) or 0
    try:
        job = request_agenda(year, by=request.standing, at=request.at)
    except Refused as refused:
        for reason in refused.reasons:
            messages.warning(request, reason)
        return redirect("letters")
    return redirect("print", job.pk)


@for_members
@require_safe
def prints(request: Request) -> HttpResponse:
    jobs = PrintJob.objects.visible_to(request.standing).select_related("case")[:SHOWN]
    return render(request, "prints/list.html", {"jobs": jobs})


@for_members
@require_safe
def print_job(request: Request, job_id: int) -> HttpResponse:
    job = _job_or_404(request, job_id)
    template = "prints/_state.html" if getattr(request, "htmx", False) else "prints/print.html"
    return render(request, template, {"job": job})


@for_members
@require_safe
def print_file(request: Request, job_id: int) -> HttpResponseBase:
    job = _job_or_404(request, job_id)
    is_over = job.expires_at is None or job.expires_at <= request.at
    if job.state != PrintState.READY or is_over:
        return render(request, "prints/print.html", {"job": job, "is_over": is_over}, status=410 if is_over else 409)
    if job.case is not None:
        opened(request, job.case, WHAT if job.kind == PrintKind.PACKAGE else "riwayat permintaan (PDF)")
    name = clean_name(f"{job.name}.{job.ending}")
    try:
        handle = default_storage.open(job.path)
    except FileNotFoundError as error:
        raise Http404 from error
    except OSError as error:
        log.error("Cetakan %s tidak dapat dibaca dari penyimpanan: %s", job.pk, error)
        return render(request, "errors/storage_away.html", {"name": name}, status=503)
    kind = "application/zip" if job.kind == PrintKind.PACKAGE else "application/pdf"
    response = FileResponse(handle, as_attachment=True, filename=name, content_type=kind)
    response["Content-Length"] = str(job.size)
    return _guarded(response)


def _job_or_404(request: Request, job_id: int) -> PrintJob:
    visible = PrintJob.objects.visible_to(request.standing).select_related("case")
    found: PrintJob = get_object_or_404(visible, pk=job_id)
    return found


def _guarded(response: Answer) -> Answer:
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
