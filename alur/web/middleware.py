"""Gives every request its time and its person's standing, each determined once."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from alur.records.standing import standing_of


class StandingMiddleware:
    """Sets `request.at` (the one clock reading of this request) and `request.standing` (lazily, one query)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.at = timezone.now()
        request.standing = SimpleLazyObject(lambda: standing_of(request.user, timezone.localdate(request.at)))
        return self.get_response(request)
