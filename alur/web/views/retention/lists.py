"""The list of ended cases by phase, and putting what is past its term on a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from alur.actions.retention import may_propose, propose
from alur.actions.retention.proposing import LONGEST_LIST, Proposal
from alur.records.number_format import is_classification
from alur.reports.retention import STATES, Chosen, fitting_cases, retention_list
from alur.web.addresses import row_number
from alur.web.forms.retention import ProposalForm
from alur.web.middleware import Request
from alur.web.tokens import press_token
from alur.web.views.retention.guard import common, for_keepers, pressed


@for_keepers
@require_http_methods(["GET", "HEAD", "POST"])
def retention(request: Request) -> HttpResponse:
    chosen = _chosen(request.GET)
    if request.method != "POST":
        return _page(request, chosen, ProposalForm())
    form = ProposalForm(request.POST)

    def act(values: dict[str, Any]) -> Any:
        cases = _picked(request, chosen, values["kind"])
        return propose(Proposal(**values), cases, by=request.standing, at=request.at, token=press_token(request))

    made, reasons = pressed(form, act)
    if made is None:
        return _page(request, chosen, form, reasons)
    messages.success(request, f"Daftar usul {made.pk} tersusun dan menunggu keputusan kepala biro.")
    return redirect("disposal", made.pk)


def _picked(request: Request, chosen: Chosen, kind: str) -> list[int]:
    """The ticked cases, or all that fit the filter; one more than a list may hold, so that the action says so."""
    if request.POST.get("semua"):
        fitting = fitting_cases(request.standing, request.at, chosen, kind)
        return list(fitting.order_by("pk").values_list("pk", flat=True)[: LONGEST_LIST + 1])
    picked = (row_number(text) for text in request.POST.getlist("berkas")[: LONGEST_LIST + 1])
    return [pk for pk in picked if pk is not None]


def _chosen(given: Mapping[str, str]) -> Chosen:
    state, year = given.get("keadaan", ""), given.get("tahun", "")
    classification = given.get("klasifikasi", "").strip()
    is_year = year.isascii() and year.isdigit() and len(year) == 4 and "1945" <= year < "9000"
    return Chosen(
        state=state if state in STATES else Chosen().state,
        year=int(year) if is_year else None,
        classification=classification if is_classification(classification) else "",
        after=row_number(given.get("setelah", "")) or 0,
    )


def _page(request: Request, chosen: Chosen, form: ProposalForm, reasons: Sequence[str] = ()) -> HttpResponse:
    is_refused = bool(reasons or form.errors)
    page = {
        "list": retention_list(request.standing, request.at, chosen),
        "chosen": chosen,
        "states": STATES.items(),
        "form": form,
        "reasons": reasons,
        "may_propose": not may_propose(by=request.standing),
        "picked": request.POST.getlist("berkas"),
        "all": bool(request.POST.get("semua")),
        "most": LONGEST_LIST,
    }
    return render(request, "retention/list.html", page | common("berkas"), status=422 if is_refused else 200)
