"""How dates, times, sizes and step shapes are written on pages."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from alur.records.models import document_of
from alur.reports import wording
from alur.sop.draw import State, step_shape
from alur.worktime.wording import hour, long_date, number

register = template.Library()
SIZES = ("bita", "kB", "MB", "GB")


@register.filter
def tanggal(value: dt.date | dt.datetime | None) -> str:
    """A date as "24 November 2026"; an instant counts in the office's zone."""
    if value is None:
        return ""
    return long_date(timezone.localdate(value) if isinstance(value, dt.datetime) else value)


@register.filter
def waktu(value: dt.datetime | None, now: dt.datetime | None = None) -> str:
    """An instant as "hari ini, 08.50" or "Sel 24 Nov, 08.50"; without `now` as "24 November 2026, 08.50"."""
    if value is None:
        return ""
    if now is not None:
        return wording.moment(value, now)
    return f"{tanggal(value)}, {jam(value)}"


@register.filter
def jam(value: dt.datetime | None) -> str:
    """The time of day as "08.50"."""
    return hour(timezone.localtime(value).replace(second=0, microsecond=0)) if value else ""


@register.filter
def menit_kerja(seconds: float | None) -> str:
    """Seconds of working time as "58 menit kerja" or "2 hari kerja (900 menit kerja)"."""
    return "" if seconds is None else wording.amount(seconds)


@register.filter
def ukuran(size: int | None) -> str:
    """A file's size as "512 kB" or "1,8 MB"."""
    if size is None:
        return ""
    value, unit = float(size), 0
    while value >= 1000 and unit < len(SIZES) - 1:
        value, unit = value / 1000, unit + 1
    return f"{number(round(value, 1 if unit > 1 and value < 100 else 0))} {SIZES[unit]}"


@register.filter
def angka(value: float | None) -> str:
    """A number with Indonesian separators: "9.000"."""
    return "" if value is None else number(value)


@register.simple_tag
def bentuk(edition_id: int, step: Any, state: State = "open") -> SafeString:
    """The small shape of a step with its number inside; states as in `alur.sop.draw.step_shape`."""
    return _shape(edition_id, step.key, state)


@lru_cache(maxsize=2048)
def _shape(edition_id: int, key: str, state: State) -> SafeString:
    return mark_safe(step_shape(document_of(edition_id).step(key), state))  # the drawing escapes its text
