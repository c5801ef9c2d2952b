"""Operasi: how Alur itself is, for the administrator, and what is decided about jobs that were given up."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from alur.actions import Refused
from alur.actions.queue_care import may_care, retry_job, set_job_aside
from alur.records.models import Duty, Job
from alur.reports.operations import panels
from alur.web.addresses import row_number
from alur.web.middleware import Request
from alur.web.tokens import press_token

ACTS = {
    "ulang": (retry_job, "Tugas itu dicoba lagi; hasilnya tampak di sini dalam beberapa saat."),
    "abaikan": (set_job_aside, "Tugas itu diabaikan; keputusan dan alasannya tercatat."),
}


@never_cache
@login_required
def operations(request: Request) -> HttpResponse:
    if not request.standing.has_duty(Duty.ADMINISTRATOR):
        raise Http404
    return _decided(request) if request.method == "POST" else _page(request)


def _decided(request: Request) -> HttpResponse:
    act = ACTS.get(request.POST.get("aksi", ""))
    if act is None:
        return _page(request, ["Pilih Coba lagi atau Abaikan pada sebuah tugas."])
    job = get_object_or_404(Job, pk=request.POST.get("tugas", "").replace("\0", "")[:36])
    reason = request.POST.get("alasan", "").replace("\0", "")
    try:
        act[0](job.pk, reason=reason, by=request.standing, at=request.at, token=press_token(request))
    except Refused as refused:
        return _page(request, refused.reasons, job=job.pk, reason=reason)
    messages.success(request, act[1])
    return redirect("operations")


def _page(request: Request, reasons: Sequence[str] = (), *, job: str = "", reason: str = "") -> HttpResponse:
    before, older = request.GET.get("gagal", "")[:80], row_number(request.GET.get("gangguan", ""))
    rows, next_older = panels.incidents(before=older)
    page = {
        "state": panels.state(at=request.at),
        "queue": panels.queue_lines(at=request.at),
        "workers": panels.workers(at=request.at),
        "dead": panels.dead_list(before=before),
        "incidents": rows,
        "next_older": next_older,
        "is_paged": bool(before or older),
        "may_care": not may_care(by=request.standing),
        "reasons": reasons,
        "job": job,
        "reason": reason,
        "token": uuid4().hex,
    }
    return render(request, "operations/page.html", page, status=422 if reasons else 200)
