"""Who gets to a page at all: people who are logged in and hold some capacity today. What they see, querysets decide."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http.response import HttpResponseBase
from django.shortcuts import render

from alur.web.middleware import Request
from alur.web.typed import typed_texts

View = Callable[..., HttpResponseBase]


def for_members(view: View) -> View:
    """Sends strangers to the log-in, and tells a person without any role whom to ask."""

    @login_required
    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.standing.capacities:
            return render(request, "account/no_role.html", {"typed": typed_texts(request)}, status=403)
        return view(request, *args, **kwargs)

    return guarded
