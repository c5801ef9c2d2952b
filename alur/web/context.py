"""What every template may use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def office(request: HttpRequest) -> dict[str, Any]:
    """The office's name and whether this is a demonstration."""
    return {"office": settings.OFFICE, "is_demo": settings.DEMO}
