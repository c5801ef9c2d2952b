"""What the case page shows as which icon, and its look-ups."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString

from alur.web.templatetags.alur import lucide
from alur.worktime.wording import WEEKDAYS, number

register = template.Library()

ICONS = {
    "berkas": "file-text",
    "centang": "check",
    "kembali": "undo-2",
    "jeda": "pause",
    "panah": "arrow-right",
    "orang": "user",
    "mata": "eye",
    "henti": "circle-x",
    "perisai": "shield-check",
    "awas": "info",
    "jam": "clock",
    "tambah": "plus",
    "cetak": "printer",
    "surat": "mail",
    "alat": "wrench",
    "buka": "chevron-down",
}


@register.simple_tag
def ikon(name: str) -> SafeString:
    """The icon for this thing; decoration only, words stand beside it."""
    return lucide(ICONS.get(name, ICONS["panah"]), size=18, **{"class": "i", "aria-hidden": "true"})


@register.filter
def milik(mapping: Any, key: Any) -> Any:
    """The value under a key that is itself a value."""
    return mapping.get(key, "")


@register.filter
def hari(value: dt.datetime | None) -> str:
    """The weekday of an instant in the office's zone: "Senin"."""
    return WEEKDAYS[timezone.localtime(value).weekday()] if value else ""


@register.filter
def menit(seconds: float | None) -> str:
    """Seconds as whole minutes with Indonesian separators: "9.000"."""
    return "" if seconds is None else number(int(seconds // 60))
