"""What holds for every address: what browsers are told beside the content policy, and what no address may hold."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

DEVICES = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone")
OTHERS = ("browsing-topics", "fullscreen", "midi", "payment", "usb")
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
PERMISSIONS = ", ".join(f"{name}=()" for name in (*DEVICES, *OTHERS))


class HeadersMiddleware:
    """Sets Permissions-Policy and Cross-Origin-Resource-Policy, and no-store where a page says nothing itself.

    Methods that no page has are refused before anything looks at the request.

    Static files are answered before and may be kept; a page may hold what its reader may not see tomorrow.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        without_nul(request)
        is_known = request.method in METHODS
        response = self.get_response(request) if is_known else HttpResponseNotAllowed(METHODS)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


def without_nul(request: HttpRequest) -> None:
    """Take NULs out of the address: nobody types one, and PostgreSQL takes none, not even to look for it."""
    request.path_info = request.path_info.replace("\x00", "\ufffd")
    query = request.META.get("QUERY_STRING", "")
    request.META["QUERY_STRING"] = query.replace("%00", "").replace("\x00", "")
