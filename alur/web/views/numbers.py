"""Buku nomor naskah, and one numbered paper: what became of it, its public page, and voiding it."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from alur.actions import Refused, void_paper, why_not
from alur.records.codes import spelled
from alur.records.models import VoidReason
from alur.reports.number_book import NumberRow, number_book, numbered_paper
from alur.web.access import for_members
from alur.web.addresses import row_number
from alur.web.middleware import Request
from alur.web.reading import opened
from alur.web.tokens import press_token


@for_members
@require_safe
def numbers(request: Request) -> HttpResponse:
    given = request.GET
    year = given.get("tahun", "")
    is_year = year.isascii() and year.isdigit() and len(year) == 4 and "1900" <= year < "9000"
    before = row_number(given.get("sebelum", ""))
    q = " ".join(given.get("q", "").replace("\x00", "").split())[:200]
    classification = given.get("klasifikasi", "").replace("\x00", "")[:40]
    book = number_book(
        request.standing,
        year=int(year) if is_year else timezone.localdate(request.at).year,
        classification=classification,
        q=q,
        before=before,
    )
    page = {"book": book, "q": q, "classification": classification, "before": before}
    return render(request, "numbers/book.html", page)


@for_members
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: Request, version_id: int) -> HttpResponse:
    row = numbered_paper(version_id, request.standing)
    if row is None:
        raise Http404
    opened(request, row.version.document.case, f"naskah: {row.version.document.name}", is_form=True)
    if request.method == "POST":
        return _voided(request, row)
    return _paper_page(request, row)


def _voided(request: Request, row: NumberRow) -> HttpResponse:
    reason, note = request.POST.get("alasan", ""), request.POST.get("keterangan", "")
    token = press_token(request)
    try:
        void_paper(row.version, by=request.standing, at=request.at, reason=reason, note=note, token=token)
    except Refused as refused:
        return _paper_page(request, row, reasons=refused.reasons, reason=reason, note=note)
    messages.success(request, f"Naskah {row.version.official_number} dibatalkan; nomornya tetap tercatat.")
    return redirect("number", row.version.pk)


def _paper_page(
    request: Request, row: NumberRow, *, reasons: list[str] | None = None, reason: str = "", note: str = ""
) -> HttpResponse:
    version = row.version
    public = request.build_absolute_uri(reverse("proof", args=[version.code])) if version.code else ""
    page = {
        "row": row,
        "version": version,
        "spelled": spelled(version.code),
        "public": public,
        "files": version.files.select_related("file"),
        "why_not": why_not("void_paper", version, by=request.standing, at=request.at),
        "void_reasons": VoidReason.choices,
        "reasons": reasons or [],
        "reason": reason,
        "note": note,
        "token": uuid4().hex,
    }
    return render(request, "numbers/paper.html", page, status=422 if reasons else 200)
