"""What the case page shows as which icon, and its look-ups."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString

from alur.papers.pictures import Sheet
from alur.reports.previewing import PREVIEWED
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
    "unduh": "download",
    "banding": "columns-2",
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
def dapat_dilihat(media_type: str) -> bool:
    """True when a file of this kind can be looked at without being downloaded."""
    return media_type in PREVIEWED


@register.filter
def tinggi(sheet: Sheet, width: int) -> int:
    """How high a page is when it is this wide, so that its place is kept while it is drawn."""
    return max(1, round(width * sheet.height / sheet.width))


@register.filter
def hari(value: dt.datetime | None) -> str:
    """The weekday of an instant in the office's zone: "Senin"."""
    return WEEKDAYS[timezone.localtime(value).weekday()] if value else ""


@register.filter
def menit(seconds: float | None) -> str:
    """Seconds as whole minutes with Indonesian separators: "9.000"."""
    return "" if seconds is None else number(int(seconds // 60))
