"""Periksa naskah: the public pages about a paper. Nobody logs in, no cookie is set, no uploaded file is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from alur.records.codes import read_code, spelled
from alur.reports.proof import Comparison, compare, proof_of
from alur.reports.signatures import signature_sentences
from alur.web.middleware import Request
from alur.web.throttle import Throttle, address_of
from alur.web.uploads import HashedUpload, HashingUploadHandler

GUESSES = Throttle("periksa-kode", limit=30, window=dt.timedelta(minutes=10))
FILES = Throttle("periksa-berkas", limit=60, window=dt.timedelta(minutes=10))
View = Callable[..., HttpResponseBase]


def public(view: View) -> View:
    """A page for everybody: no log-in and no token, not to be indexed or stored, and slow for whoever guesses."""

    @csrf_exempt  # the pages change nothing, and the token would need a cookie
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def shown(request: Request, **address: Any) -> HttpResponseBase:
        seconds = GUESSES.wait(address_of(request), request.at)
        if not seconds and request.method == "POST":
            seconds = FILES.count(address_of(request), request.at)
        response = _slow(seconds) if seconds else view(request, **address)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Cache-Control"] = "no-store"
        return response

    return shown


@public
def check(request: Request) -> HttpResponseBase:
    if request.method == "POST":
        upload = _hashed(request)
        comparison = compare(upload.sha256) if upload else None
        return _page("proof/check.html", {"upload": upload, "is_asked": True, **_words(comparison)})
    typed = request.GET.get("kode", "")
    if code := read_code(typed):
        return redirect("proof", code)
    return _page("proof/check.html", {"typed": typed[:60]}, status=422 if typed.strip() else 200)


@public
def proof(request: Request, code: str) -> HttpResponseBase:
    found = proof_of(read_code(code))
    if found is None:
        seconds = GUESSES.count(address_of(request), request.at)
        return _slow(seconds) if seconds else _page("proof/unknown.html", {}, status=404)
    page: dict[str, Any] = {"proof": found, "spelled": spelled(found.code), "at": request.at}
    page["signature"] = signature_sentences(found.prints)
    if request.method == "POST":
        upload = _hashed(request)
        comparison = compare(upload.sha256, found) if upload else None
        page |= {"upload": upload, "is_asked": True, **_words(comparison)}
    return _page("proof/paper.html", page)


def _hashed(request: Request) -> HashedUpload | None:
    """The file that was sent, read once and forgotten; None when there was none."""
    request.upload_handlers = [HashingUploadHandler(request)]
    upload = request.FILES.get("berkas")
    return upload if isinstance(upload, HashedUpload) else None


def _words(comparison: Comparison | None) -> dict[str, Any]:
    if comparison is None:
        return {}
    return {"likeness": comparison.likeness.name, "code": comparison.code, "code_spelled": spelled(comparison.code)}


def _slow(seconds: int) -> HttpResponse:
    response = _page("proof/slow.html", {"minutes": -(-seconds // 60)}, status=429)
    response["Retry-After"] = str(seconds)
    return response


def _page(template: str, page: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """The page, made without the request: it is the same for everybody, whoever is logged in."""
    return HttpResponse(render_to_string(template, {"office": settings.OFFICE, **page}), status=status)
