"""How a form that came too early waits for its sender's proof, and goes on as if it had been sent just then."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from alur.actions.held_forms import HeldFile, hold_form, take_held_form
from alur.actions.refusal import Refused
from alur.web.middleware import Request

MARK = "lanjut"


def ask_for_proof(request: Request) -> HttpResponseBase:
    """To the page that asks for the proof, and from there back here; what was sent is held meanwhile."""
    query = request.GET.copy()
    if request.method == "POST":
        query.pop(MARK, None)
        try:
            query[MARK] = hold_form(
                request.user, request.path, request.POST.urlencode(), _files(request), at=request.at
            )
        except Refused as refused:
            messages.warning(request, " ".join(refused.reasons))
    onward = f"{request.path}?{query.urlencode()}" if query else request.path
    return redirect(f"{reverse('prove')}?{urlencode({'next': onward})}")


def is_resumed(request: Request) -> bool:
    """Whether this is the way back from the proof to a form that is held."""
    return request.method == "GET" and MARK in request.GET


def resume(request: Request) -> None:
    """Make the request the one that was held. The secret in the address works once, for this person and address."""
    held = take_held_form(request.user, request.path, request.GET[MARK][:100], at=request.at)
    if held is None:
        return
    files: MultiValueDict[str, UploadedFile] = MultiValueDict()
    for file in held.files:
        files.appendlist(file.field, SimpleUploadedFile(file.name, file.content, file.media_type))
    request.method = "POST"
    request.POST = QueryDict(held.fields)
    request._files = files  # type: ignore[attr-defined]  # Django has no public way to set them


def is_held(address: str) -> bool:
    """Whether a form waits behind this address."""
    return f"{MARK}=" in address


def _files(request: Request) -> list[HeldFile]:
    return [
        HeldFile(field, file.name or "", file.content_type or "", file.read())
        for field, files in request.FILES.lists()
        for file in files
    ]
