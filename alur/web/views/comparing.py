"""Two versions of a paper side by side, and all correction points of a case. What is not visible is not there: 404."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alur.records.models import Case, Document, DocumentVersion, PointState, Severity
from alur.reports.comparing import compare
from alur.reports.points import PointFilter, points_of_case
from alur.web.access import for_members
from alur.web.addresses import row_number
from alur.web.middleware import Request
from alur.web.reading import opened

NOT_THERE = (Case.DoesNotExist, Document.DoesNotExist, DocumentVersion.DoesNotExist)


@for_members
@require_safe
def comparison(request: Request, number: str, paper: str) -> HttpResponse:
    before, after = (row_number(request.GET.get(name, "")) or 0 for name in ("a", "b"))
    try:
        found = compare(number, paper, request.standing, before=before, after=after)
    except NOT_THERE as error:
        raise Http404 from error
    except OSError as error:
        is_lost = isinstance(error, FileNotFoundError)
        template, status = ("compare/lost.html", 500) if is_lost else ("errors/storage_away.html", 503)
        return render(request, template, {"number": number}, status=status)
    opened(request, found.case, f"perbandingan versi: {found.document.name}")
    return render(request, "compare/compare.html", {"page": found, "every": request.GET.get("halaman") == "semua"})


@for_members
@require_safe
def points(request: Request, number: str) -> HttpResponse:
    chosen = PointFilter(
        round=row_number(request.GET.get("putaran", "")) or 0,
        step=request.GET.get("langkah", "")[:60],
        state=_one_of(request.GET.get("keadaan", ""), PointState.values),
        severity=_one_of(request.GET.get("bobot", ""), Severity.values),
    )
    try:
        found = points_of_case(number, request.standing, chosen)
    except Case.DoesNotExist as error:
        raise Http404 from error
    opened(request, found.case, "butir koreksi")
    choices = {"states": PointState.choices, "severities": Severity.choices}
    return render(request, "points/points.html", {"page": found, "chosen": chosen, **choices})


def _one_of(word: str, known: list[str]) -> str:
    return word if word in known else ""
