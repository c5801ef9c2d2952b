"""The lists behind the figures of a report: visits, requests, departures from the SOP."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alur.reports.achievement.departing import departures
from alur.reports.achievement.listing import CASES, OPENED, STATES, VISITS, YES, ListFilter, report_list
from alur.web.addresses import row_number
from alur.web.middleware import Request
from alur.web.views.reports.guard import Asked, for_report_readers
from alur.web.views.reports.showing import common

LONGEST = 60


@for_report_readers
@require_safe
def listing(request: Request, asked: Asked) -> HttpResponse:
    chosen = _filter(request)
    shown = report_list(asked.procedure, asked.period, chosen, request.standing, request.at)
    return render(request, "reports/list.html", common(request, asked, "report") | {"list": shown, "chosen": chosen})


@for_report_readers
@require_safe
def departed(request: Request, asked: Asked) -> HttpResponse:
    kind, before = request.GET.get("jenis", ""), row_number(request.GET.get("sebelum", ""))
    shown = departures(asked.procedure, asked.period, kind, request.standing, request.at, before=before)
    page = common(request, asked, "departures") | {"shown": shown, "before": before}
    return render(request, "reports/departures.html", page)


def _filter(request: Request) -> ListFilter:
    given = {key: request.GET.get(key, "").replace("\x00", "")[:LONGEST] for key in request.GET}
    numbers = {key: row_number(given.get(key, "")) for key in ("peran", "orang", "unit", "aplikasi", "sebelum")}
    return ListFilter(
        what=CASES if given.get("apa") == CASES else VISITS,
        step=given.get("langkah", ""),
        role=numbers["peran"],
        person=numbers["orang"],
        late=given.get("lewat") == YES,
        returned=given.get("kembali") == YES,
        decision=given.get("keputusan", ""),
        then=given.get("ke"),
        state=given["keadaan"] if given.get("keadaan") in STATES else OPENED,
        unit=numbers["unit"],
        application=0 if given.get("aplikasi") == "0" else numbers["aplikasi"],
        is_old=given.get("umur") == "tua",
        before=numbers["sebelum"],
    )
