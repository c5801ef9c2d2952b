"""Jeda: the pauses of all requests, the evidence of one, and the office's list of reasons."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from alur.actions import Refused
from alur.actions.clock import Calendars
from alur.actions.pause_reasons import PauseTerms, add_reason, may_keep_reasons, retire_reason
from alur.records.models import Pause, PauseReason
from alur.reports.pauses import RUNNING, STATES, pause_list, reason_list
from alur.web.access import for_members
from alur.web.addresses import row_number
from alur.web.forms.pause_reason import ReasonForm
from alur.web.middleware import Request
from alur.web.reading import opened
from alur.web.tokens import press_token
from alur.web.views.files import delivered, refuse_destroyed, unless_destroyed


@for_members
@require_safe
def pauses(request: Request) -> HttpResponse:
    state = request.GET.get("keadaan", RUNNING)
    state = state if state in STATES else RUNNING
    reason, after = request.GET.get("alasan", "")[:200], row_number(request.GET.get("setelah", "")) or 0
    found = pause_list(request.standing, Calendars(), request.at, state=state, reason=reason, after=after)
    page = {"list": found, "state": state, "states": STATES.items(), "reason": reason, "after": after}
    return render(request, "pauses/list.html", page)


@for_members
@require_safe
@unless_destroyed
def pause_file(request: Request, pause_id: int) -> HttpResponseBase:
    visible = Pause.objects.visible_to(request.standing).select_related("file", "visit__case__destruction__item")
    found = get_object_or_404(visible, pk=pause_id)
    if found.file is None:
        raise Http404
    opened(request, found.visit.case, f"bukti jeda: {found.file_name}")
    refuse_destroyed(found.visit.case)
    return delivered(request, found.file, found.file_name)


@for_members
def pause_reasons(request: Request) -> HttpResponse:
    if request.method != "POST":
        return _page(request, ReasonForm())
    if request.POST.get("aksi") == "hentikan":
        return _retired(request)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    values = form.cleaned_data
    terms = PauseTerms(values["name"], values["requires_evidence"], values["longest_days"])
    try:
        row = add_reason(terms, by=request.standing, at=request.at, token=_token(request))
    except Refused as refused:
        return _page(request, form, reasons=refused.reasons, status=422)
    messages.success(request, f"Alasan “{row.name}” dipakai.")
    return redirect("pause-reasons")


def _retired(request: Request) -> HttpResponse:
    row = get_object_or_404(PauseReason, pk=row_number(request.POST.get("alasan", "")))
    try:
        retire_reason(row, by=request.standing, at=request.at, token=_token(request))
    except Refused as refused:
        return _page(request, ReasonForm(), reasons=refused.reasons, status=422)
    messages.success(request, f"Alasan “{row.name}” tidak dipakai lagi; jeda yang sedang berjalan tetap.")
    return redirect("pause-reasons")


def _page(request: Request, form: ReasonForm, *, reasons: Sequence[str] = (), status: int = 200) -> HttpResponse:
    page = {
        "list": reason_list(),
        "form": form,
        "reasons": reasons,
        "why_not": may_keep_reasons(by=request.standing),
        "token": uuid4().hex,
    }
    return render(request, "pauses/reasons.html", page, status=status)


def _token(request: Request) -> str:
    return press_token(request)
