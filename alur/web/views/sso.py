"""Single sign-on by the office's identity provider. The protocol is django-allauth's (OpenID Connect with PKCE)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.openid_connect.views import callback, login
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alur.actions.security_log import note
from alur.records.models import SecurityKind, User
from alur.records.nip import plain_nip
from alur.web.middleware import Request
from alur.web.signing_in import begin, finish, is_ours, prove, visitor_of
from alur.web.views.proving import proof_page

PROVIDER = "kantor"
NEXT, PROVING = "masuk.sso", "masuk.sso.bukti"
AGAIN, DRIFT = "prompt=login&max_age=0", 60
AWAY = "Layanan itu tidak menjawab atau membatalkan. Coba lagi, atau masuklah dengan NIP dan kata sandi."
NO_NIP = "Layanan itu tidak menyebut NIP Anda. Mintalah pengelolanya melengkapi data Anda."
OTHER = "Layanan itu menyebut orang lain. Buktikan sebagai {}, atau keluarlah dahulu."
NOT_AGAIN = "Layanan itu tidak menanyai Anda lagi, jadi belum terbukti. Keluarlah dari layanan itu, lalu coba lagi."
UNKNOWN = "NIP Anda belum mempunyai akun aktif di Alur. Mintalah administrator membuatnya."


@never_cache
@require_safe
def sso(request: Request) -> HttpResponse:
    if not settings.SSO["url"]:
        raise Http404
    request.session[NEXT] = request.GET.get("next", "")
    request.session.pop(PROVING, None)
    asked = request.GET.copy()
    asked.pop("auth_params", None)
    if request.user.is_authenticated and "bukti" in request.GET:
        request.session[PROVING] = int(request.at.timestamp())
        asked["auth_params"] = AGAIN
    request.GET = asked  # type: ignore[assignment]  # allauth reads from it what to ask of the provider
    try:
        return login(request, PROVIDER)
    except OSError:  # requests' own errors are of this kind
        return refused(request, AWAY)


@never_cache
@require_safe
def sso_back(request: Request, provider_id: str) -> HttpResponse:
    if not settings.SSO["url"] or provider_id != PROVIDER:
        raise Http404
    try:
        return callback(request, PROVIDER)
    except OSError:
        return refused(request, AWAY)


def refused(request: Request, reason: str, nip: str = "") -> HttpResponse:
    note(SecurityKind.SSO_REFUSED, visitor_of(request), at=request.at, nip=nip, detail=reason)
    page = {"reason": reason, "name": settings.SSO["name"]}
    return render(request, "account/sso_refused.html", page, status=403)


def _proven(request: Any, user: User, said_at: Any, since: int, next_page: str) -> HttpResponse:
    """The provider must have asked the same person just now: a session that it still had proves nothing."""
    if user.pk != request.user.pk:
        return proof_page(request, None, next_page, [OTHER.format(request.user.name)])
    if not isinstance(said_at, int | float) or said_at < since - DRIFT:
        return proof_page(request, None, next_page, [NOT_AGAIN])
    prove(request)
    note(SecurityKind.PROVEN, visitor_of(request), at=request.at, user=user, detail=str(settings.SSO["name"]))
    return redirect(next_page if is_ours(request, next_page) else "security")


def is_strong(token: Mapping[str, Any]) -> bool:
    """Whether the signed token says that the provider asked for a second factor, in words that the office accepts."""
    methods = token.get("amr")
    said = [token.get("acr"), *(methods if isinstance(methods, list) else [methods])]
    return not set(settings.SSO["strong"]).isdisjoint(word for word in said if isinstance(word, str))


class OfficeAdapter(DefaultSocialAccountAdapter):
    """Takes over once the provider has said who it is: an existing, active person logs in; nobody is ever made."""

    def list_apps(self, request: Any, provider: Any = None, client_id: Any = None) -> list[SocialApp]:
        """The office's provider, from the settings alone."""
        office = settings.SSO
        app = SocialApp(provider="openid_connect", provider_id=PROVIDER, name=office["name"])
        app.client_id, app.secret = office["client"], office["secret"]
        app.settings = {"server_url": office["url"], "oauth_pkce_enabled": True}
        return [app]

    def is_open_for_signup(self, request: Any, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: Any, sociallogin: Any) -> None:
        said = sociallogin.account.extra_data
        subjects = {part["sub"] for part in (said.get("id_token"), said.get("userinfo")) if part and "sub" in part}
        if len(subjects) > 1:  # OpenID Connect Core 5.3.2: such an answer must not be used
            raise ImmediateHttpResponse(refused(request, AWAY))
        claims = {**said.get("id_token", {}), **said.get("userinfo", {})}
        nip = plain_nip(str(claims.get(settings.SSO["claim"]) or ""))
        if not nip:
            raise ImmediateHttpResponse(refused(request, NO_NIP))
        user = User.objects.filter(nip=nip, is_active=True).first()
        if user is None:
            raise ImmediateHttpResponse(refused(request, UNKNOWN, nip))
        next_page, since = request.session.get(NEXT, ""), request.session.pop(PROVING, None)
        if since is not None and request.user.is_authenticated:
            raise ImmediateHttpResponse(_proven(request, user, claims.get("auth_time"), since, next_page))
        enter = finish if is_strong(said.get("id_token") or {}) else begin
        raise ImmediateHttpResponse(enter(request, user, str(settings.SSO["name"]), next_page))

    def on_authentication_error(self, request: Any, *args: Any, **kwargs: Any) -> None:
        raise ImmediateHttpResponse(refused(request, AWAY))
