"""Many open steps to another person in one press: one line of the record each, by the worker when they are many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import timezone
from django_tasks import task

from alur.actions.hands import assign
from alur.actions.refusal import Refused
from alur.records.models import User, Visit
from alur.records.standing import Standing, standing_of

AT_ONCE = 15


@dataclass
class Moved:
    """What a move has done: how many steps went over, why others did not, and how many the worker still has."""

    done: int = 0
    waiting: int = 0
    refused: list[str] = field(default_factory=list)


def move_work(visits: Sequence[Visit], user: User, *, reason: str, by: Standing, at: dt.datetime, token: str) -> Moved:
    """Give these open steps to this person, each judged and recorded as a reassignment of its own.

    More than fifteen are left to the worker, judged then as the same person; what is refused stays in the list of gaps.
    """
    if not reason.strip():
        raise Refused(["Alasan pemindahan belum ditulis."])
    moved = Moved()
    if len(visits) > AT_ONCE:
        move_later.enqueue([visit.pk for visit in visits], user.pk, by.user_id, reason, at.isoformat(), token)
        moved.waiting = len(visits)
        return moved
    for visit in visits:
        try:
            assign(visit, user, by=by, at=at, reason=reason, token=f"{token[:24]}-{visit.pk}")
            moved.done += 1
        except Refused as refused:
            moved.refused += [f"{visit.case.number}: {sentence}" for sentence in refused.reasons]
    return moved


@task
def move_later(visit_ids: list[int], user_id: int, by_id: int, reason: str, at: str, token: str) -> list[str]:
    """The worker's part of `move_work`; returns the refusals. Safe to run again: each step carries its own token."""
    when = dt.datetime.fromisoformat(at)
    by = standing_of(User.objects.get(pk=by_id), timezone.localdate(when))
    user = User.objects.get(pk=user_id)
    visits = list(Visit.objects.filter(pk__in=visit_ids).select_related("case").order_by("pk"))
    refused: list[str] = []
    for start in range(0, len(visits), AT_ONCE):
        portion = visits[start : start + AT_ONCE]
        refused += move_work(portion, user, reason=reason, by=by, at=when, token=token).refused
    return refused
