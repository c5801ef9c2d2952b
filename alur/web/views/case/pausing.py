"""Reads what is written to pause a step, keeps its file, and gives everything back when the pause is refused."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from alur.actions import Refused
from alur.actions.handover import FileRef
from alur.records.models import Letter
from alur.records.storage import UploadRefused
from alur.web import scans
from alur.web.middleware import Request

AGENDA = re.compile(r"\s*(\d{1,9})\s*/\s*(\d{4})\s*")


def pause_values(request: Request) -> dict[str, Any]:
    """What `pause` takes beside the reason. Raises Refused with every field that cannot be read."""
    faults: list[str] = []
    values = {
        "note": request.POST.get("jeda-catatan", ""),
        "until": _until(request.POST.get("jeda-sampai", ""), faults),
        "letter": _letter(request, request.POST.get("jeda-surat", ""), faults),
        "file": _file(request, faults),
    }
    if faults:
        raise Refused(faults)
    return values


def given_back(request: Request) -> Mapping[str, Any]:
    """The fields as they were typed, the uploaded file by a signed reference."""
    kept = _file(request, [])
    typed = request.POST.dict()
    if kept is None:
        return typed
    return typed | {"jeda-acuan": scans.reference(kept, request.user.pk), "jeda-berkas-nama": kept.name}


def _until(text: str, faults: list[str]) -> dt.datetime | None:
    if not text.strip():
        return None
    try:
        return dt.datetime.fromisoformat(text.strip()).replace(tzinfo=timezone.get_current_timezone())
    except (ValueError, OverflowError):
        faults.append("Akhir jeda ditulis sebagai tanggal dan jam, misalnya 2026-06-12 16:00, atau dikosongkan.")
        return None


def _letter(request: Request, text: str, faults: list[str]) -> Letter | None:
    if not text.strip():
        return None
    found = None
    if match := AGENDA.fullmatch(text):
        number, year = map(int, match.groups())
        letters = Letter.objects.citable_by(request.standing)
        found = letters.filter(agenda_number=number, agenda_year=year).first()
    if found is None:
        faults.append(
            f"Surat dengan agenda “{text.strip()[:40]}” tidak ditemukan; tulis seperti pada Surat masuk: 12/2026."
        )
    return found


def _file(request: Request, faults: list[str]) -> FileRef | None:
    kept = scans.referred(request.POST.get("jeda-acuan", ""), request.user.pk)
    if upload := request.FILES.get("jeda-berkas"):
        try:
            return scans.keep(upload, at=request.at)
        except UploadRefused as refused:
            faults.append(str(refused))
    return kept
