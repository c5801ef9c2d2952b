"""Kekosongan: what nobody holds, what ends soon, and work in the hands of people who are not there."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from alur.actions import Refused
from alur.actions.personnel.moving import Moved, move_work
from alur.records.models import Duty, User
from alur.reports.personnel.gaps import find_gaps, stranded_visits
from alur.web.access import for_members
from alur.web.addresses import row_number
from alur.web.middleware import Request
from alur.web.views.personnel.guard import common, token_of


@for_members
def gaps(request: Request) -> HttpResponse:
    if request.standing.as_duty(Duty.ADMINISTRATOR, Duty.HEAD, Duty.AUDITOR) is None:
        reasons = ["Kekosongan dilihat administrator, kepala biro, dan auditor."]
        return render(request, "personnel/not_allowed.html", {"reasons": reasons}, status=403)
    if request.method == "POST":
        return _moved(request)
    return _page(request, ())


def _moved(request: Request) -> HttpResponse:
    if request.standing.as_duty(Duty.HEAD) is None:
        return _page(request, ["Langkah dipindahkan oleh kepala biro."])
    chosen = [pk for text in request.POST.getlist("langkah")[:500] if (pk := row_number(text))]
    visits = stranded_visits(timezone.localdate(request.at)).filter(pk__in=chosen).select_related("case", "role")
    if not chosen:
        return _page(request, ["Pilih langkah yang dipindahkan."])
    if not (to := row_number(request.POST.get("kepada", ""))):
        return _page(request, ["Pilih kepada siapa langkah itu dipindahkan."])
    user = get_object_or_404(User, pk=to, is_active=True)
    reason = request.POST.get("alasan", "")
    try:
        moved = move_work(
            list(visits), user, reason=reason, by=request.standing, at=request.at, token=token_of(request)
        )
    except Refused as refused:
        return _page(request, refused.reasons)
    _tell(request, moved, user)
    return _page(request, moved.refused) if moved.refused else redirect("gaps")


def _tell(request: Request, moved: Moved, user: User) -> None:
    if moved.waiting:
        sentence = (
            f"{moved.waiting} langkah sedang dipindahkan kepada {user.name}; yang sudah selesai hilang dari daftar."
        )
        messages.info(request, sentence)
    elif moved.done:
        messages.success(request, f"Kepada {user.name} dipindahkan {moved.done} langkah.")


def _page(request: Request, reasons: list[str] | tuple[str, ...]) -> HttpResponse:
    page = {
        "gaps": find_gaps(request.standing),
        "may_move": request.standing.has_duty(Duty.HEAD),
        "is_administrator": request.standing.has_duty(Duty.ADMINISTRATOR),
        "reasons": reasons,
        "chosen": request.POST.getlist("langkah"),
        "to": request.POST.get("kepada", ""),
        "reason": request.POST.get("alasan", ""),
    }
    return render(request, "personnel/gaps.html", page | common(request, "kekosongan"), status=422 if reasons else 200)
