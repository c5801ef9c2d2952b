"""Who gets to the pages of retention, and the one way in which their forms are pressed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import uuid4

from django import forms
from django.http.response import HttpResponseBase
from django.shortcuts import render

from alur.actions import Refused
from alur.reports.retention import sees_retention
from alur.web.access import View, for_members
from alur.web.middleware import Request

NOT_ALLOWED = "Retensi arsip dibaca oleh petugas surat, kepala biro, dan auditor."


def for_keepers(view: View) -> View:
    """Tells everybody else who keeps the archive."""

    @for_members
    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not sees_retention(request.standing):
            return render(request, "retention/not_allowed.html", {"reasons": [NOT_ALLOWED]}, status=403)
        return view(request, *args, **kwargs)

    return guarded


def common(tab: str) -> dict[str, Any]:
    """What every page of these prints: its tab and a fresh token."""
    return {"tab": tab, "token": uuid4().hex}


def pressed(form: forms.Form, act: Callable[[dict[str, Any]], Any]) -> tuple[Any, list[str]]:
    """What the act made of a whole form, or the reasons for which it was refused; both empty for a form that is not."""
    if not form.is_valid():
        return None, []
    try:
        return act(form.cleaned_data), []
    except Refused as refused:
        return None, refused.reasons
