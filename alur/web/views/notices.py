"""Pemberitahuan: the list, opening one, and marking as read."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from alur.actions.notices import mark_read
from alur.records.models import Notice
from alur.reports.notices import notice_list
from alur.web.addresses import row_number
from alur.web.middleware import Request

ALL = "semua"


@login_required
def notices(request: Request) -> HttpResponse:
    if request.method == "POST":
        return _marked(request, request.POST.get("pemberitahuan", ""))
    before = row_number(request.GET.get("sebelum", ""))
    page = {"list": notice_list(request.standing, before=before), "before": before}
    return render(request, "notices/list.html", page)


def _marked(request: Request, which: str) -> HttpResponse:
    mine = Notice.objects.filter(user=request.user)
    if which == ALL:
        mark_read(mine, user=request.user, at=request.at)
        return redirect("notices")
    notice = mine.select_related("case").filter(pk=row_number(which) or 0).first()
    if notice is None:
        raise Http404
    mark_read(mine.filter(pk=notice.pk), user=request.user, at=request.at)
    if notice.case is not None:
        return redirect("case", notice.case.number)
    return redirect("decree", notice.decree_id) if notice.decree_id else redirect("notices")
