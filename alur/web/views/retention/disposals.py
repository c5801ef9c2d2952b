"""Lists of what goes: one after another, one with its cases, the decision, the carrying out, and the table to take."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from alur.actions.retention import approve, carry_out, may_carry_out, may_decide, reject
from alur.actions.retention.deciding import Approval, needs_anri
from alur.records.models import DisposalState
from alur.reports.retention import (
    DisposalRow,
    disposal_items,
    disposal_list,
    export_rows,
    find_disposal,
)
from alur.web.addresses import row_number
from alur.web.forms.retention import ApprovalForm, CarryingForm, RejectionForm
from alur.web.middleware import Request
from alur.web.tokens import press_token
from alur.web.views.files import delivered
from alur.web.views.retention.guard import common, for_keepers, pressed

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")  # no cell of a workbook holds these
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@for_keepers
@require_safe
def disposals(request: Request) -> HttpResponse:
    before = row_number(request.GET.get("sebelum", ""))
    rows, next_before = disposal_list(request.standing, before=before)
    page = {"rows": rows, "before": before, "next_before": next_before}
    return render(request, "retention/disposals.html", page | common("daftar"))


@for_keepers
@require_http_methods(["GET", "HEAD", "POST"])
def disposal(request: Request, disposal_id: int) -> HttpResponse:
    row = _row_or_404(request, disposal_id)
    if request.method != "POST":
        return _page(request, row)
    act = request.POST.get("aksi", "")
    if act not in ACTS:
        return _page(request, row, reasons=["Pilih setujui, tolak, atau laksanakan."])
    make, perform = ACTS[act]
    form = make(request.POST, prefix=act)
    done, reasons = pressed(form, lambda values: perform(request, row, values))
    if done is None:
        return _page(request, row, failed=act, form=form, reasons=reasons)
    return redirect("disposal", row.disposal.pk)


@for_keepers
@require_safe
def disposal_report(request: Request, disposal_id: int) -> HttpResponseBase:
    found = _row_or_404(request, disposal_id).disposal
    if found.report is None:
        raise Http404
    return delivered(request, found.report, f"Berita acara {found.official_number}.pdf".replace("/", "-"))


@for_keepers
@require_safe
def disposal_export(request: Request, disposal_id: int, ending: str) -> HttpResponse:
    found = _row_or_404(request, disposal_id).disposal
    rows = [[_harmless(cell) for cell in row] for row in export_rows(found, request.standing)]
    if ending not in WRITERS:
        raise Http404
    kind, write = WRITERS[ending]
    response = HttpResponse(write(rows), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="daftar-arsip-{found.pk}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _row_or_404(request: Request, pk: int) -> DisposalRow:
    row = find_disposal(pk, request.standing)
    if row is None:
        raise Http404
    return row


def _page(
    request: Request, row: DisposalRow, *, failed: str = "", form: forms.Form | None = None, reasons: Any = ()
) -> HttpResponse:
    found, by = row.disposal, request.standing
    items, next_after = disposal_items(found, by, after=row_number(request.GET.get("setelah", "")) or 0)
    whole = {name: make(prefix=name) for name, (make, _) in ACTS.items()}
    page = {
        "row": row,
        "disposal": found,
        "items": items,
        "next_after": next_after,
        "after": request.GET.get("setelah", ""),
        "forms": whole | ({failed: form} if form is not None else {}),
        "failed": failed,
        "reasons": reasons,
        "may_decide": not may_decide(found, by=by),
        "why_not_decide": may_decide(found, by=by) if found.state == DisposalState.PROPOSED else [],
        "may_carry_out": not may_carry_out(found, by=by),
        "needs_anri": needs_anri(found) if found.state == DisposalState.PROPOSED else False,
    }
    is_refused = bool(reasons or (form is not None and form.errors))
    return render(request, "retention/disposal.html", page | common("daftar"), status=422 if is_refused else 200)


def _approve(request: Request, row: DisposalRow, values: dict[str, Any]) -> Any:
    token = press_token(request)
    return approve(row.disposal, Approval(**values), by=request.standing, at=request.at, token=token)


def _reject(request: Request, row: DisposalRow, values: dict[str, Any]) -> Any:
    token = press_token(request)
    return reject(row.disposal, by=request.standing, at=request.at, note=values["note"], token=token)


def _carry_out(request: Request, row: DisposalRow, values: dict[str, Any]) -> Any:
    witnesses, token = values["witnesses"], press_token(request)
    return carry_out(row.disposal, by=request.standing, at=request.at, witnesses=witnesses, token=token)


ACTS: dict[str, tuple[type[forms.Form], Callable[[Request, DisposalRow, dict[str, Any]], Any]]] = {
    "setujui": (ApprovalForm, _approve),
    "tolak": (RejectionForm, _reject),
    "laksanakan": (CarryingForm, _carry_out),
}


def _harmless(cell: str | int) -> str | int:
    """A text that a spreadsheet would run as a formula is written as a text."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _csv(rows: list[list[str | int]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def _xlsx(rows: list[list[str | int]]) -> bytes:
    import openpyxl  # only who takes the table needs it

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Daftar arsip")
    for row in rows:
        sheet.append([UNWRITABLE.sub("", cell) if isinstance(cell, str) else cell for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


WRITERS = {"csv": ("text/csv; charset=utf-8", _csv), "xlsx": (XLSX, _xlsx)}
