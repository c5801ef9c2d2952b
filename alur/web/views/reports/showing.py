"""Laporan: the report of one procedure over one period, on the screen and as files."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from alur.papers.sheet import office_paper
from alur.records.storage import clean_name
from alur.reports.achievement import choices, report_of
from alur.reports.achievement.files import as_csv, as_xlsx
from alur.reports.achievement.gathering import gather
from alur.reports.achievement.process_map import ProcessMap, process_map
from alur.reports.achievement.report import editions_of
from alur.reports.achievement.tables import Table, tables_of
from alur.sop.draw.process_map import draw_process_map
from alur.sop.layout import LayoutImpossible
from alur.web.charts import trend
from alur.web.middleware import Request
from alur.web.views.reports.guard import Asked, for_report_readers

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@for_report_readers
@require_safe
def report(request: Request, asked: Asked) -> HttpResponse:
    shown = report_of(asked.procedure, asked.period, request.standing, request.at)
    page = common(request, asked, "report") | {"report": shown, "trend": trend(shown.trend)}
    return render(request, "reports/report.html", page)


@for_report_readers
@require_safe
def process(request: Request, asked: Asked) -> HttpResponse:
    [gathered] = gather(asked.procedure.pk, [asked.period], request.standing, request.at)
    editions = editions_of(asked.procedure)
    shown = process_map(gathered, editions)
    page = common(request, asked, "map") | {"map": shown, "drawing": drawn(shown)}
    return render(request, "reports/map.html", page)


@for_report_readers
@require_safe
def workbook(request: Request, asked: Asked) -> HttpResponse:
    title, tables = _tables(request, asked)
    return _file(as_xlsx(tables, title=title), title, "xlsx")


@for_report_readers
@require_safe
def separated(request: Request, asked: Asked) -> HttpResponse:
    title, tables = _tables(request, asked)
    return _file(as_csv(tables), title, "csv")


def _tables(request: Request, asked: Asked) -> tuple[str, list[Table]]:
    found = report_of(asked.procedure, asked.period, request.standing, request.at)
    return f"{asked.procedure.number}, {asked.period.label}", tables_of(found)


def _file(content: bytes, title: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=TYPES[kind])
    name = clean_name(f"Laporan {title.replace('/', '-')}.{kind}")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def drawn(shown: ProcessMap) -> SafeString | None:
    """The map as SVG, None where the sheet has no room for its arrows; the drawing escapes its text."""
    try:
        return mark_safe(draw_process_map(shown.procedure, shown.moves, shown.jumps, words=shown.words))
    except LayoutImpossible:
        return None


def common(request: Request, asked: Asked, tab: str) -> dict[str, Any]:
    """What every page of a report prints: what was asked for, and what else can be chosen."""
    return {
        "asked": asked,
        "report_query": asked.query,
        "period_choices": list(choices(timezone.localdate(request.at))),
        "paper": office_paper(),
        "tab": tab,
    }
