"""The person's deadlines for a calendar program: the page where the secret address is made, and the address itself."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alur.actions import Refused
from alur.actions.clock import Calendars
from alur.actions.feeds import end_feed, make_feed
from alur.records.models import Feed
from alur.records.standing import standing_of
from alur.reports.deadline_feed import deadline_feed
from alur.web.middleware import Request
from alur.web.signing_in import proven_to_act
from alur.web.tokens import press_token

UNKNOWN = "Alamat ini tidak ada atau sudah dicabut. Buat yang baru di Alur, Tenggat di kalender Anda.\n"


@never_cache
@proven_to_act
@login_required
def feed_page(request: Request) -> HttpResponseBase:
    return _pressed(request) if request.method == "POST" else _page(request)


def _pressed(request: Request) -> HttpResponse:
    press: dict[str, Any] = {"by": request.standing, "at": request.at, "token": press_token(request)}
    if request.POST.get("aksi") == "cabut":
        if end_feed(**press):
            messages.success(request, "Alamat dicabut; kalender yang memakainya tidak diperbarui lagi.")
        return redirect("feed-page")
    try:
        secret = make_feed(**press)
    except Refused as refused:
        return _page(request, reasons=refused.reasons)
    return _page(request, address=request.build_absolute_uri(reverse("feed", args=[secret])))


def _page(request: Request, *, address: str = "", reasons: list[str] | None = None) -> HttpResponse:
    page = {
        "feed": Feed.objects.in_force().filter(user=request.user).first(),
        "address": address,
        "webcal": address.replace("https://", "webcal://").replace("http://", "webcal://"),
        "reasons": reasons or [],
        "token": uuid4().hex,
    }
    return render(request, "account/feed.html", page, status=422 if reasons else 200)


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponseBase:
    """For programs that know nothing but the address: no log-in, no cookie. It shows what the person may see today."""
    found = Feed.objects.opened_by(secret)
    if found is None:
        return HttpResponse(UNKNOWN, status=404, content_type="text/plain; charset=utf-8", headers=PRIVATE)
    standing = standing_of(found.user, timezone.localdate(getattr(request, "at", None)))

    def address_of(number: str) -> str:
        return request.build_absolute_uri(reverse("case", args=[number]))

    content = deadline_feed(standing, address_of, calendars=Calendars())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=PRIVATE)
    response.headers["Content-Disposition"] = 'inline; filename="tenggat.ics"'
    etag = response.headers["ETag"] = quote_etag(hashlib.sha256(content).hexdigest())
    return get_conditional_response(request, etag=etag, response=response) or response


PRIVATE = {"Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex"}
