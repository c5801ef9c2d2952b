"""The door: log-in with password, second factor or passkey, and log-out."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from alur.actions import passkeys
from alur.actions.factors import try_code
from alur.actions.logging_in import NO_WAIT, try_password
from alur.actions.sessions import leave
from alur.records.models import Factor, FactorKind
from alur.web.forms.login import NOT_FITTING, CodeForm, LoginForm
from alur.web.middleware import Request
from alur.web.signing_in import (
    begin,
    device_of,
    finish,
    is_ours,
    pending,
    prove,
    slowed,
    visitor_of,
    wait_sentence,
)
from alur.web.views.proving import proof_page

STATE = "masuk.kunci"


@never_cache
@sensitive_post_parameters()
def log_in(request: Request) -> HttpResponse:
    next_page = request.POST.get("next", request.GET.get("next", ""))
    if request.user.is_authenticated:
        return redirect(next_page if is_ours(request, next_page) else "inbox")
    form = LoginForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _login_page(request, form, next_page)
    nip, password = form.cleaned_data["username"], form.cleaned_data["password"]
    device, visitor = device_of(request, nip), visitor_of(request)
    found = try_password(nip, password, device=device, visitor=visitor, at=request.at)
    if found.user:
        return begin(request, found.user, "kata sandi", next_page)
    form.add_error(None, wait_sentence(found.wait) if found.wait else NOT_FITTING)
    page = _login_page(request, form, next_page)
    return slowed(page, found.wait) if found.wait > NO_WAIT else page


def _login_page(request: Request, form: LoginForm, next_page: str) -> HttpResponse:
    page = {"form": form, "next": next_page, "sso": settings.SSO if settings.SSO["url"] else None}
    return render(request, "account/login.html", page, status=422 if form.errors else 200)


@never_cache
def second_factor(request: Request) -> HttpResponse:
    waiting = pending(request)
    if waiting is None:
        return redirect("login")
    user, means, next_page = waiting
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        place: dict[str, Any] = {"device": device_of(request, user.nip), "visitor": visitor_of(request)}
        found = try_code(user, form.cleaned_data["code"], **place, at=request.at)
        if found.user:
            return finish(request, user, f"{means} dan kode", next_page)
        form.add_error("code", wait_sentence(found.wait) if found.wait else "Kode tidak cocok atau sudah dipakai.")
        if found.wait:
            return slowed(_factor_page(request, form, user.pk), found.wait)
    return _factor_page(request, form, user.pk)


def _factor_page(request: Request, form: CodeForm, user_id: int) -> HttpResponse:
    kinds = set(Factor.objects.filter(user=user_id).values_list("kind", flat=True))
    page = {"form": form, "has_passkey": FactorKind.PASSKEY in kinds, "has_totp": FactorKind.TOTP in kinds}
    return render(request, "account/second_factor.html", page, status=422 if form.errors else 200)


@require_POST
def passkey_begin(request: Request) -> HttpResponse:
    options, request.session[STATE] = passkeys.begin_opening(host_of(request))
    return JsonResponse(options)


@require_POST
def passkey_open(request: Request) -> HttpResponse:
    """Opens with the signature of a passkey: logs in, or proves again somebody who is logged in."""
    state, answer = request.session.pop(STATE, None), answer_of(request)
    next_page = request.POST.get("next", "")
    waiting = pending(request)
    factor = None
    if state and answer:
        visitor = visitor_of(request)
        factor = passkeys.open_with_passkey(state, answer, host=host_of(request), visitor=visitor, at=request.at)
    if request.user.is_authenticated:
        if factor and factor.user_id == request.user.pk:
            prove(request)
            return redirect(next_page if is_ours(request, next_page) else "security")
        return proof_page(request, None, next_page, [passkeys.REFUSED])
    if factor is None or (waiting and waiting.user.pk != factor.user_id):
        form = LoginForm({})
        form.errors.clear()
        form.add_error(None, passkeys.REFUSED)
        return _login_page(request, form, next_page)
    return finish(request, factor.user, "kunci sandi", waiting.next_page if waiting else next_page)


def answer_of(request: Request) -> dict[str, Any] | None:
    """What the browser's authenticator answered, None for anything that is no JSON object."""
    try:
        answer = json.loads(request.POST.get("jawaban", ""))
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def host_of(request: Request) -> str:
    """The name of this machine in the address, to which passkeys are bound."""
    return request.get_host().rsplit(":", 1)[0]


@require_POST
def log_out(request: Request) -> HttpResponse:
    if request.user.is_authenticated:
        leave(request.user, str(request.session.session_key), visitor=visitor_of(request), at=request.at)
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)
