"""Surat masuk: the list of letters, one letter's facts, and requests that resemble it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from alur.records import search
from alur.records.models import Case, Letter
from alur.records.standing import Standing

PAGE = 50
COMPARED = 300
SIMILAR = 5
EVERYWHERE = """
agar aplikasi atas bagi dalam dan dari dengan di fitur hal ke kepegawaian modul oleh pada pengembangan perbaikan
permintaan permohonan sistem surat untuk usul yang
"""
STOP_WORDS = frozenset(search.WORD.findall(EVERYWHERE))


@dataclass(frozen=True, slots=True)
class LetterList:
    """A page of letters, newest first, and how many wait for a case."""

    letters: list[Letter]
    waiting: int
    next_before: str


def letter_list(viewer: Standing, *, is_waiting: bool, q: str = "", before: int | None = None) -> LetterList:
    """The letters this person may read, 50 a page; `q` looks in number, subject and the sender's unit. Two queries."""
    visible = Letter.objects.visible_to(viewer)
    waiting = visible.waiting().order_by().count()
    shown = visible.waiting() if is_waiting else visible
    for word in q.split()[:12]:
        shown = shown.filter(Q(number__icontains=word) | Q(subject__icontains=word) | Q(unit__name__icontains=word))
    if before is not None:
        shown = shown.filter(pk__lt=before)
    rows = list(shown.select_related("unit", "application", "case").order_by("-pk")[: PAGE + 1])
    more = str(rows[PAGE - 1].pk) if len(rows) > PAGE else ""
    return LetterList(rows[:PAGE], waiting, more)


@dataclass(frozen=True, slots=True)
class SimilarCase:
    """A request that shares words with a letter, the most alike first."""

    number: str
    title: str
    unit: str
    state: str
    shared: int


def similar_cases(
    subject: str, viewer: Standing, *, application_id: int | None = None, except_letter: int | None = None
) -> list[SimilarCase]:
    """At most five requests for the same application whose titles share two stems or more with this subject. One query.

    The newest 300 are compared; without an application those of all. Words that every letter has do not count.
    """
    wanted = _stems(subject)
    if not wanted:
        return []
    cases = Case.objects.visible_to(viewer).select_related("unit").order_by("-pk")
    if application_id is not None:
        cases = cases.filter(application=application_id)
    if except_letter is not None:
        cases = cases.exclude(letter=except_letter)
    alike = [_compare(case, wanted) for case in cases[:COMPARED]]
    least = min(2, len(wanted))
    return sorted((item for item in alike if item.shared >= least), key=lambda item: -item.shared)[:SIMILAR]


def _compare(case: Case, wanted: frozenset[str]) -> SimilarCase:
    shared = len(wanted & _stems(case.title))
    state = "berjalan" if case.is_open else case.result_label.lower()
    return SimilarCase(case.number, case.title, case.unit.name, state, shared)


def _stems(text: str) -> frozenset[str]:
    words = [word.lower() for word in search.WORD.findall(text[:2000])]
    return frozenset(search.stem(word) for word in words if len(word) > 2 and word not in STOP_WORDS)
