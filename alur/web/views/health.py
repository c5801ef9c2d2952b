"""Addresses for machines: is this process alive, can it serve, how does all of it stand, and figures for Prometheus."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from alur import __version__
from alur.records import health
from alur.records.models import IncidentKind
from alur.reports.operations.figures import Figures
from alur.reports.operations.vitals import Vital, disk, storage, vitals
from alur.web import metrics
from alur.web.middleware import Request

REMEMBERED = 3.0
PASSED_ON = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via")


@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """This process answers; nothing else is asked."""
    return JsonResponse({"keadaan": "baik"})


@require_safe
def ready(request: Request) -> HttpResponse:
    """This process can serve people: for load balancers, which must not give up all machines for a still worker."""
    found = _remembered("siap", lambda: [_database(), storage(), disk()])
    return _answer(request, found, all(vital.serves for vital in found))


@require_safe
def whole(request: Request) -> HttpResponse:
    """Everything that Alur needs, the worker and its clock too: for a watch from outside."""
    found = _remembered("semua", lambda: vitals(at=request.at))
    return _answer(request, found, all(vital.serves for vital in found))


@require_safe
def figures(request: Request) -> HttpResponse:
    if not is_trusted(request):
        raise Http404
    return HttpResponse(metrics.exposition(Figures(at=request.at)), content_type=CONTENT_TYPE_LATEST)


def is_trusted(request: HttpRequest) -> bool:
    """Whoever holds the token, and this machine itself when nothing was passed on by a proxy."""
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if settings.WATCH_TOKEN and scheme.lower() == "bearer":
        return constant_time_compare(given.strip(), settings.WATCH_TOKEN)
    if any(name in request.headers for name in PASSED_ON):
        return False
    return _is_loopback(request.META.get("REMOTE_ADDR", "")) and _names_loopback(request.get_host())


def _answer(request: HttpRequest, found: Iterable[Vital], is_well: bool) -> HttpResponse:
    """Strangers learn the one word; how each part stands only who is trusted."""
    body: dict[str, Any] = {"keadaan": "baik" if is_well else "terganggu"}
    if is_trusted(request):
        body["versi"] = __version__
        body["bagian"] = {
            vital.kind.value: {"baik": vital.is_well, "melayani": vital.serves, "keterangan": vital.fact}
            for vital in found
        }
    return JsonResponse(body, status=200 if is_well else 503)


def _database() -> Vital:
    fault = health.database_fault()
    return Vital(IncidentKind.DATABASE, "Basis data", fault or "menjawab", not fault, serves=not fault)


_LOCK = threading.Lock()
_KEPT: dict[str, tuple[float, list[Vital]]] = {}


def _remembered(key: str, read: Callable[[], list[Vital]]) -> list[Vital]:
    """What was read a moment ago, so that asking often costs nothing; one thread reads, the others wait for it."""
    with _LOCK:
        kept = _KEPT.get(key)
        if kept is None or time.monotonic() - kept[0] > REMEMBERED:
            kept = (time.monotonic(), read())
            _KEPT[key] = kept
    return kept[1]


def forget() -> None:
    """Read anew at the next asking (for tests)."""
    _KEPT.clear()


def _is_loopback(text: str) -> bool:
    try:
        return ipaddress.ip_address(text).is_loopback
    except ValueError:
        return False


def _names_loopback(host: str) -> bool:
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    return name == "localhost" or _is_loopback(name.strip("[]"))
