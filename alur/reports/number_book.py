"""Buku nomor naskah: the numbers that the office has given, in one year, with what became of each paper."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from alur.records.models import Case, Counter, DocumentVersion, VersionState
from alur.records.number_format import parts_of
from alur.records.standing import Standing

PAGE = 50


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A line of the book. `tone` and `state` say whether the paper still holds."""

    version: DocumentVersion
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class NumberBook:
    """A page of the book, newest first; the years and klasifikasi that there are to choose from."""

    rows: list[NumberRow]
    year: int
    years: list[int]
    classifications: list[str]
    next_before: str


def number_book(
    viewer: Standing, *, year: int, classification: str = "", q: str = "", before: int | None = None
) -> NumberBook:
    """The numbers of a year on papers of cases that this person may read, 50 a page. Two queries, three further on.

    `q` looks in the number, the paper's name, the case's number and its subject; every word must be found. `before` is
    the paper at which the page before ended.
    """
    known = _series()
    zone = timezone.get_current_timezone()
    first, after = (dt.datetime(each, 1, 1, tzinfo=zone) for each in (year, year + 1))
    shown = _numbered(viewer).filter(made_at__gte=first, made_at__lt=after)
    if classification:
        shown = shown.filter(series__in=[name for name, (code, _, _) in known.items() if code == classification])
    for word in q.split()[:12]:
        shown = shown.filter(
            Q(official_number__icontains=word)
            | Q(document__name__icontains=word)
            | Q(document__case__number__icontains=word)
            | Q(document__case__title__icontains=word)
        )
    if before is not None:
        shown = _further(shown, before)
    found = list(shown.order_by("-made_at", "-pk")[: PAGE + 1])
    years = sorted({of for _, _, of in known.values()} | {year}, reverse=True)
    classifications = sorted({code for code, _, of in known.values() if of == year})
    more = str(found[PAGE - 1].pk) if len(found) > PAGE else ""
    return NumberBook([_row(version) for version in found[:PAGE]], year, years, classifications, more)


def numbered_paper(version_id: int, viewer: Standing) -> NumberRow | None:
    """One numbered paper, None when there is none that this person may read. One query."""
    version = _numbered(viewer).filter(pk=version_id).first()
    return _row(version) if version else None


def _numbered(viewer: Standing) -> QuerySet[DocumentVersion]:
    """Rights are asked row by row: of a year's papers only a page is read, so no list of all cases is made first."""
    visible = Case.objects.visible_to(viewer).order_by().filter(pk=OuterRef("document__case"))
    joined = ("document__case", "document__current", "made_by", "visit", "voiding__voided_by")
    return DocumentVersion.objects.exclude(series="").filter(Exists(visible)).select_related(*joined)


def _further(shown: QuerySet[DocumentVersion], before: int) -> QuerySet[DocumentVersion]:
    """What follows this paper; nothing when there is no such paper."""
    made_at = DocumentVersion.objects.filter(pk=before).values_list("made_at", flat=True).first()
    if made_at is None:
        return shown.none()
    return shown.filter(made_at__lte=made_at).filter(Q(made_at__lt=made_at) | Q(pk__lt=before))


def _series() -> dict[str, tuple[str, str, int]]:
    """The series of papers, each with klasifikasi, unit and year; agenda and cases count under names of their own."""
    names = Counter.objects.filter(value__gt=0).values_list("name", flat=True)
    parts = {name: parts_of(name) for name in names}
    return {name: part for name, part in parts.items() if part[1] and part[2]}


def _row(version: DocumentVersion) -> NumberRow:
    if version.state == VersionState.VOID:
        return NumberRow(version, "batal", "late")
    if version.document.current_id != version.pk:
        return NumberRow(version, "digantikan", "warn")
    return NumberRow(version, "berlaku", "good")
