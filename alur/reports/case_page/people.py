"""Who holds a role of a procedure on a day: the people that a step may name."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from alur.records.models import Appointment, User
from alur.records.models.people import current_users


def holders_of(procedure_id: int, role_key: str, at: dt.datetime) -> list[User]:
    """The people who hold this role on the day of `at`, by name. One statement."""
    appointments = (
        Appointment.objects.current(timezone.localdate(at))
        .filter(position__roles__procedure_id=procedure_id, position__roles__key=role_key, user__is_active=True)
        .select_related("user")
    )
    return current_users(appointments)
