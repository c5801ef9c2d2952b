"""Gives every request its time and its person's standing, each determined once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from alur.records.models import User
from alur.records.standing import Standing, standing_of


class Request(HttpRequest):
    """A request as views get it: with its person, its one reading of the clock, and the person's standing."""

    user: User
    at: dt.datetime
    standing: Standing


class StandingMiddleware:
    """Sets `request.at` (the one clock reading of this request) and `request.standing` (lazily, one query)."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.at = timezone.now()
        lazily = SimpleLazyObject(lambda: standing_of(request.user, timezone.localdate(request.at)))
        request.standing = cast(Standing, lazily)
        return self.get_response(request)
