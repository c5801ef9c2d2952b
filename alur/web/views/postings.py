"""Kiriman yang gagal: what could not be sent, why, and sending it again. The administrator's."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from alur.actions import Refused
from alur.actions.delivering.choosing import send_again
from alur.records.models import Posting
from alur.reports.postings import failed_postings, posting_figures
from alur.web.middleware import Request
from alur.web.views.personnel.guard import for_administrators


@never_cache
@for_administrators
def postings(request: Request) -> HttpResponse:
    if request.method == "POST":
        return _again(request, request.POST.get("kiriman", ""))
    before = request.GET.get("sebelum", "")
    page = {
        "list": failed_postings(request.standing, before=before),
        "before": before,
        "figures": posting_figures(at=request.at),
    }
    return render(request, "notices/postings.html", page)


def _again(request: Request, key: str) -> HttpResponse:
    try:
        posting = Posting.objects.visible_to(request.standing).filter(pk=uuid.UUID(key)).first()
    except ValueError:
        posting = None
    if posting is None:
        raise Http404
    try:
        send_again(posting, by=request.standing, at=request.at)
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason)
    else:
        messages.success(request, f"Kiriman untuk {posting.user.name} masuk antrean lagi.")
    return redirect("postings")
