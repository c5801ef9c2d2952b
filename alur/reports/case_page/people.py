"""Who holds a role of a procedure on a day: the people that a step may name, with what one should know of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from alur.records.models import Appointment, Leave, User
from alur.records.models.people import current_users
from alur.reports.personnel.knowing import lacking
from alur.worktime.wording import short_date


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person that may be chosen; `away` says until when on leave, `lacks` which qualifications are not noted."""

    pk: int
    name: str
    away: str
    lacks: Sequence[str]


def holders_of(procedure_id: int, role_key: str, at: dt.datetime) -> list[Candidate]:
    """The people who hold this role on the day of `at`, by name. Four statements."""
    today = timezone.localdate(at)
    appointments = (
        Appointment.objects.current(today)
        .filter(position__roles__procedure_id=procedure_id, position__roles__key=role_key, user__is_active=True)
        .select_related("user")
    )
    users = current_users(appointments)
    away = {row.user_id: row for row in Leave.objects.on(today).filter(user__in=users).select_related("stand_in")}
    missing = lacking(procedure_id, users)
    return [Candidate(user.pk, user.name, _away(user, away), missing.get(user.pk, ())) for user in users]


def _away(user: User, leaves: dict[int, Leave]) -> str:
    leave = leaves.get(user.pk)
    if leave is None:
        return ""
    stand_in = f", diganti {leave.stand_in.name}" if leave.stand_in else ""
    return f"cuti s.d. {short_date(leave.ends_on)}{stand_in}"
