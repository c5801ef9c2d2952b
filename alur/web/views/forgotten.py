"""Lupa kata sandi: asking for a one-time link, and the page that the link opens."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from alur.actions import Refused
from alur.actions.password_links import ENDED, ask_link, link_of, use_link
from alur.records.nip import plain_nip
from alur.web.forms.login import NewPasswordForm, NipForm
from alur.web.middleware import Request
from alur.web.signing_in import slowed, visitor_of, wait_sentence
from alur.web.throttle import Throttle

BY_ADDRESS = Throttle("lupa-alamat", 30, dt.timedelta(hours=1))
BY_NIP = Throttle("lupa-nip", 3, dt.timedelta(hours=1))


@never_cache
def forgotten(request: Request) -> HttpResponse:
    """The same answer whether or not there is such a person; of too many askings for one NIP the rest send nothing."""
    form = NipForm(request.POST or None)
    is_sent = False
    if request.method == "POST" and settings.HAS_MAIL and form.is_valid():
        visitor, nip = visitor_of(request), plain_nip(form.cleaned_data["nip"])
        if wait := BY_ADDRESS.count(visitor.address, request.at):
            form.add_error(None, wait_sentence(dt.timedelta(seconds=wait)))
            return slowed(_page(request, form, is_sent=False), dt.timedelta(seconds=wait))
        if not BY_NIP.count(nip, request.at):
            ask_link(nip, visitor=visitor, at=request.at)
        is_sent = True
    return _page(request, form, is_sent=is_sent)


def _page(request: Request, form: NipForm, *, is_sent: bool) -> HttpResponse:
    page = {"form": form, "is_sent": is_sent, "has_mail": settings.HAS_MAIL}
    return render(request, "account/forgotten.html", page, status=422 if form.errors else 200)


@never_cache
@sensitive_post_parameters()
def password_new(request: Request, secret: str) -> HttpResponse:
    link = link_of(secret, at=request.at)
    if link is None:
        return render(request, "account/link_ended.html", {"reason": ENDED}, status=404)
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            use_link(secret, form.cleaned_data["new"], visitor=visitor_of(request), at=request.at)
        except Refused as refused:
            form.add_error("new", " ".join(refused.reasons))
        else:
            messages.success(request, "Kata sandi baru tersimpan. Masuklah dengan NIP dan kata sandi itu.")
            return redirect("login")
    page = {"form": form, "person": link.user}
    response = render(request, "account/password_new.html", page, status=422 if form.errors else 200)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
