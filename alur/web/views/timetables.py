"""Jam kerja: the form in which the administrator proposes hours for the office, a unit or a service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from alur.actions import Refused, why_not
from alur.actions.clock import office_calendar
from alur.actions.decrees import propose_decree
from alur.records.models import Unit
from alur.reports.calendar import service_names, unit_names, usual_hours
from alur.web.access import for_members
from alur.web.forms.timetables import TimetableForm
from alur.web.middleware import Request
from alur.web.tokens import press_token


@for_members
def timetable_new(request: Request) -> HttpResponse:
    if reasons := why_not("propose_decree", None, by=request.standing, at=request.at):
        return render(request, "calendar/not_allowed.html", {"reasons": reasons}, status=403)
    units, services = unit_names(), service_names()
    today = timezone.localdate(request.at)
    if request.method != "POST":
        chosen = {"unit": request.GET.get("unit", ""), "service": request.GET.get("layanan", "")}
        initial = {"dated_on": today, "starts_on": today, "about": "Jam kerja", **chosen}
        return _form_page(request, TimetableForm(initial=initial, units=units, services=services))
    form = TimetableForm(request.POST, units=units, services=services)
    if not form.is_valid():
        return _form_page(request, form, status=422)
    return _judged(request, form)


def _judged(request: Request, form: TimetableForm) -> HttpResponse:
    values = form.values(timezone.localdate(request.at))
    if request.POST.get("aksi") == "periksa":
        reasons = why_not("propose_decree", values, by=request.standing, at=request.at)
        return _form_page(request, form, reasons=reasons, status=422 if reasons else 200, is_checked=not reasons)
    try:
        decree = propose_decree(values, by=request.standing, at=request.at, token=press_token(request))
    except Refused as refused:
        return _form_page(request, form, reasons=refused.reasons, status=422)
    messages.success(request, f"{decree.label} diusulkan; berlaku sesudah ditetapkan pejabat lain.")
    return redirect("decree", decree.pk)


def _form_page(
    request: Request,
    form: TimetableForm,
    *,
    reasons: Sequence[str] = (),
    status: int = 200,
    is_checked: bool = False,
) -> HttpResponse:
    page = {
        "form": form,
        "days": list(zip(form.days, _hours_now(request, form), strict=True)),
        "reasons": [reason.partition(": ")[2] if reason.startswith("Baris ") else reason for reason in reasons],
        "token": press_token(request) or uuid4().hex,
        "is_checked": is_checked,
    }
    return render(request, "calendar/timetable_new.html", page, status=status)


def _hours_now(request: Request, form: TimetableForm) -> list[str]:
    """The hours of each weekday as they are today for the unit and service that are chosen."""
    codes: Mapping[str, int] = dict(Unit.objects.order_by().values_list("code", "pk"))
    unit, service = form["unit"].value() or "", form["service"].value() or ""
    calendar = office_calendar(unit=codes.get(unit), service=service)
    return usual_hours(calendar, timezone.localdate(request.at))
