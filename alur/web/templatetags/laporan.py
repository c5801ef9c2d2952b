"""How reports write minutes, shares and changes, and where a sentence leads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from alur.reports.achievement import words
from alur.web.charts import Part, StandardBar, parts, standard_bar
from alur.worktime.wording import MONTHS, number

register = template.Library()
TONES = ("satu", "dua", "tiga", "empat")


@register.filter
def menit_baku(seconds: float | None) -> str:
    """Seconds as whole minutes: "9.000", "–" for nothing."""
    return words.minutes(seconds)


@register.filter
def persen(value: float | None) -> str:
    """A share: "88,2%", "–" for nothing."""
    return words.percent(value)


@register.filter
def hari_kerja(seconds: float | None, day: int | None = None) -> str:
    """Working time in days: "22,3 hari kerja"."""
    return words.working_days(seconds, day)


@register.filter
def bulan_pendek(month: dt.date) -> str:
    """A month in short: "Jun 2026"."""
    return f"{MONTHS[month.month - 1][:3]} {month.year}"


@register.filter
def perubahan(value: float | None) -> str:
    """A change in points with its sign: "+3,1", "−0,4", "" for nothing."""
    if value is None:
        return ""
    return f"{'+' if value > 0 else '−' if value < 0 else '±'}{number(abs(value))}"


@register.filter
def balok(line: Any) -> StandardBar | None:
    """The bar of a step against its standard."""
    return standard_bar(line)


@register.filter
def bagian(values: Any) -> list[Part]:
    """A bar in parts, from a sequence of numbers."""
    return parts(list(values), TONES[: len(values)])


@register.simple_tag
def berdua(first: float, second: float) -> list[Part]:
    """A bar in two parts."""
    return parts((first, second), TONES[:2])


@register.simple_tag(takes_context=True)
def rujukan(context: Any, page: str, query: Mapping[str, str] | None = None, **more: Any) -> str:
    """The address of a page of the report for the period that is shown."""
    shown = context["report_query"] | dict(query or {}) | {key: str(value) for key, value in more.items()}
    return f"{reverse(page)}?{urlencode(shown)}"
