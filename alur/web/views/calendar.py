"""Kalender kerja: the year and its months, the list of decrees, a new one, and deciding one after its preview."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from alur.actions import Refused, why_not
from alur.actions.clock import Calendars
from alur.actions.decrees import (
    LineValues,
    Revision,
    closed_count,
    decide_decree,
    lines_of,
    moves_of,
    propose_decree,
    reject_decree,
    resume_replanning,
    revise,
)
from alur.records.models import Case, Decree, DecreeAct, DecreeState, Unit
from alur.reports.calendar import (
    decree_ids,
    decree_list,
    moved_by,
    owners_of,
    precedence,
    read_month,
    read_year,
    service_names,
    unit_names,
)
from alur.reports.wording import zone_words
from alur.web.access import for_members
from alur.web.forms.decree_files import FileRefused, Row, rows_in
from alur.web.forms.decrees import MORE_ROWS, DecreeForm, decree_values, line_errors, line_set, posted_rows
from alur.web.middleware import Request
from alur.web.tokens import press_token

SHOWN_MOVES = 200
A_YEAR = dt.timedelta(days=365)


@for_members
@require_safe
def calendar(request: Request) -> HttpResponse:
    calendars, today = Calendars(), timezone.localdate(request.at)
    chosen = _chosen(request)
    table = calendars.of(chosen.unit.pk if chosen.unit else None, chosen.service)
    years = range(table.first_day.year, min(table.last_day.year, today.year + 10) + 1)
    wanted, month = request.GET.get("tahun", ""), request.GET.get("bulan", "")
    year = int(wanted) if wanted.isdecimal() and int(wanted) in years else today.year
    is_month = month.isdecimal() and 1 <= int(month) <= 12
    page = {
        "year": read_year(table, year, today),
        "month": read_month(table, year, int(month), today) if is_month else None,
        "previous": year - 1 if year - 1 in years else None,
        "next": year + 1 if year + 1 in years else None,
        "decrees": decree_ids(),
        "version": calendars.version,
        "chosen": chosen,
        "zone": zone_words(table).strip(),
        "owners": owners_of(calendars.rows.tables),
        "may_propose": not why_not("propose_decree", None, by=request.standing, at=request.at),
    }
    return render(request, "calendar/calendar.html", page)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whose calendar is looked at; `query` keeps the choice in the page's own addresses."""

    unit: Unit | None
    service: str
    units: list[Unit]
    services: dict[str, str]

    @property
    def query(self) -> str:
        given = {"unit": self.unit.code if self.unit else "", "layanan": self.service}
        return "".join(f"&{urlencode({key: value})}" for key, value in given.items() if value)


def _chosen(request: Request) -> Chosen:
    """The unit and the service that the address names; what it names wrongly is not chosen."""
    units, services = list(Unit.objects.order_by("name")), service_names()
    code, service = request.GET.get("unit", ""), request.GET.get("layanan", "")
    unit = next((unit for unit in units if unit.code == code), None)
    return Chosen(unit, service if service in services else "", units, services)


@for_members
@require_safe
def decrees(request: Request) -> HttpResponse:
    reasons = why_not("propose_decree", None, by=request.standing, at=request.at)
    return render(request, "calendar/decrees.html", {"decrees": decree_list(), "why_not": reasons})


@for_members
def decree_new(request: Request) -> HttpResponse:
    if reasons := why_not("propose_decree", None, by=request.standing, at=request.at):
        return render(request, "calendar/not_allowed.html", {"reasons": reasons}, status=403)
    if request.method != "POST":
        today = timezone.localdate(request.at)
        return _form_page(request, DecreeForm(initial={"dated_on": today}), [])
    form, rows, act = DecreeForm(request.POST, request.FILES), posted_rows(request.POST), request.POST.get("aksi")
    if act == "tambah":
        return _form_page(request, DecreeForm(initial=request.POST.dict()), rows, more=MORE_ROWS + 4)
    if act == "muat":
        return _loaded(request, form, rows)
    return _judged(request, form, rows, is_check=act == "periksa")


def _loaded(request: Request, form: DecreeForm, rows: list[Row]) -> HttpResponse:
    upload = request.FILES.get("file")
    if upload is None:
        return _form_page(request, form, rows, reasons=["Pilih berkasnya lebih dahulu."], status=422)
    try:
        rows = [*rows, *rows_in(upload.name or "", upload.read(1_000_001))]
    except FileRefused as refused:
        return _form_page(request, form, rows, reasons=[str(refused)], status=422)
    lines = line_set(rows, more=0)
    errors = sorted([*line_errors(lines), *why_not_lines(request, form, lines)], key=_place_of)
    head = DecreeForm(initial=request.POST.dict())  # not bound: what the head still lacks is not asked for yet
    return _form_page(request, head, rows, reasons=errors, status=422 if errors else 200, is_loaded=True)


def _place_of(reason: str) -> int:
    return int(reason.removeprefix("Baris ").partition(":")[0])


def why_not_lines(request: Request, form: DecreeForm, lines: Any) -> list[str]:
    """What the calendar says to the lines alone; the head may not be written yet."""
    form.full_clean()
    values = decree_values(form, lines, timezone.localdate(request.at))
    reasons = why_not("propose_decree", values, by=request.standing, at=request.at)
    return [reason for reason in reasons if reason.startswith("Baris")]


def _judged(request: Request, form: DecreeForm, rows: list[Row], *, is_check: bool) -> HttpResponse:
    lines = line_set(rows, more=0)
    errors = line_errors(lines)
    if not form.is_valid() or errors:
        return _form_page(request, form, rows, reasons=errors, status=422)
    values = decree_values(form, lines, timezone.localdate(request.at))
    if is_check:
        reasons = why_not("propose_decree", values, by=request.standing, at=request.at)
        return _form_page(request, form, rows, reasons=reasons, status=422 if reasons else 200, is_checked=not reasons)
    try:
        decree = propose_decree(values, by=request.standing, at=request.at, token=press_token(request))
    except Refused as refused:
        return _form_page(request, form, rows, reasons=refused.reasons, status=422)
    messages.success(request, f"{decree.label} diusulkan; berlaku sesudah ditetapkan pejabat lain.")
    return redirect("decree", decree.pk)


def _form_page(
    request: Request,
    form: DecreeForm,
    rows: Sequence[Row],
    *,
    more: int = 4,
    reasons: Sequence[str] = (),
    status: int = 200,
    is_checked: bool = False,
    is_loaded: bool = False,
) -> HttpResponse:
    page = {
        "form": form,
        "lines": line_set(rows, more=more),
        "reasons": reasons,
        "token": press_token(request) or uuid4().hex,
        "is_checked": is_checked,
        "is_loaded": is_loaded,
        "units": unit_names(),
        "services": service_names(),
    }
    return render(request, "calendar/decree_new.html", page, status=status)


@for_members
def decree(request: Request, decree_id: int) -> HttpResponse:
    found = get_object_or_404(Decree.objects.select_related("proposed_by", "decided_by", "version"), pk=decree_id)
    if request.method == "POST":
        return _pressed(request, found)
    return _decree_page(request, found)


def _pressed(request: Request, decree: Decree) -> HttpResponse:
    press: dict[str, Any] = {"by": request.standing, "at": request.at, "token": press_token(request)}
    act = request.POST.get("aksi", "")
    try:
        if act == "tetapkan":
            decide_decree(decree, **press)
            messages.success(request, f"{decree.label} ditetapkan; tenggat langkah yang terbuka disesuaikan.")
        elif act == "tolak":
            reject_decree(decree, reason=request.POST.get("alasan", ""), **press)
            messages.success(request, f"{decree.label} tidak ditetapkan; kalender kerja tetap.")
        elif act == "lanjutkan":
            resume_replanning(decree, by=request.standing, at=request.at)
            messages.success(request, "Penyesuaian tenggat dilanjutkan oleh pekerja latar.")
    except Refused as refused:
        decree.refresh_from_db()
        return _decree_page(request, decree, reasons=refused.reasons, status=422)
    return redirect("decree", decree.pk)


def _decree_page(request: Request, decree: Decree, *, reasons: Sequence[str] = (), status: int = 200) -> HttpResponse:
    asking: dict[str, Any] = {"by": request.standing, "at": request.at}
    page: dict[str, Any] = {
        "decree": decree,
        "lines": decree.lines.select_related("unit"),
        "reasons": reasons,
        "why_not": why_not("decide_decree", decree, **asking),
        "may_reject": not why_not("reject_decree", decree, **asking),
        "reason": request.POST.get("alasan", ""),
        "token": uuid4().hex,
        "why_not_resume": why_not("resume_replanning", decree, **asking),
    }
    if decree.state == DecreeState.DRAFT:
        page |= _preview(request, decree)
    elif decree.state == DecreeState.DECIDED:
        moved, total = moved_by(decree, request.standing, limit=SHOWN_MOVES)
        page |= {"moves": moved, "total": total, "hidden": total - len(moved)}
    return render(request, "calendar/decree.html", page, status=status)


def _preview(request: Request, decree: Decree) -> dict[str, Any]:
    """What would move if the decree were decided now; the cases that the person may not see are only counted."""
    revision = revise(lines_of(decree), basis=decree.label)
    if revision.faults:
        return {"faults": revision.faults}
    moves = moves_of(revision)
    visible = Case.objects.visible_to(request.standing).filter(pk__in=[move.case_id for move in moves[:SHOWN_MOVES]])
    seen = set(visible.values_list("pk", flat=True))
    rows = [
        {"case_number": move.case_number, "visit_number": move.number, "old_due": move.old_due, "due": move.due}
        for move in moves[:SHOWN_MOVES]
        if move.case_id in seen
    ]
    return {
        "moves": rows,
        "total": len(moves),
        "hidden": len(moves) - len(rows),
        "closed": closed_count(revision.reach),
        "precedence": _precedence(revision, lines_of(decree)),
    }


def _precedence(revision: Revision, lines: Sequence[LineValues]) -> list[str]:
    """Which hours the decree would put before which others, within a year of each line."""
    found, calendars = [], revision.calendars()
    for line in lines:
        if line.act in (DecreeAct.TIMETABLE, DecreeAct.HOURS, DecreeAct.WORKDAY):
            days = min((line.until or dt.date.max) - line.date, A_YEAR).days
            dates = [line.date + dt.timedelta(days=place) for place in range(days + 1)]
            unit = revision.unit_of(line)
            calendar = calendars.of(unit.pk if unit else None, line.service)
            found += precedence(calendar, dates if line.act == DecreeAct.TIMETABLE else dates[:1])
    return list(dict.fromkeys(found))
