"""What a person sets for oneself: display and password."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from alur.actions import Refused
from alur.actions.logging_in import prove_password
from alur.actions.passwords import change_password
from alur.actions.preferences import set_theme
from alur.actions.sessions import rename_session
from alur.web.forms.password import PasswordForm
from alur.web.middleware import Request
from alur.web.signing_in import device_of, prove, visitor_of, wait_sentence


@require_POST
@login_required
def theme(request: Request) -> HttpResponse:
    set_theme(request.user, request.POST.get("tampilan", ""))
    back = request.POST.get("kembali", "")
    is_ours = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(back if is_ours else "inbox")


@sensitive_post_parameters()
@login_required
def password(request: Request) -> HttpResponse:
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values, visitor, key = form.cleaned_data, visitor_of(request), str(request.session.session_key)
        try:
            device = device_of(request, request.user.nip)
            tried = prove_password(request.user, values["old"], device=device, visitor=visitor, at=request.at)
            if wait := tried.wait:
                raise Refused([wait_sentence(wait)])
            user = change_password(
                values["old"], values["new"], by=request.standing, at=request.at, visitor=visitor, session=key
            )
        except Refused as refused:
            form.refuse(refused.reasons)
        else:
            update_session_auth_hash(request, user)
            prove(request)
            rename_session(key, str(request.session.session_key))
            messages.success(request, "Kata sandi diganti. Di perangkat lain, masuklah lagi dengan yang baru.")
            return redirect("inbox")
    return render(request, "account/password.html", {"form": form}, status=422 if form.errors else 200)


def favicon(request: HttpRequest) -> HttpResponse:
    return redirect(static("alur/favicon.svg"), permanent=False)
