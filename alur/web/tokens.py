"""The token of a pressed form, by which a second press of the same form is known."""

from __future__ import annotations

from django.http import HttpRequest

LENGTH = 40


def press_token(request: HttpRequest) -> str:
    """The token that came with the form, cut to what the record holds; "" without one."""
    return request.POST.get("token", "").replace("\0", "")[:LENGTH]
