"""Lines of decrees about a unit, and visits that wait in its hours, for the tests of both."""

from __future__ import annotations

import datetime as dt
from typing import Any

from alur.records.models import Visit
from tests import make

WHEN = "2026-06-08 07:00"
EARLY = "sen-jum 07:00-12:00, 13:00-15:30"
BUREAU, HOSPITAL = "ropeg", "rsnb"


def hours(text: str = EARLY, unit: str = HOSPITAL, date: str = "2026-06-01", **more: str) -> Any:
    return make.line("jam kerja", date, hours=text, unit=unit, **more)


def zone(of: str = HOSPITAL, name: str = "Asia/Jayapura") -> Any:
    return make.line("zona waktu", "2026-06-08", unit=of, zone=name)


def waiting(office: Any, **letter: Any) -> Visit:
    """Step 3 of the programmers, opened Monday 09.10, 900 minutes."""
    visit = make.open_visit(make.case(office, at_step="3", **letter))
    assert visit is not None
    return visit


def due(visit: Visit) -> dt.datetime | None:
    return Visit.objects.get(pk=visit.pk).due_at
