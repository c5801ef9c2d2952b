"""The words in which the checker speaks of steps, roads and durations."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from alur.sop.document import Procedure, Step


def called(step: Step) -> str:
    """The printed number of a step, or its key where none is printed."""
    return step.number or f"“{step.key}”"


def titled(step: Step) -> str:
    """A step at the head of a sentence."""
    return f"Langkah {called(step)}"


def along(road: Iterable[Step]) -> str:
    """A road as the numbers of its steps: "1 → 2 → 5"."""
    return " → ".join(called(step) for step in road)


def listed(steps: Iterable[Step]) -> str:
    """Several steps as their numbers: "2, 3, 5"."""
    return ", ".join(called(step) for step in steps)


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint at the known key that is most like this one, "" when none is."""
    found = difflib.get_close_matches(word, list(known), 1)
    return f" Mungkin maksudnya “{found[0]}”." if found else ""


def spoken(seconds: int, procedure: Procedure) -> str:
    """A duration as the sheet would say it: minutes, and the days of this procedure they make."""
    minutes = seconds // 60
    text = f"{minutes:,} menit".replace(",", ".")
    per_day = 1440 if procedure.days_are_wall else procedure.minutes_per_day
    if not per_day or minutes < per_day:
        return text
    days, rest = divmod(minutes, per_day)
    return f"{text} ({days} hari {rest} menit)" if rest else f"{text} ({days} hari)"
