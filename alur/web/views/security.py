"""Keamanan akun: a person's own log-ins, second factors and recovery codes, and the security log's newest lines."""

from __future__ import annotations

from typing import Any

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from alur.actions import Refused, passkeys
from alur.actions.factors import (
    add_totp,
    make_codes,
    must_have_factor,
    new_totp_secret,
    remove_factor,
    totp_address,
)
from alur.actions.sealing import seal, unseal
from alur.actions.sessions import end_session, end_sessions
from alur.records.models import Factor, RecoveryCode
from alur.reports.security import own_security
from alur.web.addresses import row_number
from alur.web.forms.login import CodeForm
from alur.web.middleware import Request
from alur.web.signing_in import ENROL, recently_proven, visitor_of
from alur.web.views.doors import answer_of, host_of

TOTP, KEY = "akun.totp", "akun.kunci"


@never_cache
@login_required
def security(request: Request) -> HttpResponse:
    if request.method == "POST":
        return _end(request)
    return _page(request)


def _page(request: Request, **more: Any) -> HttpResponse:
    page: dict[str, Any] = {
        "own": own_security(request.user, at=request.at),
        "session_key": request.session.session_key,
        "must_enrol": bool(request.session.get(ENROL)),
        "is_required": must_have_factor(request.standing),
        "reasons": [],
    }
    status = 422 if more.get("reasons") else 200
    return render(request, "account/security.html", page | more, status=status)


def _end(request: Request) -> HttpResponse:
    own: dict[str, Any] = {"visitor": visitor_of(request), "at": request.at}
    if request.POST.get("sesi") == "lain":
        count = end_sessions(request.user, but=str(request.session.session_key), **own)
        messages.success(request, f"{count} sesi lain diakhiri." if count else "Tidak ada sesi lain.")
    elif end_session(request.user, row_number(request.POST.get("sesi", "")) or 0, **own):
        messages.success(request, "Sesi diakhiri; perangkat itu harus masuk lagi.")
    return redirect("security")


@never_cache
@login_required
@recently_proven
def totp(request: Request) -> HttpResponse:
    """The secret waits in the session, sealed, until a code proves that the app has it."""
    form = CodeForm(request.POST or None)
    form.fields["code"].help_text = "Enam angka yang sekarang tampak di aplikasi."
    if request.method != "POST" or TOTP not in request.session:
        request.session[TOTP] = seal(new_totp_secret())
    secret = unseal(request.session[TOTP])
    if request.method == "POST" and form.is_valid():
        try:
            add_totp(request.user, secret, form.cleaned_data["code"], visitor=visitor_of(request), at=request.at)
        except Refused as refused:
            form.add_error("code", " ".join(refused.reasons))
        else:
            del request.session[TOTP]
            return _enrolled(request, "Aplikasi kode terpasang.")
    code = segno.make(totp_address(request.user, secret), error="m")
    page = {"form": form, "secret": secret, "modules": _modules(code), "size": len(code.matrix) + 8}
    return render(request, "account/totp.html", page, status=422 if form.errors else 200)


def _modules(code: segno.QRCode) -> str:
    """The dark modules as one SVG path, with the quiet zone of four."""
    rows = enumerate(code.matrix, 4)
    return "".join(f"M{x} {y}h1v1h-1z" for y, row in rows for x, dark in enumerate(row, 4) if dark)


def _enrolled(request: Request, sentence: str) -> HttpResponse:
    """Give recovery codes with the first factor, and let go whoever had to set one up."""
    request.session.pop(ENROL, None)
    messages.success(request, sentence)
    if RecoveryCode.objects.filter(user=request.user, used_at__isnull=True).exists():
        return redirect("security")
    return _codes(request)


def _codes(request: Request) -> HttpResponse:
    codes = make_codes(request.user, visitor=visitor_of(request), at=request.at)
    return render(request, "account/codes.html", {"codes": codes})


@never_cache
@recently_proven
@require_POST
@login_required
def codes(request: Request) -> HttpResponse:
    if not Factor.objects.filter(user=request.user).exists():
        return _page(request, reasons=["Pasang dahulu aplikasi kode atau kunci sandi; kode pemulihan menyertainya."])
    return _codes(request)


@recently_proven
@require_POST
@login_required
def factor_remove(request: Request) -> HttpResponse:
    number = row_number(request.POST.get("pengaman", "")) or 0
    try:
        gone = remove_factor(number, by=request.standing, visitor=visitor_of(request), at=request.at)
    except Refused as refused:
        return _page(request, reasons=refused.reasons)
    if gone:
        messages.success(request, f"{gone.name} dihapus.")
    return redirect("security")


@never_cache
@login_required
@recently_proven
def passkey(request: Request) -> HttpResponse:
    reasons: list[str] = []
    if request.method == "POST":
        state, answer = request.session.pop(KEY, None), answer_of(request)
        try:
            if not state or answer is None:
                raise Refused(["Perangkat tidak menjawab. Coba lagi dari awal."])
            place: dict[str, Any] = {"host": host_of(request), "visitor": visitor_of(request), "at": request.at}
            passkeys.add_passkey(request.user, request.POST.get("nama", ""), state, answer, **place)
            return _enrolled(request, "Kunci sandi terpasang.")
        except Refused as refused:
            reasons = list(refused.reasons)
    return render(request, "account/passkey.html", {"reasons": reasons}, status=422 if reasons else 200)


@require_POST
@login_required
@recently_proven
def passkey_make(request: Request) -> HttpResponse:
    options, request.session[KEY] = passkeys.begin_registration(request.user, host_of(request))
    return JsonResponse(options)
