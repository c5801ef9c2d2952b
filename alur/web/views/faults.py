"""The page of a fault, with the number by which the operator finds it; and the one while the database is away.

What was typed is not lost by that: the page holds it, and one press sends it again.
"""

from __future__ import annotations

import re
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader

from alur.records import tracing

SECRETS = re.compile(r"sandi|password|frasa|rahasia|secret|passphrase|^(code|kode|old|new|again|jawaban)$", re.I)
FULL = ("disk is full", "No space left", "disk I/O error", "DiskFull", "could not extend file")
HELD = 2 * 1024 * 1024


def server_error(request: HttpRequest) -> HttpResponse:
    """Answers whatever was not foreseen. Django calls it while the error is being handled."""
    error = sys.exc_info()[1]
    number = tracing.current()
    if not isinstance(error, OperationalError | InterfaceError) or "no such" in str(error):
        return HttpResponse(loader.render_to_string("500.html", {"request_id": number}), status=500)
    page = {
        "is_full": any(word in f"{error} {type(error.__cause__).__name__}" for word in FULL),
        "request_id": number,
        "address": request.get_full_path(),
        "is_form": request.method == "POST",
        "fields": _typed(request),
        "files": _has_files(request),
    }
    answer = HttpResponse(loader.render_to_string("errors/database_away.html", page, request=None), status=503)
    answer["Retry-After"] = "30"
    return answer


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What the form held, unless something in it is secret or it is too much to hold; read without the database."""
    if request.method != "POST":
        return []
    try:
        pairs = [(name, value) for name, values in request.POST.lists() for value in values]
    except Exception:  # a body that cannot be read any more; the page says to go back
        return []
    too_much = sum(len(value) for _, value in pairs) > HELD
    return [] if too_much or any(SECRETS.search(name) for name, _ in pairs) else pairs


def _has_files(request: HttpRequest) -> bool:
    return request.method == "POST" and bool(request.FILES)
