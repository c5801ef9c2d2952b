"""Import of people: a file is tried first, and loaded only when every line is right."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from alur.actions import Refused
from alur.actions.office_file.sheet import Row, load_people
from alur.web.forms.people_files import LARGEST, rows_in, template, text_in
from alur.web.forms.table_files import FileRefused
from alur.web.middleware import Request
from alur.web.views.personnel.guard import common, for_administrators

SHOWN = 20


@for_administrators
def people_import(request: Request) -> HttpResponse:
    if request.method != "POST":
        return _page(request)
    try:
        text = _text(request)
        rows = rows_in(text)
        is_trial = request.POST.get("aksi") != "muat"
        loaded = load_people(rows, by=request.standing, at=request.at, is_trial=is_trial)
    except FileRefused as refused:
        return _page(request, reasons=[str(refused)])
    except Refused as refused:
        return _page(request, reasons=refused.reasons, rows=rows)
    if is_trial:
        return _page(request, rows=rows, text=text, added=loaded.added, amended=loaded.amended)
    messages.success(request, f"{loaded.added} baris ditambahkan, {loaded.amended} diubah.")
    return redirect("people")


@for_administrators
@require_safe
def people_template(request: Request) -> HttpResponse:
    answer = HttpResponse("\ufeff" + template(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="templat-pegawai.csv"'
    return answer


def _text(request: Request) -> str:
    """The file that was sent, or the text of it that the trial handed back."""
    file = request.FILES.get("berkas")
    if file is not None:
        return text_in(file.name or "", file.read(LARGEST + 1))
    if text := request.POST.get("isi", ""):
        return text
    raise FileRefused("Pilih berkasnya dahulu.")


def _page(
    request: Request,
    *,
    reasons: list[str] | None = None,
    rows: list[Row] | None = None,
    text: str = "",
    added: int = 0,
    amended: int = 0,
) -> HttpResponse:
    page = {
        "reasons": reasons or [],
        "count": len(rows or []),
        "rows": (rows or [])[:SHOWN],
        "text": text,
        "added": added,
        "amended": amended,
    }
    status = 422 if reasons else 200
    return render(request, "personnel/import.html", page | common(request, "orang"), status=status)
