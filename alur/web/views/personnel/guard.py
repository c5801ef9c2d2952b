"""Who gets to the pages of Pengguna & jabatan, and the one way in which their forms are pressed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from uuid import uuid4

from django import forms
from django.http.response import HttpResponseBase
from django.shortcuts import render

from alur.actions import why_not
from alur.web.access import View, for_members
from alur.web.middleware import Request
from alur.web.signing_in import proven_to_act
from alur.web.tokens import press_token
from alur.web.typed import typed_texts


def for_administrators(view: View) -> View:
    """Tells everybody else who keeps people and positions. Every act needs a fresh proof of who it is."""
    return for_those_who_may("manage_people")(view)


def for_those_who_may(act: str) -> Callable[[View], View]:
    """The same for another act that the whole page is about."""

    def guard(view: View) -> View:
        acting = proven_to_act(view)

        @for_members
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if reasons := why_not(act, None, by=request.standing, at=request.at):
                page = {"reasons": reasons, "typed": typed_texts(request)}
                return render(request, "personnel/not_allowed.html", page, status=403)
            return acting(request, *args, **kwargs)

        return guarded

    return guard


def token_of(request: Request) -> str:
    """The token of the form that was pressed."""
    return press_token(request)


def common(request: Request, tab: str) -> dict[str, Any]:
    """What every page of these prints: its tab, whether the tabs are there at all, and a fresh token."""
    is_manager = not why_not("manage_people", None, by=request.standing, at=request.at)
    return {"tab": tab, "is_manager": is_manager, "token": uuid4().hex}


def forms_of(
    request: Request, kinds: Mapping[str, Callable[..., forms.Form]], initial: Mapping[str, Mapping[str, Any]]
) -> dict[str, forms.Form]:
    """A page's forms by name; the one that was pressed holds what was typed."""
    pressed = request.POST.get("aksi", "")
    return {
        name: kind(request.POST, prefix=name) if name == pressed else kind(prefix=name, initial=initial.get(name))
        for name, kind in kinds.items()
    }
