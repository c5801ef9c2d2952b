"""Instants, standard times, sizes and typed text as they are written on an official paper, in Indonesian."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from zoneinfo import ZoneInfo

from alur.worktime.wording import MONTHS, WEEKDAYS, long_instant, number

_LIST_ITEM = re.compile(r"\s*(\d{1,3}[.)]|[a-z][.)]|[-•*])\s+(\S.*)")


def instant_words(at: dt.datetime, zone: str) -> str:
    """The instant as "Selasa, 17 November 2026, 09.32 WIB" in the given zone; seconds are not printed."""
    return long_instant(at.astimezone(ZoneInfo(zone)).replace(second=0, microsecond=0))


def standard_words(seconds: int | None, *, is_wall_clock: bool = False, minutes_per_day: int | None = None) -> str:
    """A standard time as printed: "900 menit kerja (2 hari kerja)"; "tanpa mutu baku" without one."""
    if seconds is None:
        return "tanpa mutu baku"
    kind = "kalender" if is_wall_clock else "kerja"
    minutes = seconds / 60
    per_day = 1440 if is_wall_clock else minutes_per_day
    words = f"{_rounded(minutes)} menit {kind}"
    if per_day and minutes >= per_day:
        words += f" ({_rounded(minutes / per_day)} hari {kind})"
    return words


def size_words(size: int) -> str:
    """ "1,8 MB", "12 kB", "640 bita"."""
    if size >= 1_000_000:
        return f"{_rounded(size / 1_000_000)} MB"
    return f"{number(round(size / 1000))} kB" if size >= 1000 else f"{size} bita"


def written_blocks(text: str) -> list[dict[str, Any]]:
    """What a person typed as paragraphs and lists: lines beginning with "1.", "a)" or "-" become list items.

    Each block is {"kind": "paragraph", "text"} or {"kind": "list", "items": [{"mark", "text"}]}.
    """
    blocks: list[dict[str, Any]] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        item = _LIST_ITEM.fullmatch(line)
        if item:
            if not blocks or blocks[-1]["kind"] != "list":
                blocks.append({"kind": "list", "items": []})
            mark = "•" if item[1] in "-•*" else item[1]
            blocks[-1]["items"].append({"mark": mark, "text": item[2].strip()})
        elif line.strip():
            blocks.append({"kind": "paragraph", "text": line.strip()})
    return blocks


def _rounded(value: float) -> str:
    return number(round(value, 1))


_ONES = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")


def number_words(value: int) -> str:
    """A whole number from 0 to 9999 in words: 2026 is "dua ribu dua puluh enam"."""
    if value < 12:
        return _ONES[value]
    if value < 20:
        return f"{_ONES[value - 10]} belas"
    for size, name, single in ((1000, "ribu", "seribu"), (100, "ratus", "seratus"), (10, "puluh", "sepuluh")):
        if value >= size:
            head, rest = divmod(value, size)
            words = single if head == 1 else f"{number_words(head)} {name}"
            return f"{words} {number_words(rest)}" if rest else words
    return ""


def spoken_date(at: dt.datetime, zone: str) -> str:
    """ "Selasa tanggal tujuh belas bulan November tahun dua ribu dua puluh enam", as a berita acara begins."""
    local = at.astimezone(ZoneInfo(zone))
    month = MONTHS[local.month - 1]
    return (
        f"{WEEKDAYS[local.weekday()]} tanggal {number_words(local.day)} bulan {month} tahun {number_words(local.year)}"
    )
