"""Counts every kept month anew from the record and compares it with what the reports keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from alur.records.measures import Span, count, month_edges
from alur.records.models import Case, KeptFigures, KeptVisits


def month_problems() -> Iterator[str]:
    """Kept months that differ from the record, each with the way out."""
    kept = KeptFigures.objects.order_by("procedure", "month").values_list("procedure", "procedure__number", "month")
    for procedure, number, month in kept.distinct():
        counted = count(Span(procedure, *month_edges(month), Case.objects.all()))
        figures = {
            row.is_top_secret: row.figures for row in KeptFigures.objects.filter(procedure=procedure, month=month)
        }
        rows = KeptVisits.objects.filter(procedure=procedure, month=month)
        groups = [group.row(month, procedure) for group in counted.groups]
        is_same = figures == counted.kept()
        if not is_same or _plain(rows) != _plain(groups):
            yield (
                f"Laporan {number} bulan {month:%Y-%m}: angka yang disimpan berbeda dari catatan; "
                f"susun ulang dengan `alur report rebuild {month:%Y-%m}`."
            )


def _plain(rows: Iterable[KeptVisits]) -> list[tuple[Any, ...]]:
    names = ("edition_id", "step", "role_id", "is_wall_clock", "is_top_secret", "decision", "next_step", "round")
    values = (*names, "judged", "late", "used", "waited")
    return sorted((tuple(getattr(row, name) for name in values) for row in rows), key=str)
