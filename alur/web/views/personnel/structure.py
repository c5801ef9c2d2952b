"""Units, positions, and one appointment: lists, and the forms that enter and change them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from alur.actions import Refused
from alur.actions.personnel.appointments import AppointmentValues, correct_appointment, end_appointment
from alur.actions.personnel.structure import (
    PositionValues,
    UnitValues,
    change_position,
    change_unit,
    enter_position,
    enter_unit,
)
from alur.records.models import Appointment, AppointmentKind, Duty, Position, Unit
from alur.records.standing import appointment_title
from alur.reports.personnel.structure import position_list, unit_tree
from alur.web.forms.personnel import CorrectionForm, EndForm, NewPositionForm, NewUnitForm, PositionForm, UnitForm
from alur.web.middleware import Request
from alur.web.views.personnel.guard import common, for_administrators, forms_of, token_of
from alur.web.views.personnel.offering import offers_on_appointment


@for_administrators
@require_safe
def units(request: Request) -> HttpResponse:
    page = {"units": unit_tree(timezone.localdate(request.at))}
    return render(request, "personnel/units.html", page | common(request, "unit"))


@for_administrators
def unit_new(request: Request) -> HttpResponse:
    def enter(values: dict[str, Any]) -> None:
        enter_unit(UnitValues(**values), **_by(request))

    return _form_page(request, NewUnitForm(request.POST or None), enter, ("Tambah unit", "units", "unit"))


@for_administrators
def unit(request: Request, unit_id: int) -> HttpResponse:
    row = get_object_or_404(Unit, pk=unit_id)

    def change(values: dict[str, Any]) -> None:
        reason = values.pop("reason")
        change_unit(row, UnitValues(row.code, **values), reason=reason, **_by(request))

    initial = {"name": row.name, "parent": row.parent_id, "starts_on": row.starts_on, "ends_on": row.ends_on}
    form = UnitForm(request.POST or None, initial=initial)
    return _form_page(request, form, change, (f"Ubah unit {row.code}", "units", "unit"))


@for_administrators
@require_safe
def positions(request: Request) -> HttpResponse:
    page = {"positions": position_list(timezone.localdate(request.at))}
    return render(request, "personnel/positions.html", page | common(request, "jabatan"))


@for_administrators
def position_new(request: Request) -> HttpResponse:
    def enter(values: dict[str, Any]) -> None:
        duty = Duty(values.pop("duty"))
        enter_position(PositionValues(duty=duty, **values), **_by(request))

    return _form_page(request, NewPositionForm(request.POST or None), enter, ("Tambah jabatan", "positions", "jabatan"))


@for_administrators
def position(request: Request, position_id: int) -> HttpResponse:
    row = get_object_or_404(Position.objects.select_related("unit"), pk=position_id)

    def change(values: dict[str, Any]) -> None:
        reason, duty = values.pop("reason"), Duty(values.pop("duty"))
        change_position(row, PositionValues(unit=row.unit, duty=duty, **values), reason=reason, **_by(request))

    initial = {"name": row.name, "duty": row.duty, "is_single": row.is_single, "roles": row.roles.all()}
    form = PositionForm(request.POST or None, initial=initial)
    return _form_page(request, form, change, (f"Ubah jabatan {row.name}", "positions", "jabatan"))


@for_administrators
def appointment(request: Request, appointment_id: int) -> HttpResponse:
    rows = Appointment.objects.select_related("user", "position__unit", "stands_for")
    row = get_object_or_404(rows, pk=appointment_id)
    initial: dict[str, dict[str, Any]] = {
        "perbaiki": {
            "kind": row.kind,
            "stands_for": row.stands_for_id,
            "letter_number": row.letter_number,
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
        },
        "akhiri": {"ends_on": row.ends_on or timezone.localdate(request.at)},
    }
    shown = forms_of(request, {"akhiri": EndForm, "perbaiki": CorrectionForm}, initial)
    pressed = request.POST.get("aksi", "") if request.method == "POST" else ""
    reasons: list[str] = []
    if pressed in shown and shown[pressed].is_valid():
        try:
            _changed(request, row, pressed, shown[pressed].cleaned_data)
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, "Penetapan disimpan.")
            return redirect("person", row.user_id)
    offers = offers_on_appointment(request, row, shown, pressed, reasons)
    page = {"row": row, "title": appointment_title(row), "offers": offers}
    status = 422 if pressed else 200
    return render(request, "personnel/appointment.html", page | common(request, "orang"), status=status)


def _changed(request: Request, row: Appointment, pressed: str, values: dict[str, Any]) -> None:
    reason = values.pop("reason")
    if pressed == "akhiri":
        end_appointment(row, values["ends_on"], reason=reason, **_by(request))
        return
    kind = AppointmentKind(values.pop("kind"))
    wanted = AppointmentValues(user=row.user, position=row.position, kind=kind, **values)
    correct_appointment(row, wanted, reason=reason, **_by(request))


def _by(request: Request) -> dict[str, Any]:
    return {"by": request.standing, "at": request.at, "token": token_of(request)}


def _form_page(
    request: Request, form: forms.Form, act: Callable[[dict[str, Any]], None], words: tuple[str, str, str]
) -> HttpResponse:
    title, back, tab = words
    reasons: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            act(dict(form.cleaned_data))
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, f"{title}: tersimpan.")
            return redirect(back)
    page = {"form": form, "reasons": reasons, "title": title, "back": back, "button": "Simpan"}
    status = 422 if reasons or form.errors else 200
    return render(request, "personnel/form.html", page | common(request, tab), status=status)
