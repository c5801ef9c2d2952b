"""Tabel 7 and the yearly evaluation: the list, a form to judge on, and the issued paper."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from alur.actions import Refused
from alur.actions.assessing import (
    begin_assessment,
    issue_assessment,
    may_assess,
    may_change,
    recount_assessment,
    save_assessment,
)
from alur.papers.sheet import office_paper
from alur.records.codes import spelled
from alur.records.models import Assessment, AssessmentKind, Edition
from alur.records.storage import clean_name, open_file
from alur.reports.achievement import readable, report_of
from alur.reports.achievement.assessing import content_of
from alur.reports.achievement.periods import OWN, Period
from alur.web.access import for_members
from alur.web.addresses import row_number
from alur.web.middleware import Request
from alur.web.tokens import press_token
from alur.web.views.reports.guard import Asked, for_report_readers
from alur.web.views.reports.showing import common

SHOWN = 50
HEADINGS = {"tetapkan": "Belum dapat ditetapkan"}
log = logging.getLogger(__name__)


@for_report_readers
@require_http_methods(["GET", "HEAD", "POST"])
def assessments(request: Request, asked: Asked) -> HttpResponse:
    if request.method == "POST":
        return _begun(request, asked)
    return _list(request, asked)


def _list(request: Request, asked: Asked, reasons: list[str] | None = None) -> HttpResponse:
    mine = Assessment.objects.visible_to(request.standing).filter(procedure=asked.procedure)
    before = row_number(request.GET.get("sebelum", ""))
    found = list((mine.filter(pk__lt=before) if before else mine).select_related("issued_by", "saved_by")[: SHOWN + 1])
    page = common(request, asked, "assessments") | {
        "forms": found[:SHOWN],
        "next_before": found[SHOWN - 1].pk if len(found) > SHOWN else "",
        "kinds": AssessmentKind.choices,
        "why_not": may_assess(asked.procedure, by=request.standing),
        "reasons": reasons or [],
    }
    return render(request, "reports/assessments.html", page, status=422 if reasons else 200)


def _begun(request: Request, asked: Asked) -> HttpResponse:
    kind, period = request.POST.get("jenis", ""), asked.period
    report = report_of(asked.procedure, period, request.standing, request.at)
    edition = Edition.objects.get(pk=report.edition_id)
    days, content = (period.first, period.last), content_of(kind, report)
    try:
        form = begin_assessment(kind, edition, days, content, by=request.standing, at=request.at)
    except Refused as refused:
        return _list(request, asked, refused.reasons)
    return redirect("assessment", form.pk)


@for_members
@require_http_methods(["GET", "HEAD", "POST"])
def assessment(request: Request, assessment_id: int) -> HttpResponse:
    form = _form_or_404(request, assessment_id)
    if request.method != "POST":
        return _page(request, form)
    try:
        done = _acted(request, form)
    except Refused as refused:
        return _page(request, form, refused.reasons)
    messages.success(request, done)
    return redirect("assessment", form.pk)


def _acted(request: Request, form: Assessment) -> str:
    """What the press did, in words. Whatever it was, what was judged is saved with it."""
    act, by, at = request.POST.get("aksi", ""), request.standing, request.at
    if form.issued_at is None:
        form = save_assessment(form, *_typed(request, form), by=by, at=at)
    if act == "tetapkan":
        issued = issue_assessment(form, by=by, at=at, token=press_token(request))
        return f"Penilaian ditetapkan dengan nomor {issued.official_number}."
    if act == "hitung":
        report = report_of(form.procedure, _period_of(form), by, at)
        recount_assessment(form, content_of(form.kind, report) | {"label": form.content["label"]}, by=by, at=at)
        return "Angka dihitung ulang; penilaian Anda tetap."
    return "Draf disimpan."


@for_members
@require_safe
def assessment_file(request: Request, assessment_id: int) -> HttpResponseBase:
    form = _form_or_404(request, assessment_id)
    if form.file_id is None:
        raise Http404
    name = clean_name(f"{AssessmentKind(form.kind).label} {form.official_number.replace('/', '-')}.pdf")
    try:
        handle = open_file(form.file_id)
    except FileNotFoundError as error:
        raise Http404 from error
    except OSError as error:
        log.error("Penilaian %s tidak dapat dibaca dari penyimpanan: %s", form.pk, error)
        return render(request, "errors/storage_away.html", {"name": name}, status=503)
    response = FileResponse(handle, as_attachment=False, filename=name, content_type="application/pdf")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _form_or_404(request: Request, assessment_id: int) -> Assessment:
    joined = ("procedure", "edition", "issued_by", "saved_by", "file")
    rows = Assessment.objects.visible_to(request.standing).select_related(*joined).defer("edition__text")
    form = rows.filter(pk=assessment_id, procedure__in=readable(request.standing)).first()
    if form is None:
        raise Http404
    return form


def _period_of(form: Assessment) -> Period:
    return Period(OWN, form.starts_on, form.ends_on + dt.timedelta(days=1))


def _typed(request: Request, form: Assessment) -> tuple[dict[str, dict[str, str]], str]:
    given = request.POST
    judged = {
        row["key"]: {
            "verdict": given.get(f"putusan-{place}", ""),
            "note": given.get(f"catatan-{place}", ""),
            "action": given.get(f"tindakan-{place}", ""),
        }
        for place, row in enumerate(form.content["rows"], 1)
    }
    return judged, given.get("kesimpulan", "")


def _page(request: Request, form: Assessment, reasons: list[str] | None = None) -> HttpResponse:
    rows, conclusion = form.content["rows"], form.content.get("conclusion", "")
    if reasons and form.issued_at is None:
        judged, conclusion = _typed(request, form)
        rows = [row | judged[row["key"]] for row in rows]
    back = urlencode({"sop": str(form.procedure_id), "dari": str(form.starts_on), "sampai": str(form.ends_on)})
    page: dict[str, Any] = {
        "form": form,
        "rows": rows,
        "conclusion": conclusion,
        "reasons": reasons or [],
        "heading": HEADINGS.get(request.POST.get("aksi", ""), "Belum dapat disimpan"),
        "why_not": may_change(form, by=request.standing),
        "is_monitoring": form.kind == AssessmentKind.MONITORING,
        "spelled": spelled(form.code),
        "public": request.build_absolute_uri(reverse("proof", args=[form.code])) if form.code else "",
        "back": f"{reverse('assessments')}?{back}",
        "paper": office_paper(),
        "token": uuid4().hex,
    }
    return render(request, "reports/assessment.html", page, status=422 if reasons else 200)
