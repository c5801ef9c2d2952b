"""Icons of the case page, drawn in the page itself so that they take its colours; and its look-ups."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from alur.worktime.wording import WEEKDAYS, number

register = template.Library()

PATHS = {
    "berkas": '<path d="M6 3h8l4 4v14H6z"/><path d="M14 3v4h4M9 12h6M9 16h6"/>',
    "centang": '<path d="m5 12.5 4.5 4.5L19 7"/>',
    "kembali": '<path d="M9 14 4 9l5-5"/><path d="M4 9h10a6 6 0 0 1 0 12h-3"/>',
    "jeda": '<path d="M8.5 5v14M15.5 5v14"/>',
    "panah": '<path d="M5 12h14m-5-5 5 5-5 5"/>',
    "orang": '<circle cx="12" cy="8" r="3.5"/><path d="M5 20c1-4 4-5.5 7-5.5s6 1.5 7 5.5"/>',
    "mata": '<path d="M3 12c2.5-4.5 5.5-6.5 9-6.5s6.5 2 9 6.5c-2.5 4.5-5.5 6.5-9 6.5S5.5 16.5 3 12z"/>'
    '<circle cx="12" cy="12" r="2.5"/>',
    "henti": '<circle cx="12" cy="12" r="8.5"/><path d="m9 9 6 6M15 9l-6 6"/>',
    "perisai": '<path d="M12 3 5 6v5c0 5 3 8 7 10 4-2 7-5 7-10V6z"/><path d="m9 12 2.2 2.2L15.5 10"/>',
    "awas": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5M12 7.8v.2"/>',
    "jam": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>',
    "tambah": '<path d="M12 5v14M5 12h14"/>',
    "cetak": '<path d="M7 9V4h10v5M7 18H4v-7a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v7h-3"/><path d="M7 15h10v6H7z"/>',
    "surat": '<path d="M3 6h18v12H3z"/><path d="m3 7 9 6 9-6"/>',
    "alat": '<path d="M14 6a4 4 0 0 0-5.2 5.2L4 16l4 4 4.8-4.8A4 4 0 0 0 18 10l-2.5 2.5-3-1-1-3z"/>',
    "buka": '<path d="m6 9 6 6 6-6"/>',
}
LOOK = 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"'
ICONS = {
    name: mark_safe(f'<svg class="i" viewBox="0 0 24 24" {LOOK} aria-hidden="true">{path}</svg>')
    for name, path in PATHS.items()
}


@register.simple_tag
def ikon(name: str) -> SafeString:
    """The icon of this name; decoration only, words stand beside it."""
    return ICONS.get(name, ICONS["panah"])


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
