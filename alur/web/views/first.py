"""The one-time page where an empty installation gets its first administrator."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from alur.actions import Refused
from alur.actions.people import make_first_administrator, opens_first_administrator
from alur.web.forms.first import FirstAdministratorForm
from alur.web.middleware import Request


def first_administrator(request: Request, secret: str) -> HttpResponse:
    if not opens_first_administrator(secret):
        raise Http404
    form = FirstAdministratorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            make_first_administrator(values["nip"], values["name"], values["password"], at=request.at)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
        else:
            messages.success(request, "Akun administrator dibuat. Masuklah dengan NIP dan kata sandi itu.")
            return redirect("login")
    return render(request, "account/first.html", {"form": form}, status=422 if form.errors else 200)
