"""Examines many cases on all cores at once: each process takes portions of its own, what they found comes in order."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice

from django.db import connections

from alur.records.models import Case
from alur.reports.verify.cases import case_problems
from alur.reports.verify.numbers import Numbers
from alur.reports.verify.tally import Tally, keys_in_portions

WORTH_IT = 2000  # cases; below, the start of processes costs more than they bring
PORTIONS = 5

Found = tuple[list[str], Tally, Numbers]


def case_problems_together(tally: Tally, numbers: Numbers, processes: int) -> Iterator[str]:
    """What is wrong with all cases, as `case_problems` says it, in the order of the cases."""
    shares = _shares()
    connections.close_all()  # a forked process must not share a connection
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=_begin) as pool:
        for sentences, counted, given in pool.map(_examined, shares):
            tally.add(counted)
            numbers.merge(given)
            yield from sentences


def is_worth_it() -> bool:
    """True when there are so many cases that further processes pay."""
    return Case.objects.count() >= WORTH_IT


def _shares() -> list[list[int]]:
    portions = keys_in_portions(Case.objects.all())
    shares = []
    while several := list(islice(portions, PORTIONS)):
        shares.append([pk for portion in several for pk in portion])
    return shares


def _begin() -> None:
    gc.disable()  # a process examines some thousand cases and ends; its lines hold no cycles


def _examined(keys: list[int]) -> Found:
    tally, numbers = Tally(), Numbers()
    sentences = list(case_problems(Case.objects.filter(pk__gte=keys[0], pk__lte=keys[-1]), tally, numbers))
    return sentences, tally, numbers
