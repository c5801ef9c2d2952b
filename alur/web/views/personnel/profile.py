"""Profil: what is kept about the person who is logged in, a copy of it, and a request to have it mended."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from alur.actions import Refused, why_not
from alur.actions.personnel.own_data import ask_correction
from alur.reports.personnel.own_data import own_data_archive
from alur.reports.personnel.people import person_page
from alur.web.forms.personnel import AskForm
from alur.web.middleware import Request
from alur.web.signing_in import proven_to_act
from alur.web.views.personnel.guard import common, token_of


@never_cache
@login_required
def profile(request: Request) -> HttpResponse:
    form = AskForm(request.POST or None)
    reasons: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            ask_correction(form.cleaned_data["text"], by=request.standing, at=request.at, token=token_of(request))
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, "Permintaan disampaikan kepada administrator.")
            return redirect("profile")
    page = {
        "page": person_page(request.user, timezone.localdate(request.at)),
        "form": form,
        "reasons": reasons,
        "why_not": why_not("ask_correction", None, by=request.standing, at=request.at),
    }
    status = 422 if reasons or form.errors else 200
    return render(request, "personnel/profile.html", page | common(request, ""), status=status)


@never_cache
@proven_to_act
@require_POST
@login_required
def own_data(request: Request) -> HttpResponse:
    answer = HttpResponse(own_data_archive(request.user, request.at), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="data-saya-alur.zip"'
    return answer
