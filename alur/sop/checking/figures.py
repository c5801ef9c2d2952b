"""Galat about figures: dates out of order and standard times that nobody can mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from alur.sop.checking.wording import titled
from alur.sop.document import Procedure, Step
from alur.sop.faults import Fault, error

LONGEST_SECONDS = 366 * 86_400


def figure_faults(procedure: Procedure) -> Iterator[Fault]:
    """All of them."""
    yield from _dates(procedure)
    for step in procedure.steps:
        yield from _times(step)


def _dates(procedure: Procedure) -> Iterator[Fault]:
    """An SOP is finished, then signed, then in force (PermenPAN-RB 35/2012, bagian identitas)."""
    for earlier, first, later, second in (
        ("pembuatan", procedure.created_on, "pengesahan", procedure.approved_on),
        ("pembuatan", procedure.created_on, "revisi", procedure.revised_on),
        ("pembuatan", procedure.created_on, "efektif", procedure.effective_on),
        ("pengesahan", procedure.approved_on, "efektif", procedure.effective_on),
    ):
        if first and second and first > second:
            line = procedure.lines.get(f"tanggal.{later}", 1)
            yield error(
                line,
                "tanggal-terbalik",
                f"Tanggal {later} ({_written(second)}) mendahului tanggal {earlier} ({_written(first)}).",
            )


def _times(step: Step) -> Iterator[Fault]:
    time = step.time
    if time is None or time.seconds_max is None or time.seconds_min is None:
        return
    line = time.line or step.line
    if time.seconds_min > time.seconds_max:
        yield error(line, "waktu-terbalik", f"{titled(step)}: batas bawah waktu melebihi batas atasnya.")
    if time.seconds_max <= 0 or time.seconds_min < 0:
        yield error(
            line,
            "waktu-mustahil",
            f"{titled(step)}: waktu harus lebih dari 0; hapus angkanya bila memang tidak diatur.",
        )
    elif time.seconds_max > LONGEST_SECONDS:
        yield error(
            line,
            "waktu-mustahil",
            f"{titled(step)}: waktu “{time.text}” melebihi satu tahun tanpa henti; periksa satuannya.",
        )


def _written(day: dt.date) -> str:
    return f"{day.day:02}-{day.month:02}-{day.year:04}"
