"""Examines the office's own chain, and against it the calendar, every edition and the reasons for a pause."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from alur.records.lines import lines_of
from alur.records.models import Entry, PauseReason, SubjectKind
from alur.reports.verify.assessments import assessment_problems
from alur.reports.verify.calendar import calendar_problems
from alur.reports.verify.chain import chain_problems
from alur.reports.verify.logs import log_problems
from alur.reports.verify.months import month_problems
from alur.reports.verify.numbers import Numbers
from alur.reports.verify.personnel import personnel_problems
from alur.reports.verify.procedures import procedure_problems
from alur.reports.verify.retention import retention_problems
from alur.reports.verify.tally import Tally


def office_problems(tally: Tally, numbers: Numbers) -> Iterator[str]:
    """What is wrong with the office's lines, with its calendar, editions, assessments and what reports keep."""
    chain = Entry.objects.of(SubjectKind.OFFICE, 0)
    tally.entries += chain.count()
    for problem in chain_problems(lines_of(chain, chunk=500)):
        yield f"Kantor: {problem}."
    yield from calendar_problems(chain)
    yield from procedure_problems(chain)
    yield from _reason_problems(chain)
    yield from personnel_problems(chain)
    yield from retention_problems(chain, numbers)
    yield from log_problems(chain, tally)
    yield from assessment_problems(chain, numbers)
    yield from month_problems()


def _reason_problems(chain: QuerySet[Entry]) -> Iterator[str]:
    """The office's reasons for a pause, against what the last line about each of them says."""
    lines = chain.filter(kind__in=("pause-reason-added", "pause-reason-retired"))
    recorded = {data["name"]: data for data in lines.values_list("data", flat=True)}
    keys = ("name", "requires_evidence", "longest_days", "is_active")
    kept = {row["name"]: row for row in PauseReason.objects.order_by("name").values(*keys)}
    for name in sorted(recorded | kept):
        if recorded.get(name) != kept.get(name):
            yield f"Alasan jeda “{name}”: tabel berbeda dari catatan kantor."
