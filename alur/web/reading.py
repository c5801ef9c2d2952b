"""How pages tell that they show a letter or a case: `opened`, and the way to the page that asks for a reason."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from alur.actions.reading import ReasonNeeded, record_reading
from alur.records.models import Case, Letter
from alur.web.middleware import Request


def opened(request: Request, subject: Case | Letter, what: str, *, is_form: bool = False) -> None:
    """Call before content is shown. Writes the reading down where it must be; raises ReasonNeeded without a reason.

    A page that answers a form (`is_form`) is shown without one: what was typed stands in it. No query for what is
    neither classified nor read by an auditor.
    """
    letter_id = subject.letter_id if isinstance(subject, Case) else subject.pk
    is_sent = is_form and request.method == "POST"
    record_reading(letter_id, subject.security, what, by=request.standing, at=request.at, is_sent=is_sent)


class ReasonMiddleware:
    """Leads to the page that asks why a classified letter is read, and from there back to what was asked for."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: Request, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, ReasonNeeded):
            return None
        address = reverse("reading-reason", args=[exception.letter_id])
        return redirect(f"{address}?{urlencode({'lanjut': request.get_full_path()})}")
