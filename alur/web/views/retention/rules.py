"""The retention schedule: everybody may read it, the administrator enters its lines."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from alur.actions.retention import RuleValues, may_keep_rules, set_rule
from alur.reports.retention import rule_list, sees_retention
from alur.web.access import for_members
from alur.web.forms.retention import RuleForm
from alur.web.middleware import Request
from alur.web.tokens import press_token
from alur.web.views.retention.guard import common, pressed


@for_members
@require_http_methods(["GET", "HEAD", "POST"])
def retention_rules(request: Request) -> HttpResponse:
    if request.method != "POST":
        return _page(request, RuleForm())
    form = RuleForm(request.POST)
    by, token = request.standing, press_token(request)
    made, reasons = pressed(form, lambda values: set_rule(RuleValues(**values), by=by, at=request.at, token=token))
    if made is None:
        return _page(request, form, reasons)
    messages.success(request, f"Jadwal {made.code} tercatat.")
    return redirect("retention-rules")


def _page(request: Request, form: RuleForm, reasons: Sequence[str] = ()) -> HttpResponse:
    page = {
        "rules": rule_list(timezone.localdate(request.at)),
        "form": form,
        "reasons": reasons,
        "why_not": may_keep_rules(by=request.standing),
        "sees_retention": sees_retention(request.standing),
    }
    is_refused = bool(reasons or form.errors)
    return render(request, "retention/rules.html", page | common("jadwal"), status=422 if is_refused else 200)
