"""Who gets to the pages of Pengguna & jabatan, and the one way in which their forms are pressed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from uuid import uuid4

from django import forms
from django.http.response import HttpResponseBase
from django.shortcuts import render

from alur.actions.personnel.rights import may_manage
from alur.web.access import View, for_members
from alur.web.middleware import Request
from alur.web.tokens import press_token


def for_administrators(view: View) -> View:
    """Tells everybody else who keeps people and positions."""

    @for_members
    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if reasons := may_manage(by=request.standing):
            return render(request, "personnel/not_allowed.html", {"reasons": reasons}, status=403)
        return view(request, *args, **kwargs)

    return guarded


def token_of(request: Request) -> str:
    """The token of the form that was pressed."""
    return press_token(request)


def common(request: Request, tab: str) -> dict[str, Any]:
    """What every page of these prints: its tab and a fresh token."""
    return {"tab": tab, "token": uuid4().hex}


def forms_of(
    request: Request, kinds: Mapping[str, Callable[..., forms.Form]], initial: Mapping[str, Mapping[str, Any]]
) -> dict[str, forms.Form]:
    """A page's forms by name; the one that was pressed holds what was typed."""
    pressed = request.POST.get("aksi", "")
    return {
        name: kind(request.POST, prefix=name) if name == pressed else kind(prefix=name, initial=initial.get(name))
        for name, kind in kinds.items()
    }
