"""A person's log-in as the browser holds it: begun, proven again, lapsed. Who may log in, `alur.actions` decides."""

from __future__ import annotations

import datetime as dt
import math
import re
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from alur.actions.factors import must_have_factor
from alur.actions.security_log import Visitor, nip_digest
from alur.actions.sessions import begin_session, leave, see_session
from alur.records.models import User
from alur.records.standing import standing_of
from alur.web.access import View
from alur.web.held import ask_for_proof, is_resumed, resume
from alur.web.middleware import Request
from alur.web.throttle import address_of

BEGUN, SEEN, PROVEN, PENDING, ENROL = "masuk.mulai", "masuk.terakhir", "masuk.bukti", "masuk.tunggu", "masuk.wajib"
SEE_EVERY, PROOF_HOLDS, PENDING_HOLDS = 5 * 60, 15 * 60, 10 * 60
DEVICE_COOKIE, DEVICE_AGE, DEVICE_PEOPLE = "alur_perangkat", 365 * 24 * 3600, 5
BACKEND = "alur.web.login.NipBackend"
OPEN_WHILE_ENROLLING = ("/akun/", "/keluar/", "/tampilan/", "/kata-sandi/", "/static/", "/favicon.ico")
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"))


def visitor_of(request: HttpRequest) -> Visitor:
    """From where this request comes; the device in two words, never the whole line of the browser."""
    line = request.headers.get("User-Agent", "")
    browser = next((name for mark, name in BROWSERS if mark in line), "")
    system = next((name for mark, name in SYSTEMS if mark in line), "Linux" if "Linux" in line else "")
    known = " di ".join(filter(None, (browser, system)))
    return Visitor(address_of(request), known or re.sub(r"[^\w ./-]", "", line)[:40])


class Pending(NamedTuple):
    """Who has shown the first factor (`means` says which) and owes the second, and where the person wanted to go."""

    user: User
    means: str
    next_page: str


def begin(request: Request, user: User, means: str, next_page: str) -> HttpResponse:
    """The first factor is right. Ask for the second where the person has one, else let the person in.

    Who must have one is let in no further than to where it is set up.
    """
    if not user.factors.exists():
        return finish(request, user, means, next_page, is_bare=True)
    request.session.flush()
    request.session[PENDING] = [user.pk, _stamp(request.at), means, next_page]
    return redirect("second-factor")


def pending(request: Request) -> Pending | None:
    """Who has shown the first factor within the last ten minutes and still owes the second."""
    pk, since, means, next_page = request.session.get(PENDING) or (None, 0, "", "")
    if pk is None or _stamp(request.at) - since > PENDING_HOLDS:
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    return Pending(user, means, next_page) if user else None


def finish(request: Request, user: User, means: str, next_page: str, *, is_bare: bool = False) -> HttpResponse:
    """Let the person in under a new session key, and remember the device. `is_bare`: by one factor only."""
    request.session.flush()
    login(request, user, backend=BACKEND)
    for mark in (BEGUN, SEEN, PROVEN):
        request.session[mark] = _stamp(request.at)
    if is_bare and must_have_factor(standing_of(user, timezone.localdate(request.at))):
        request.session[ENROL] = True
    request.session.save()
    begin_session(user, str(request.session.session_key), means, visitor=visitor_of(request), at=request.at)
    response = redirect(next_page if is_ours(request, next_page) else resolve_url(settings.LOGIN_REDIRECT_URL))
    _remember_device(request, response, user)
    return response


def is_ours(request: HttpRequest, page: str) -> bool:
    """Whether this address is a page of this very installation."""
    hosts = {request.get_host()}
    return bool(page) and url_has_allowed_host_and_scheme(page, hosts, require_https=request.is_secure())


def device_of(request: HttpRequest, nip: str) -> str:
    """The name of this device when this NIP has logged in with it before, else ""."""
    name, people = _device(request)
    return name if _short(nip) in people else ""


def _device(request: HttpRequest) -> tuple[str, list[str]]:
    value = request.get_signed_cookie(DEVICE_COOKIE, default="", max_age=DEVICE_AGE) or ""
    name, _, people = value.partition("|")
    return name, people.split(",") if people else []


def _remember_device(request: HttpRequest, response: HttpResponse, user: User) -> None:
    name, people = _device(request)
    kept = [_short(user.nip), *(other for other in people if other != _short(user.nip))][:DEVICE_PEOPLE]
    response.set_signed_cookie(
        DEVICE_COOKIE,
        f"{name or secrets.token_urlsafe(16)}|{','.join(kept)}",
        max_age=DEVICE_AGE,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def _short(nip: str) -> str:
    return nip_digest(nip)[:16]


def wait_sentence(wait: dt.timedelta) -> str:
    """When the next try is heard, in words."""
    seconds = math.ceil(wait.total_seconds())
    length = f"{seconds} detik" if seconds < 60 else f"{math.ceil(seconds / 60)} menit"
    return f"Terlalu banyak percobaan yang keliru. Coba lagi dalam {length}."


def slowed(response: HttpResponse, wait: dt.timedelta) -> HttpResponse:
    """The answer as 429 with the seconds to wait."""
    response.status_code = 429
    response.headers["Retry-After"] = str(math.ceil(wait.total_seconds()))
    return response


def prove(request: Request) -> None:
    """The person has just proven again who it is."""
    request.session[PROVEN] = _stamp(request.at)


def recently_proven(view: View) -> View:
    """Before a sensitive page: asks again who it is when the last proof is over 15 minutes old.

    A form that was sent is held meanwhile and goes on after the proof. Goes around `require_POST`, not below it.
    """

    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            if _stamp(request.at) - request.session.get(PROVEN, 0) > PROOF_HOLDS:
                return ask_for_proof(request)
            if is_resumed(request):
                resume(request)
        return view(request, *args, **kwargs)

    return guarded


def proven_to_act(view: View) -> View:
    """Like `recently_proven`, but only for forms that are sent: to look at the page needs no proof."""
    asking = recently_proven(view)

    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        is_act = request.method == "POST" or is_resumed(request)
        return (asking if is_act else view)(request, *args, **kwargs)

    return guarded


class DoorMiddleware:
    """Ends a log-in that has been idle or has lasted too long, and leads those who must set up a second factor."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.session.get(BEGUN):
            return self.get_response(request)
        now, session = _stamp(request.at), request.session
        if now - session[SEEN] > settings.SESSION_IDLE or now - session[BEGUN] > settings.SESSION_COOKIE_AGE:
            self._lapse(request)
        elif session.get(ENROL) and not request.path.startswith(OPEN_WHILE_ENROLLING):
            return redirect("security")
        elif now - session[SEEN] > SEE_EVERY:
            session[SEEN] = now
            see_session(str(session.session_key), at=request.at)
        return self.get_response(request)

    def _lapse(self, request: Request) -> None:
        if request.user.is_authenticated:
            key = str(request.session.session_key)
            leave(request.user, key, visitor=visitor_of(request), at=request.at, detail="lewat waktu")
        logout(request)
        messages.info(request, "Anda lama tidak memakai Alur, jadi sesi diakhiri. Masuklah lagi; draf Anda tersimpan.")


def _stamp(at: dt.datetime) -> int:
    return int(at.timestamp())
