"""Buku nomor naskah: the numbers that the office has given, in one year, with what became of each paper."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from alur.records.models import Assessment, Case, Counter, Disposal, DocumentVersion, VersionState
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
class OfficeNumber:
    """A number on a paper of the office itself, not of a case: a berita acara pemusnahan or an issued assessment."""

    number: str
    name: str
    at: dt.datetime
    by: str
    disposal: int | None = None
    assessment: int | None = None


@dataclass(frozen=True, slots=True)
class NumberBook:
    """A page of the book, newest first; the years and klasifikasi that there are to choose from."""

    rows: list[NumberRow]
    year: int
    years: list[int]
    classifications: list[str]
    next_before: str
    of_office: list[OfficeNumber]


def number_book(
    viewer: Standing, *, year: int, classification: str = "", q: str = "", before: int | None = None
) -> NumberBook:
    """The numbers of a year on papers of cases that this person may read, 50 a page. Four queries, three further on.

    `q` looks in the number, the paper's name, the case's number and its subject; every word must be found. `before` is
    the paper at which the page before ended.
    """
    known = _series()
    first, after = _span(year)
    shown = _numbered(viewer).filter(made_at__gte=first, made_at__lt=after)
    chosen = [name for name, (code, _, _) in known.items() if code == classification] if classification else None
    if chosen is not None:
        shown = shown.filter(series__in=chosen)
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
    of_office = office_numbers(viewer, year=year, series=chosen, q=q) if before is None else []
    return NumberBook([_row(version) for version in found[:PAGE]], year, years, classifications, more, of_office)


def office_numbers(viewer: Standing, *, year: int, series: list[str] | None = None, q: str = "") -> list[OfficeNumber]:
    """The numbers of a year on papers of the office itself, newest first, the latest fifty of each. Two queries."""
    first, after = _span(year)
    disposals = Disposal.objects.visible_to(viewer).filter(done_at__gte=first, done_at__lt=after)
    assessments = Assessment.objects.visible_to(viewer).filter(issued_at__gte=first, issued_at__lt=after)
    if series is not None:
        disposals, assessments = disposals.filter(series__in=series), assessments.filter(series__in=series)
    lists = disposals.exclude(official_number="").select_related("begun_by").order_by("-done_at")[:PAGE]
    forms = assessments.exclude(official_number="").select_related("issued_by").order_by("-issued_at")[:PAGE]
    found = [_of_disposal(each) for each in lists] + [_of_assessment(each) for each in forms]
    words = q.casefold().split()[:12]
    shown = [row for row in found if all(word in f"{row.number} {row.name}".casefold() for word in words)]
    return sorted(shown, key=lambda row: row.at, reverse=True)


def numbered_paper(version_id: int, viewer: Standing) -> NumberRow | None:
    """One numbered paper, None when there is none that this person may read. One query."""
    version = _numbered(viewer).filter(pk=version_id).first()
    return _row(version) if version else None


def _span(year: int) -> tuple[dt.datetime, dt.datetime]:
    """Where the year begins and where the next one does, in the office's zone."""
    zone = timezone.get_current_timezone()
    return dt.datetime(year, 1, 1, tzinfo=zone), dt.datetime(year + 1, 1, 1, tzinfo=zone)


def _of_disposal(row: Disposal) -> OfficeNumber:
    assert row.done_at is not None
    name = f"Berita acara {'pemusnahan' if row.is_destruction else 'penyerahan'} arsip"
    return OfficeNumber(
        row.official_number, name, row.done_at, row.begun_by.name if row.begun_by else "", disposal=row.pk
    )


def _of_assessment(row: Assessment) -> OfficeNumber:
    assert row.issued_at is not None
    name = row.get_kind_display()
    return OfficeNumber(
        row.official_number, name, row.issued_at, row.issued_by.name if row.issued_by else "", assessment=row.pk
    )


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
