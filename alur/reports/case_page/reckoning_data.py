"""The reckoning of a visit's deadline as plain data for programs; fields in `docs/reckoning-format.md`."""

from __future__ import annotations

import datetime as dt
from typing import Any

from alur.reports.case_page.reckoning import ReckoningPage
from alur.worktime import Calendar, reckoning_data


def visit_reckoning_data(page: ReckoningPage, calendar: Calendar, version: int) -> dict[str, Any]:
    """What the page shows, as data; `calendar` and its `version` are those that the visit is reckoned on.

    `reckoning` is None where the visit runs on wall time or has no standard.
    """
    visit = page.visit
    return {
        "case": page.case.number,
        "visit": visit.number,
        "step": {"key": page.step.key, "number": page.step.number, "activity": page.step.activity},
        "round": visit.round,
        "clock": "none" if visit.standard_seconds is None else "wall" if visit.is_wall_clock else "working",
        "calendar": {"version": version, "zone": calendar.zone},
        "opened": _local(visit.opened_at, calendar),
        "due": _local(visit.due_at, calendar),
        "closed": _local(visit.closed_at, calendar),
        "used_seconds": visit.used_seconds,
        "is_late": visit.is_late,
        "reckoning": reckoning_data(page.reckoning) if page.reckoning else None,
    }


def _local(at: dt.datetime | None, calendar: Calendar) -> str | None:
    return at.astimezone(calendar.tzinfo).isoformat() if at else None
