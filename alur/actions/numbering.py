"""Numbers of official papers: counted by klasifikasi, unit and year, without gaps and doubles, in the office's format.

A number belongs to the transaction that asks for it: when that fails, the next one to ask gets the same number.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone

from alur.records.codes import new_code
from alur.records.models import Counter
from alur.records.number_format import is_classification, series_of, written_number
from alur.sop.document import Paper, Procedure


@dataclass(frozen=True, slots=True)
class OfficialNumber:
    """A paper's number as printed, with the series it counts in and its place there."""

    text: str
    series: str
    running: int


def official_number(classification: str, at: dt.datetime) -> OfficialNumber:
    """The next number of this klasifikasi in the office's year of `at`. Its series stays locked until the commit."""
    unit, year = str(settings.OFFICE["code"]), timezone.localdate(at).year
    series = series_of(classification, unit, year)
    running = Counter.objects.next(series)
    form = str(settings.OFFICE["number_format"])
    return OfficialNumber(written_number(form, classification, unit, year, running), series, running)


def marks_of(number: OfficialNumber) -> dict[str, Any]:
    """The fields of a version that is printed under this number: number, series, place in it, and its public code."""
    return {
        "official_number": number.text,
        "series": number.series,
        "running": number.running,
        "code": new_code(),
    }


def hold_series(classifications: Iterable[str], at: dt.datetime) -> None:
    """Lock several series in one order, before any is counted, so that two acts never wait for each other."""
    names = sorted({_series(classification, at) for classification in classifications})
    if len(names) > 1:
        for name in names:
            Counter.objects.hold(name)


def classification_of(paper: Paper, procedure: Procedure, letter_classification: str) -> str:
    """The klasifikasi under which a paper counts: the paper's own in the procedure file, the procedure's, the letter's.

    What was typed on a letter counts only when it is a code; after that the office's own (ALUR_CLASSIFICATION).
    """
    typed = letter_classification.strip()
    return (
        paper.classification
        or procedure.classification
        or (typed if is_classification(typed) else str(settings.OFFICE["classification"]))
    )


def _series(classification: str, at: dt.datetime) -> str:
    return series_of(classification, str(settings.OFFICE["code"]), timezone.localdate(at).year)
