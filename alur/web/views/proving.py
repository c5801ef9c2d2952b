"""Who is logged in proves it again: with the password, a code, or what the page offers beside them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from alur.actions.factors import try_code
from alur.actions.logging_in import NO_WAIT, Attempt, prove_password
from alur.records.models import Factor, FactorKind
from alur.web.forms.login import ProofForm
from alur.web.held import is_held
from alur.web.middleware import Request
from alur.web.signing_in import device_of, is_ours, prove, slowed, visitor_of, wait_sentence

WRONG = {
    "password": "Kata sandi tidak cocok; ketik ulang.",
    "code": "Kode tidak cocok atau sudah dipakai; tunggu kode berikutnya.",
}


@never_cache
@sensitive_post_parameters()
@login_required
def prove_again(request: Request) -> HttpResponse:
    next_page = request.POST.get("next", request.GET.get("next", ""))
    form = _form(request, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return proof_page(request, form, next_page)
    means = "code" if form.cleaned_data.get("code") else "password"
    found = _tried(request, means, form.cleaned_data[means])
    if found.user:
        prove(request)
        return redirect(next_page if is_ours(request, next_page) else "security")
    form.add_error(means, wait_sentence(found.wait) if found.wait else WRONG[means])
    page = proof_page(request, form, next_page)
    return slowed(page, found.wait) if found.wait > NO_WAIT else page


def _tried(request: Request, means: str, typed: str) -> Attempt:
    place: dict[str, Any] = {"device": device_of(request, request.user.nip), "visitor": visitor_of(request)}
    trying = try_code if means == "code" else prove_password
    return trying(request.user, typed, **place, at=request.at)


def _form(request: Request, typed: Any = None) -> ProofForm:
    has_code = Factor.objects.filter(user=request.user, kind=FactorKind.TOTP).exists()
    return ProofForm(typed, has_password=request.user.has_usable_password(), has_code=has_code)


def proof_page(
    request: Request, form: ProofForm | None, next_page: str, reasons: list[str] | None = None
) -> HttpResponse:
    form = form or _form(request)
    page = {
        "form": form,
        "next": next_page,
        "is_held": is_held(next_page),
        "has_passkey": Factor.objects.filter(user=request.user, kind=FactorKind.PASSKEY).exists(),
        "sso": settings.SSO if settings.SSO["url"] else None,
        "reasons": reasons or [],
    }
    return render(request, "account/prove.html", page, status=422 if form.errors or reasons else 200)
