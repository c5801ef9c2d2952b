"""Penyimpangan dari SOP: what happened to a case otherwise than the SOP has it, found in visits, pauses and lines.

A departure is a fact, no reproach: a pause or a round of corrections may be allowed and still is one.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet

from alur.records.measures.span import Span
from alur.records.models import Result

PASSED, RECALLED = "lewat-otomatis", "ditarik-kembali"
BY_ITSELF = (PASSED, RECALLED)
ENDED_OUTSIDE = (str(Result.WITHDRAWN), str(Result.CANCELLED))
NOT_WORKED = (*BY_ITSELF, *ENDED_OUTSIDE)


class Departure(StrEnum):
    """The kinds, in the order in which they are told."""

    LATE = "lewat"
    PAUSED = "jeda"
    RETURNED = "dikembalikan"
    RECALLED = "ditarik-kembali"
    REASSIGNED = "dialihkan"
    STAND_IN = "pengganti"
    CALENDAR = "kalender"
    CANCELLED = "batal"


IN_VISITS = (Departure.LATE, Departure.RETURNED, Departure.RECALLED)
IN_LINES = (Departure.REASSIGNED, Departure.STAND_IN, Departure.CALENDAR)
# Conditions for the lines that tell of a departure.
LINES = {
    Departure.REASSIGNED: Q(kind="assigned") & ~Q(data__former=None),
    Departure.STAND_IN: Q(kind="performed", data__has_key="appointment_letter"),
    Departure.CALENDAR: Q(kind="calendar"),
}


def departed(kind: Departure, span: Span) -> QuerySet[Any]:
    """The rows that tell of this kind in the span: visits, pauses, lines or cases."""
    match kind:
        case Departure.LATE:
            return span.closed.filter(is_late=True).exclude(decision__in=BY_ITSELF)
        case Departure.RETURNED:
            back = Q(pk__in=[])
            for edition, step, decision in span.returns:
                back |= Q(case__edition=edition, step=step, decision=decision)
            return span.closed.filter(back)
        case Departure.RECALLED:
            return span.closed.filter(decision=RECALLED)
        case Departure.PAUSED:
            return span.pauses
        case Departure.CANCELLED:
            ended = span.mine.filter(closed_at__gte=span.start, closed_at__lt=span.end)
            return ended.filter(result__in=ENDED_OUTSIDE)
        case _:
            return span.lines.filter(LINES[kind])
