"""The list of people, a new one, and the page of one person with all that is done there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alur.actions import Refused, why_not
from alur.actions.personnel.accounts import PersonValues, change_person, enter_person, erase, switch
from alur.actions.personnel.appointments import AppointmentValues, enter_appointment, warnings
from alur.actions.personnel.knowing import keep_qualification, withdraw_qualification
from alur.actions.personnel.leaves import LeaveValues, cancel_leave, enter_leave
from alur.records.models import AppointmentKind, User
from alur.reports.personnel.people import ALL, STATES, people_list, person_page
from alur.web.addresses import row_number
from alur.web.forms.personnel import (
    AppointmentForm,
    LeaveForm,
    NewPersonForm,
    PersonForm,
    Plain,
    QualificationForm,
    ReasonedForm,
)
from alur.web.middleware import Request
from alur.web.views.personnel.guard import common, for_administrators, forms_of, token_of
from alur.web.views.personnel.offering import offers_on_person

Act = Callable[[Request, User, dict[str, Any]], str]


@for_administrators
@require_safe
def people(request: Request) -> HttpResponse:
    state = request.GET.get("keadaan", ALL)
    state = state if state in STATES else ALL
    q, after = request.GET.get("q", "")[:200], row_number(request.GET.get("setelah", "")) or 0
    found = people_list(timezone.localdate(request.at), q=q, state=state, after=after)
    page = {"list": found, "q": q, "state": state, "states": STATES.items(), "after": after}
    return render(request, "personnel/people.html", page | common(request, "orang"))


@never_cache
@for_administrators
def person_new(request: Request) -> HttpResponse:
    form = NewPersonForm(request.POST or None)
    reasons: list[str] = []
    if request.method == "POST" and form.is_valid():
        values = PersonValues(**form.cleaned_data)
        try:
            made = enter_person(values, by=request.standing, at=request.at, token=token_of(request))
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, f"Akun {made.name} dibuat. Tetapkan jabatannya, lalu buat tautan kata sandinya.")
            return redirect("person", made.pk)
    status = 422 if reasons or form.errors else 200
    page = {"form": form, "reasons": reasons, "title": "Tambah orang", "back": "people", "button": "Tambahkan"}
    return render(request, "personnel/form.html", page | common(request, "orang"), status=status)


@never_cache
@for_administrators
def person(request: Request, user_id: int) -> HttpResponse:
    user = get_object_or_404(User.objects.select_related("unit"), pk=user_id)
    pressed = request.POST.get("aksi", "") if request.method == "POST" else ""
    today = timezone.localdate(request.at)
    initial: dict[str, dict[str, Any]] = {
        "ubah": {"name": user.name, "email": user.email, "unit": user.unit_id},
        "tetapkan": {"starts_on": today},
        "cuti": {"starts_on": today, "reason": "Cuti tahunan"},
    }
    kinds = {name: kind for name, (kind, _) in ACTS.items()}
    forms = forms_of(request, kinds, initial)
    reasons: list[str] = []
    if pressed in ACTS and forms[pressed].is_valid():
        try:
            messages.success(request, ACTS[pressed][1](request, user, forms[pressed].cleaned_data))
        except Refused as refused:
            reasons = refused.reasons
        else:
            return redirect("person", user.pk)
    page = {
        "page": person_page(user, today),
        "offers": offers_on_person(request, user, forms, pressed, reasons),
        "reasons": [] if pressed in OFFERED else reasons,
        "link_why_not": why_not("make_password_link", user, by=request.standing, at=request.at),
        "warnings": warnings(user, request.at),
    }
    return render(request, "personnel/person.html", page | common(request, "orang"), status=422 if pressed else 200)


def _by(request: Request) -> dict[str, Any]:
    return {"by": request.standing, "at": request.at, "token": token_of(request)}


def _change(request: Request, user: User, values: dict[str, Any]) -> str:
    reason = values.pop("reason")
    change_person(user, PersonValues(user.nip, **values), reason=reason, **_by(request))
    return "Data orang disimpan."


def _appoint(request: Request, user: User, values: dict[str, Any]) -> str:
    kind = AppointmentKind(values.pop("kind"))
    made = enter_appointment(AppointmentValues(user=user, kind=kind, **values), **_by(request))
    return f"Penetapan {made.get_kind_display()} {made.position.name} dicatat."


def _leave(request: Request, user: User, values: dict[str, Any]) -> str:
    enter_leave(LeaveValues(user=user, **values), **_by(request))
    return "Cuti dicatat."


def _no_leave(request: Request, user: User, values: dict[str, Any]) -> str:
    row = get_object_or_404(user.leaves, pk=row_number(request.POST.get("baris", "")))
    cancel_leave(row, **_by(request))
    return "Cuti dibatalkan."


def _qualify(request: Request, user: User, values: dict[str, Any]) -> str:
    keep_qualification(user, values["text"], values["since"], values["proof"], **_by(request))
    return "Kualifikasi dicatat."


def _disqualify(request: Request, user: User, values: dict[str, Any]) -> str:
    row = get_object_or_404(user.qualifications, pk=row_number(request.POST.get("baris", "")))
    withdraw_qualification(row, **_by(request))
    return "Kualifikasi dicabut."


def _switch(request: Request, user: User, values: dict[str, Any]) -> str:
    row = switch(user, not user.is_active, reason=values["reason"], **_by(request))
    return "Akun aktif." if row.is_active else "Akun tidak aktif; sesinya berakhir."


def _erase(request: Request, user: User, values: dict[str, Any]) -> str:
    erase(user, reason=values["reason"], **_by(request))
    return "Nama, NIP, NIK, dan surel dikeluarkan dari akun; catatan resmi tetap."


ACTS: dict[str, tuple[Callable[..., Plain], Act]] = {
    "ubah": (PersonForm, _change),
    "tetapkan": (AppointmentForm, _appoint),
    "cuti": (LeaveForm, _leave),
    "batal-cuti": (Plain, _no_leave),
    "kualifikasi": (QualificationForm, _qualify),
    "cabut-kualifikasi": (Plain, _disqualify),
    "keadaan": (ReasonedForm, _switch),
    "samarkan": (ReasonedForm, _erase),
}
OFFERED = set(ACTS) - {"batal-cuti", "cabut-kualifikasi"}
