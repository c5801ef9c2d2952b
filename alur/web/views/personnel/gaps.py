"""Kekosongan: what nobody holds, what ends soon, and work in the hands of people who are not there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from alur.actions import Refused, why_not
from alur.actions.personnel.moving import MOST, Moved, move_work
from alur.records.models import Duty, User, Visit, WorkMove
from alur.reports.personnel.gaps import find_gaps, stranded_visits
from alur.web.addresses import row_number
from alur.web.middleware import Request
from alur.web.views.personnel.guard import common, for_those_who_may, token_of


@for_those_who_may("see_gaps")
def gaps(request: Request) -> HttpResponse:
    if request.method != "POST":
        return _page(request, ())
    to = row_number(request.POST.get("kepada", ""))
    user = get_object_or_404(User, pk=to, is_active=True) if to else None
    press: dict[str, Any] = {"by": request.standing, "at": request.at, "token": token_of(request)}
    try:
        moved = move_work(_chosen(request), user, reason=request.POST.get("alasan", ""), **press)
    except Refused as refused:
        return _page(request, refused.reasons)
    if moved.job:
        return redirect("work-move", moved.job.pk)
    _tell(request, moved)
    return _page(request, moved.refused) if moved.refused else redirect("gaps")


def _chosen(request: Request) -> list[Visit]:
    """The steps that were ticked, and all those of a person who was picked."""
    visits = stranded_visits(timezone.localdate(request.at)).select_related("case", "role").order_by("pk")
    if whose := row_number(request.POST.get("semua", "")):
        return list(visits.filter(assignee=whose)[: MOST + 1])
    ticked = [pk for text in request.POST.getlist("langkah")[:500] if (pk := row_number(text))]
    return list(visits.filter(pk__in=ticked))


def _tell(request: Request, moved: Moved) -> None:
    if moved.done:
        messages.success(request, f"{moved.done} langkah dipindahkan.")


@for_those_who_may("see_gaps")
@require_safe
def work_move(request: Request, move_id: int) -> HttpResponse:
    row = get_object_or_404(WorkMove.objects.select_related("to", "asked_by"), pk=move_id)
    template = "personnel/_move.html" if getattr(request, "htmx", False) else "personnel/move.html"
    # The administrator sees how far it is; which cases stayed is the head's to know.
    refused = row.refused if request.standing.has_duty(Duty.HEAD) else []
    return render(request, template, {"move": row, "refused": refused} | common(request, "kekosongan"))


def _page(request: Request, reasons: list[str] | tuple[str, ...]) -> HttpResponse:
    page = {
        "gaps": find_gaps(request.standing),
        "why_not": why_not("move_work", None, by=request.standing, at=request.at),
        "reasons": reasons,
        "chosen": request.POST.getlist("langkah"),
        "all_of": request.POST.get("semua", ""),
        "to": request.POST.get("kepada", ""),
        "reason": request.POST.get("alasan", ""),
    }
    return render(request, "personnel/gaps.html", page | common(request, "kekosongan"), status=422 if reasons else 200)
