"""What every template may use: the office, the person's standing, and the places this person may go."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from alur.actions.clock import calendar_version, office_calendar
from alur.actions.seals import may_see_seals
from alur.records.models import Duty, TemplateFault
from alur.records.standing import Standing
from alur.reports.achievement.readers import supervised_by
from alur.reports.calendar import warnings

REACHED_FROM = {"cases": ("pauses", "numbers", "retention")}  # lists with addresses of their own that a place leads to
READERS = (Duty.LETTER_DESK, Duty.REQUESTER, Duty.HEAD, Duty.AUDITOR)


@dataclass(frozen=True, slots=True)
class Place:
    """One item of the navigation; `key` is the letter that follows "g" on the keyboard."""

    name: str
    url: str
    key: str
    is_here: bool


def office(request: HttpRequest) -> dict[str, Any]:
    """The office's name, whether this is a demonstration, the navigation, and how many notices are unread."""
    user = getattr(request, "user", None)
    standing: Standing | None = getattr(request, "standing", None)
    is_known = bool(user and user.is_authenticated and standing is not None)
    return {
        "office": settings.OFFICE,
        "is_demo": settings.DEMO,
        "now": getattr(request, "at", None),
        "standing": standing if is_known else None,
        "places": places(standing, request.path) if is_known and standing is not None else [],
        "calendar_warnings": warnings_for(standing, request) if is_known and standing is not None else [],
        "template_faults": faults_for(standing) if is_known and standing is not None else [],
        "theme": getattr(user, "theme", "") if is_known else "",
        "unread": getattr(user, "unread_notices", 0) if is_known else 0,
    }


def warnings_for(standing: Standing, request: HttpRequest) -> list[str]:
    """What the calendar lacks; only the administrator is told, on every page."""
    at = getattr(request, "at", None)
    if at is None or not standing.has_duty(Duty.ADMINISTRATOR) or not (version := calendar_version()):
        return []
    return warnings(office_calendar(version), timezone.localdate(at))


def faults_for(standing: Standing) -> list[TemplateFault]:
    """Which of the office's own paper templates do not work; only the administrator is told, on every page."""
    return list(TemplateFault.objects.order_by("template")) if standing.has_duty(Duty.ADMINISTRATOR) else []


def places(standing: Standing, path: str) -> list[Place]:
    """Where this person may go; somebody without any capacity nowhere."""
    if not standing.capacities:
        return []
    is_reader = bool(standing.procedure_ids) or any(standing.has_duty(duty) for duty in READERS)
    found = [("Tugas saya", "inbox", "t")]
    if is_reader:
        found += [("Permintaan", "cases", "p"), ("Surat masuk", "letters", "s")]
    found.append(("SOP", "procedures", "o"))
    if standing.has_duty(Duty.HEAD) or standing.has_duty(Duty.AUDITOR) or supervises(standing.role_ids):
        found.append(("Laporan", "report", "r"))
    found += [("Kalender kerja", "calendar", "l")]
    if standing.has_duty(Duty.ADMINISTRATOR):
        found += [("Pengguna & jabatan", "people", "j"), ("Operasi", "operations", "e")]
    elif standing.has_duty(Duty.HEAD):
        found.append(("Kekosongan", "gaps", "k"))
    if may_see_seals(by=standing):
        found.append(("Segel", "seals", "e"))
    return [_place(name, route, key, path) for name, route, key in found]


@lru_cache(maxsize=512)
def supervises(role_ids: frozenset[int]) -> bool:
    """Whether one of these roles reads reports. Asked once a process: only a new edition could change it."""
    return bool(role_ids) and bool(supervised_by(role_ids))


def _place(name: str, route: str, key: str, path: str) -> Place:
    url = reverse(route)
    roots = (url, *(reverse(other) for other in REACHED_FROM.get(route, ())))
    return Place(name, url, key, path == url if url == "/" else path.startswith(roots))
