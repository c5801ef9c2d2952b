"""Log-in, log-out and the person's own display."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from alur.actions.preferences import set_theme
from alur.web.forms.login import LoginForm
from alur.web.middleware import Request

log_in = LoginView.as_view(
    template_name="account/login.html", authentication_form=LoginForm, redirect_authenticated_user=True
)
log_out = LogoutView.as_view()


@require_POST
@login_required
def theme(request: Request) -> HttpResponse:
    set_theme(request.user, request.POST.get("tampilan", ""))
    back = request.POST.get("kembali", "")
    is_ours = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(back if is_ours else "inbox")


def favicon(request: HttpRequest) -> HttpResponse:
    return redirect(static("alur/favicon.svg"), permanent=False)
