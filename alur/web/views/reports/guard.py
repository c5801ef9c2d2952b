"""Who gets to reports, and which procedure and period an address names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from alur.records.models import Procedure
from alur.reports.achievement import Period, named_period, own_period, period_around, readable
from alur.web.access import View, for_members
from alur.web.addresses import row_number
from alur.web.middleware import Request

NOT_YOURS = (
    "Laporan dibaca oleh kepala biro, auditor, dan pejabat yang memeriksa, menugaskan, atau dapat membatalkan "
    "pada SOP yang bersangkutan."
)


@dataclass(frozen=True)
class Asked:
    """What the address asks for. `fault` says what was wrong with the days that were written."""

    procedure: Procedure
    procedures: list[Procedure]
    period: Period
    fault: str = ""

    @property
    def query(self) -> dict[str, str]:
        """The same as an address says it."""
        return {"sop": str(self.procedure.pk)} | self.period.query


def for_report_readers(view: Callable[..., HttpResponseBase]) -> View:
    """Hands the view what was asked for; tells everybody else who reads reports."""

    @for_members
    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        procedures = readable(request.standing)
        if not procedures:
            return render(request, "reports/not_allowed.html", {"reasons": [NOT_YOURS]}, status=403)
        return view(request, asked(request, procedures), *args, **kwargs)

    return guarded


def asked(request: Request, procedures: list[Procedure]) -> Asked:
    """The procedure and the period of the address; without any, the first one and the running semester."""
    given = request.GET
    wanted = row_number(given.get("sop", ""))
    found = [item for item in procedures if item.pk == wanted] if given.get("sop") else procedures[:1]
    if not found:
        raise Http404
    usual = period_around(timezone.localdate(request.at), "semester")
    if given.get("dari") or given.get("sampai"):
        period, fault = own_period(given.get("dari", ""), given.get("sampai", ""))
        return Asked(found[0], procedures, period or usual, fault)
    key = given.get("periode", "")
    named = named_period(key)
    fault = f"Periode “{key[:20]}” tidak dikenal; ditampilkan {usual.label}." if key and named is None else ""
    return Asked(found[0], procedures, named or usual, fault)
