"""Perbaikan data: what people ask to have mended about themselves, for whoever keeps it, and the answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alur.actions import Refused, why_not
from alur.actions.personnel.own_data import answer_correction
from alur.records.models import DataRequest
from alur.reports.personnel.data_requests import data_request_list
from alur.web.addresses import row_number
from alur.web.forms.personnel import AnswerForm
from alur.web.middleware import Request
from alur.web.views.personnel.guard import common, for_administrators, token_of


@never_cache
@for_administrators
@require_safe
def data_requests(request: Request) -> HttpResponse:
    is_open, after = request.GET.get("tab") != "dijawab", row_number(request.GET.get("setelah", ""))
    page = {"list": data_request_list(is_open=is_open, after=after), "is_open": is_open, "after": after}
    return render(request, "personnel/data_requests.html", page | common(request, "perbaikan"))


@never_cache
@for_administrators
def data_request(request: Request, request_id: int) -> HttpResponse:
    row = get_object_or_404(DataRequest.objects.select_related("user__unit", "answered_by"), pk=request_id)
    form = AnswerForm(request.POST or None)
    reasons: list[str] = []
    if request.method == "POST" and form.is_valid():
        press: dict[str, Any] = {"by": request.standing, "at": request.at, "token": token_of(request)}
        try:
            answer_correction(row, form.cleaned_data["decision"], form.cleaned_data["answer"], **press)
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, f"Permintaan {row.user.name} dijawab.")
            return redirect("data-requests")
    refusals = why_not("answer_correction", row, by=request.standing, at=request.at)
    page = {"row": row, "form": form, "reasons": reasons, "why_not": refusals}
    status = 422 if reasons or form.errors else 200
    return render(request, "personnel/data_request.html", page | common(request, "perbaikan"), status=status)
