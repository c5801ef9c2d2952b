"""Dates, hours and numbers as an Indonesian official writes them. Only words; nothing is reckoned here."""

from __future__ import annotations

import datetime as dt

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)

ISO_HINT = "tulis menurut ISO 8601, misalnya 2026-02-16T09:00+07:00"


def long_date(date: dt.date) -> str:
    """The date as "27 Maret 2026"."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def short_date(date: dt.date) -> str:
    """The date as "Jum 27 Mar 2026"."""
    return f"{WEEKDAYS[date.weekday()][:3]} {date.day} {MONTHS[date.month - 1][:3]} {date.year}"


def long_instant(at: dt.datetime) -> str:
    """The instant as "Jumat, 27 Maret 2026, 11.30 WIB", in the zone that it carries."""
    return f"{WEEKDAYS[at.weekday()]}, {long_date(at)}, {hour(at)} {at.tzname() or ''}".rstrip()


def hour(at: dt.datetime) -> str:
    """The time of day as "07.30"; seconds and their fraction only where there are any."""
    text = f"{at.hour:02}.{at.minute:02}"
    if at.second or at.microsecond:
        text += f".{at.second:02}"
    if at.microsecond:
        text += f",{at.microsecond:06}".rstrip("0")
    return text


def clock(seconds: int) -> str:
    """Seconds from midnight as "07.30"; past midnight it counts on ("30.00" is 6 in the morning)."""
    minutes, rest = divmod(seconds, 60)
    text = f"{minutes // 60:02}.{minutes % 60:02}"
    return f"{text}.{rest:02}" if rest else text


def number(value: float) -> str:
    """A number with Indonesian separators ("9.000", "12,5"), to three decimals at most."""
    text = f"{value:,.3f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))
