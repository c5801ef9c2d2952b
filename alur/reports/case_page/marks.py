"""The steps of the procedure as this case has gone through them: done, now, open or not readable, with their times."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from alur.records.models import Visit
from alur.reports.case_page.page import StepMark
from alur.reports.case_page.words import minutes
from alur.sop.document import Clock, Procedure, Source, Step


def marks_of(
    procedure: Procedure, visits: Sequence[Visit], current: Visit | None, at: dt.datetime
) -> tuple[StepMark, ...]:
    """One mark a step, in the order of the sheet."""
    last = {visit.step: visit for visit in visits}
    return tuple(_mark(step, last.get(step.key), current) for step in procedure.steps)


def _mark(step: Step, visit: Visit | None, current: Visit | None) -> StepMark:
    label = step.short or step.activity
    if step.is_automatic:
        is_unread = Source.UNREADABLE in step.sources.values()
        return StepMark(step, "unreadable" if is_unread else "automatic", label, "lewat otomatis")
    if current is not None and visit is current:
        return StepMark(step, "now", label, _standard(step))
    if visit is not None and visit.closed_at is not None:
        return StepMark(step, "done", label, _used(visit))
    return StepMark(step, "open", label, _standard(step))


def _standard(step: Step) -> str:
    if step.time is None or step.time.seconds_max is None:
        return "tanpa mutu baku"
    if step.time.clock is Clock.WORKING:
        return f"baku {minutes(step.time.seconds_max)} menit"
    return f"baku {step.time.text}"


def _used(visit: Visit) -> str:
    if visit.used_seconds is None or visit.standard_seconds is None:
        return "selesai"
    return f"{minutes(visit.used_seconds)}/{minutes(visit.standard_seconds)} menit"
