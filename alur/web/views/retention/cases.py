"""One case's retention: where it is in its term, its holds, and setting or lifting one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from alur.actions.retention import hold, lift, may_hold, may_lift
from alur.records.models import Case
from alur.reports.retention import standing_words
from alur.web.forms.retention import HoldForm
from alur.web.middleware import Request
from alur.web.reading import opened
from alur.web.tokens import press_token
from alur.web.views.retention.guard import common, for_keepers, pressed


@for_keepers
@require_http_methods(["GET", "HEAD", "POST"])
def case_retention(request: Request, number: str) -> HttpResponse:
    visible = Case.objects.visible_to(request.standing).select_related("letter", "unit")
    case = get_object_or_404(visible, number=number.replace("\0", ""))
    opened(request, case, "retensi", is_form=True)
    if request.method != "POST":
        return _page(request, case, HoldForm())
    form, is_lifting = HoldForm(request.POST), request.POST.get("aksi") == "cabut"
    act = lift if is_lifting else hold

    def perform(values: dict[str, Any]) -> Any:
        return act(case, by=request.standing, at=request.at, token=press_token(request), **values)

    made, reasons = pressed(form, perform)
    if made is None:
        return _page(request, case, form, reasons)
    messages.success(request, "Penahanan dicabut." if is_lifting else "Berkas ditahan; tidak dapat masuk daftar usul.")
    return redirect("case-retention", case.number)


def _page(request: Request, case: Case, form: HoldForm, reasons: Sequence[str] = ()) -> HttpResponse:
    holds = list(case.holds.select_related("set_by", "lifted_by").order_by("-pk"))
    is_held = any(row.lifted_at is None for row in holds)
    page = {
        "case": case,
        "row": standing_words(case, request.at) if case.closed_at else None,
        "holds": holds,
        "is_held": is_held,
        "why_not": (may_lift if is_held else may_hold)(case, by=request.standing),
        "form": form,
        "reasons": reasons,
    }
    is_refused = bool(reasons or form.errors)
    return render(request, "retention/case.html", page | common("berkas"), status=422 if is_refused else 200)
