"""The national calendar of Indonesia that is shipped with Alur: where an office starts from before it owns its own."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from alur.worktime.calendar import Calendar
from alur.worktime.reading import read_calendar

FILE = "indonesia.toml"


@cache
def indonesia() -> Calendar:
    """Hours of Keppres 68/1995 and Perpres 21/2023 with Ramadan; holidays and joint leave 2019-2027; WIB."""
    return read_calendar(files("alur.worktime").joinpath(FILE).read_text(encoding="utf-8"), file=FILE)
