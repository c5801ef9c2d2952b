"""Proves the record: replays every case from its entries and compares chain, tables, numbers and files with it.

Reads only. It works through the office in portions, so its memory does not grow with the number of cases.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from alur.records.models import Case, Pause, StoredFile
from alur.reports.verify.cases import case_problems, lone_case_entries
from alur.reports.verify.database import database_problems
from alur.reports.verify.files import file_problems, orphans
from alur.reports.verify.letters import letter_problems
from alur.reports.verify.numbers import Numbers
from alur.reports.verify.office import office_problems
from alur.reports.verify.seals import seal_problems, stamp_roots
from alur.reports.verify.tally import Tally
from alur.reports.verify.together import case_problems_together, is_worth_it

__all__ = ["Tally", "orphans", "stamp_roots", "verify"]


def verify(
    cases: QuerySet[Case] | None = None, *, tally: Tally | None = None, with_files: bool = True, processes: int = 1
) -> Iterator[str]:
    """What does not agree, each as one sentence that names the case and the fact; nothing when the record holds.

    With `cases`, only these and their files; without, the whole office: letters, editions, people, calendar, running
    numbers, seals, the database's own guards and every stored file too (without `with_files` no bytes are read).
    `tally` counts what was examined; an office with many cases is examined in several `processes`. A case that
    somebody is acting on is looked at again under its lock before anything is said about it.
    """
    tally = tally if tally is not None else Tally()
    if cases is not None:
        yield from case_problems(cases, tally, Numbers())
        evidence = Pause.objects.filter(visit__case__in=cases, file__isnull=False).values("file")
        of_papers = Q(versionfile__version__document__case__in=cases)
        yield from file_problems(StoredFile.objects.filter(of_papers | Q(pk__in=evidence)), tally)
        return
    numbers = Numbers()
    yield from database_problems()
    yield from office_problems(tally, numbers)
    yield from letter_problems(tally, numbers)
    if processes > 1 and is_worth_it():
        yield from case_problems_together(tally, numbers, processes)
    else:
        yield from case_problems(Case.objects.all(), tally, numbers)
    yield from lone_case_entries()
    yield from numbers.problems()
    yield from seal_problems(tally)
    if with_files:
        yield from file_problems(StoredFile.objects.all(), tally)
