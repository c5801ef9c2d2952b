"""How dates, times, sizes and step shapes are written on pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide as drawn_icon

from alur.reports import wording
from alur.reports.cases import CaseRow
from alur.reports.inbox import Task
from alur.sop.draw import State
from alur.web.rows import case_rows, shape, task_rows
from alur.worktime.wording import hour, long_date, number, short_date

register = template.Library()
SIZES = ("bita", "kB", "MB", "GB")


@register.filter
def tanggal(value: dt.date | dt.datetime | None) -> str:
    """A date as "24 November 2026"; an instant counts in the office's zone."""
    if value is None:
        return ""
    return long_date(timezone.localdate(value) if isinstance(value, dt.datetime) else value)


@register.filter
def hari_tanggal(value: dt.date) -> str:
    """A date as "Jum 27 Mar"."""
    return short_date(value).removesuffix(f" {value.year}")


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
    return shape(edition_id, step.key, state)


@register.simple_tag
@lru_cache(maxsize=256)
def lucide(name: str, **look: Any) -> SafeString:
    """An icon; each is drawn once, since the library reads and parses its drawing every time."""
    return mark_safe(drawn_icon(name, **look))


@register.simple_tag
def baris_tugas(tasks: Sequence[Task], *, first: int = 0, is_team: bool = False) -> SafeString:
    """The rows of tasks; `first` is the visit whose button is the page's primary one, 0 for none."""
    return task_rows(tasks, first=first, is_team=is_team)


@register.simple_tag
def baris_permintaan(rows: Sequence[CaseRow]) -> SafeString:
    """The rows of requests."""
    return case_rows(rows)
