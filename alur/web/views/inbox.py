"""Tugas saya."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alur.actions.clock import Calendars, office_calendar
from alur.reports.day_strip import day_strip
from alur.reports.inbox import inbox as read_inbox
from alur.web.access import for_members
from alur.web.middleware import Request


@for_members
@require_safe
def inbox(request: Request) -> HttpResponse:
    calendars, is_team = Calendars(), request.GET.get("tab") == "tim"
    calendar = office_calendar(calendars.version)
    after = request.GET.get("setelah", "")
    found = read_inbox(request.standing, calendar, request.at, is_team=is_team, after=after, by_unit=calendars)
    strip = day_strip(calendars.of(request.standing.work_unit_id), request.at, () if is_team else found.dues)
    first = 0 if is_team or after else found.riskiest
    page = {"inbox": found, "strip": strip, "is_team": is_team, "after": after, "first": first}
    return render(request, "inbox/inbox.html", page)
