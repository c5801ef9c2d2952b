"""Catatan keamanan for the administrator, and the one-time links that an administrator makes."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from alur.actions import Refused, why_not
from alur.actions.factors import clear_factors
from alur.actions.password_links import make_link
from alur.records.models import Duty, SecurityKind, User
from alur.reports.security import security_log
from alur.web.addresses import row_number
from alur.web.forms.login import LinkForm
from alur.web.middleware import Request
from alur.web.signing_in import recently_proven, visitor_of


@never_cache
@login_required
def log(request: Request) -> HttpResponse:
    if not request.standing.has_duty(Duty.ADMINISTRATOR):
        raise Http404
    kind, nip = request.GET.get("peristiwa", ""), request.GET.get("nip", "")[:30]
    before = row_number(request.GET.get("sebelum", ""))
    page = {
        "list": security_log(kind=kind, nip=nip, before=before),
        "kind": kind,
        "nip": nip,
        "before": before,
        "kinds": SecurityKind.choices,
    }
    return render(request, "account/security_log.html", page)


@never_cache
@login_required
@recently_proven
def link(request: Request) -> HttpResponse:
    if why_not("make_password_link", None, by=request.standing, at=request.at):
        raise Http404
    form = LinkForm(request.POST or None, initial={"nip": request.GET.get("nip", "")[:30]})
    address = ""
    person = None
    if request.method == "POST" and form.is_valid():
        person = User.objects.filter(nip=form.cleaned_data["nip"].replace(" ", "")).first()
        if person is None:
            form.add_error("nip", "Tidak ada akun dengan NIP ini. Periksa angkanya.")
        else:
            address = _made(request, form, person)
    page = {"form": form, "address": address, "person": person}
    return render(request, "account/link.html", page, status=422 if form.errors else 200)


def _made(request: Request, form: LinkForm, person: User) -> str:
    visitor = visitor_of(request)
    try:
        secret = make_link(person, by=request.standing, visitor=visitor, at=request.at)
        if form.cleaned_data["clear"]:
            clear_factors(person, by=request.standing, visitor=visitor, at=request.at)
    except Refused as refused:
        form.add_error(None, " ".join(refused.reasons))
        return ""
    return request.build_absolute_uri(reverse("password-new", args=[secret]))
