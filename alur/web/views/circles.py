"""Lingkaran: who may know of a letter that is sangat rahasia. The head changes it, auditors read it."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from alur.actions import Refused
from alur.actions.circles import REASON_LIMIT, end_naming, may_keep_circle, name_to_circle
from alur.actions.reading import may_see_readings
from alur.records.models import Letter, Security
from alur.reports.circle import circle_of
from alur.web.access import for_members
from alur.web.addresses import row_number
from alur.web.forms.circle import NamingForm
from alur.web.middleware import Request
from alur.web.reading import opened
from alur.web.tokens import press_token

SEEN = "lingkaran surat"


@for_members
@require_http_methods(["GET", "HEAD", "POST"])
def circle(request: Request, letter_id: int) -> HttpResponse:
    if not may_see_readings(by=request.standing):
        raise Http404
    visible = Letter.objects.visible_to(request.standing).select_related("case", "registered_by")
    letter = get_object_or_404(visible, pk=letter_id, security=Security.TOP_SECRET)
    opened(request, letter, SEEN, is_form=True)
    if request.method != "POST":
        return _page(request, letter, NamingForm())
    return _ended(request, letter) if request.POST.get("aksi") == "akhiri" else _named(request, letter)


def _named(request: Request, letter: Letter) -> HttpResponse:
    form = NamingForm(request.POST)
    if not form.is_valid():
        return _page(request, letter, form, status=422)
    user, reason, token = form.cleaned_data["user"], form.cleaned_data["reason"], press_token(request)
    try:
        member = name_to_circle(letter, user, reason=reason, by=request.standing, at=request.at, token=token)
    except Refused as refused:
        return _page(request, letter, form, reasons=refused.reasons, status=422)
    messages.success(request, f"{member.user.name} sekarang dapat membaca surat ini dan permintaannya.")
    return redirect("circle", letter.pk)


def _ended(request: Request, letter: Letter) -> HttpResponse:
    member = get_object_or_404(
        letter.circle.select_related("user"), pk=row_number(request.POST.get("sebutan", "")) or 0
    )
    reason = request.POST.get("alasan", "")
    try:
        end_naming(member, reason=reason, by=request.standing, at=request.at, token=press_token(request))
    except Refused as refused:
        typed = {"ending": member.pk, "end_reason": reason, "end_reasons": refused.reasons}
        return _page(request, letter, NamingForm(), status=422, **typed)
    messages.success(request, f"{member.user.name} dikeluarkan dari lingkaran surat ini.")
    return redirect("circle", letter.pk)


def _page(request: Request, letter: Letter, form: NamingForm, *, status: int = 200, **more: object) -> HttpResponse:
    page = {
        "letter": letter,
        "circle": circle_of(letter, timezone.localdate(request.at)),
        "form": form,
        "why_not": may_keep_circle(letter, by=request.standing),
        "limit": REASON_LIMIT,
        "token": uuid4().hex,
    }
    return render(request, "letters/circle.html", page | more, status=status)
