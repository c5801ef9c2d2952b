"""Gives every request an id, measures how long it took, and writes a line when that was long."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from alur.records import tracing
from alur.web import metrics

HEADER = "X-Request-ID"
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
logger = logging.getLogger("alur.request")


class MeasuringMiddleware:
    """The outermost: what it measures is all that the person waits for, but for the sending of a large file."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        work, begun = request_id(request), time.perf_counter()
        with tracing.working_on(work):
            response = self.get_response(request)
            seconds = time.perf_counter() - begun
            response[HEADER] = work
            route = route_of(request)
            metrics.observe(route, response.status_code, seconds)
            _write(request, route, response.status_code, seconds)
        return response


def request_id(request: HttpRequest) -> str:
    """The id that the proxy in front gave, when it looks like one; else a new one."""
    given = request.headers.get(HEADER, "")
    return given if ID.fullmatch(given) else uuid4().hex


def route_of(request: HttpRequest) -> str:
    """The name of the page, so that there are only so many; "lain" where no page was found."""
    match = request.resolver_match
    return (match.url_name or "lain") if match else "lain"


def _write(request: HttpRequest, route: str, status: int, seconds: float) -> None:
    is_slow = seconds >= settings.SLOW_SECONDS
    level = logging.WARNING if is_slow else logging.INFO
    if not logger.isEnabledFor(level):
        return
    facts = {
        "method": request.method,
        "path": request.path,
        "route": route,
        "status": status,
        "ms": round(seconds * 1000),
    }
    words = "Permintaan lambat" if is_slow else "Permintaan"
    logger.log(level, "%s: %s %s, %s dalam %s ms", words, facts["method"], route, status, facts["ms"], extra=facts)
