"""Who gets new work that is meant for a person: the person, or on days of leave the stand-in."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from alur.actions.judging import holds_role
from alur.records.models import Leave, Role


def present(user_id: int, role: Role, at: dt.datetime) -> int | None:
    """Who does new work of this role instead of this person on the day of `at`.

    The person, when not on leave; else the stand-in, or the stand-in's own, who holds the role; else nobody by name,
    so that every holder of the role sees the work. One statement, and some more only for a person on leave.
    """
    today, passed, current = timezone.localdate(at), {user_id}, user_id
    while leave := Leave.objects.on(today).filter(user=current).first():
        if leave.stand_in_id is None or leave.stand_in_id in passed:
            return None
        current = leave.stand_in_id
        passed.add(current)
    if current == user_id or holds_role(current, role.procedure_id, role.key, at):
        return current
    return None
