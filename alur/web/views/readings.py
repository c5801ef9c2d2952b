"""The page that asks why a classified letter is read, and Riwayat baca: who has read a letter and its case."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from alur.actions import Refused
from alur.actions.reading import REASON_LIMIT, may_see_readings, state_reason
from alur.records.models import Letter
from alur.records.models.letters import SECRET_CLASSES
from alur.reports.readings import reading_list
from alur.web.access import for_members
from alur.web.addresses import row_number
from alur.web.middleware import Request


@for_members
@require_http_methods(["GET", "HEAD", "POST"])
def reason(request: Request, letter_id: int) -> HttpResponse:
    letter = _letter_or_404(request, letter_id)
    onward = _onward(request, letter)
    if letter.security not in SECRET_CLASSES:
        return redirect(onward)
    typed, reasons = request.POST.get("alasan", ""), []
    if request.method == "POST":
        try:
            state_reason(letter.pk, letter.security, typed, by=request.standing, at=request.at)
        except Refused as refused:
            reasons = refused.reasons
        else:
            return redirect(onward)
    page = {"letter": letter, "onward": onward, "typed": typed, "reasons": reasons, "limit": REASON_LIMIT}
    return render(request, "readings/reason.html", page, status=422 if reasons else 200)


@for_members
@require_safe
def readings(request: Request, letter_id: int) -> HttpResponse:
    if not may_see_readings(by=request.standing):
        raise Http404
    letter = _letter_or_404(request, letter_id)
    before = row_number(request.GET.get("sebelum", ""))
    page = {"letter": letter, "list": reading_list(letter, before=before), "before": before}
    return render(request, "readings/list.html", page)


def _letter_or_404(request: Request, letter_id: int) -> Letter:
    visible = Letter.objects.visible_to(request.standing).select_related("case")
    found: Letter = get_object_or_404(visible, pk=letter_id)
    return found


def _onward(request: Request, letter: Letter) -> str:
    """Where the reader wanted to go: an address of ours, else the letter."""
    wanted = request.POST.get("lanjut") or request.GET.get("lanjut") or ""
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours else reverse("letter", args=[letter.pk])
