"""The one-time page where an empty installation gets its first administrator."""

from __future__ import annotations

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from alur.actions import Refused
from alur.actions.people import make_first_administrator
from alur.records.models import User
from alur.web.forms.first import FirstAdministratorForm
from alur.web.middleware import Request

SALT = "administrator-pertama"
HOURS_24 = 24 * 3600


def first_administrator_path() -> str:
    """The path of the one-time link, valid for 24 hours and until the first account exists."""
    return reverse("first-administrator", args=[signing.dumps("mulai", salt=SALT)])


def first_administrator(request: Request, secret: str) -> HttpResponse:
    if User.objects.exists() or not _is_ours(secret):
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


def _is_ours(secret: str) -> bool:
    try:
        return bool(signing.loads(secret, salt=SALT, max_age=HOURS_24) == "mulai")
    except signing.BadSignature:
        return False
