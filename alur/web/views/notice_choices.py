"""Pilihan pemberitahuan: what a person wants to be told outside Alur, and verifying the mail address."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from alur.actions import Refused
from alur.actions.delivering.choosing import ask_verification, awaits, choose_notices, verify_address
from alur.reports.notice_choices import channels_of
from alur.web.forms.notices import ChoicesForm, initial_of
from alur.web.middleware import Request


@never_cache
@login_required
def choices(request: Request) -> HttpResponse:
    if request.method == "POST" and request.POST.get("aksi") == "pastikan":
        return _asked(request)
    channels = channels_of(request.user)
    sent = request.POST if request.method == "POST" else None
    form = ChoicesForm(sent, initial=initial_of(channels))
    if form.is_valid():
        try:
            number = form.cleaned_data["number"]
            choose_notices(form.wishes, number=number, by=request.standing, at=request.at)
        except Refused as refused:
            form.refuse(refused.reasons)
        else:
            messages.success(request, "Pilihan pemberitahuan disimpan.")
            return redirect("notice-choices")
    page = {"form": form, "mail": channels["surel"], "message": channels["pesan"]}
    return render(request, "notices/choices.html", page, status=422 if form.errors else 200)


def _asked(request: Request) -> HttpResponse:
    try:
        ask_verification(by=request.standing, at=request.at)
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason)
    else:
        messages.success(request, f"Tautan pemastian dikirim ke {request.user.email}. Buka surel itu dalam 24 jam.")
    return redirect("notice-choices")


@never_cache
@login_required
def verify(request: Request, secret: str) -> HttpResponse:
    if not awaits(secret, user=request.user, at=request.at):
        raise Http404
    if request.method == "POST":
        verify_address(secret, by=request.standing, at=request.at)
        messages.success(request, "Alamat surel dipastikan. Pilih di bawah apa yang dikirim ke sana.")
        return redirect("notice-choices")
    return render(request, "notices/verify.html")
