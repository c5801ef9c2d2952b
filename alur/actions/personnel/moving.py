"""Many open steps to another person in one press: one line of the record each, by the worker when they are many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskContext, task

from alur.actions.hands import assign
from alur.actions.personnel.rights import needed
from alur.actions.refusal import Refused
from alur.records.models import Duty, User, Visit, WorkMove
from alur.records.standing import Standing, standing_of

AT_ONCE, MOST, REASON_LIMIT = 15, 5000, 500


@dataclass
class Moved:
    """What a move has done: how many steps went over, why others did not; `job` is the worker's, when they are many."""

    done: int = 0
    refused: list[str] = field(default_factory=list)
    job: WorkMove | None = None


def may_see_gaps(*, by: Standing) -> list[str]:
    """Why this person may not see who is missing and what lies with people who are not there."""
    if by.as_duty(Duty.ADMINISTRATOR, Duty.HEAD, Duty.AUDITOR) is None:
        return ["Kekosongan dilihat administrator, kepala biro, dan auditor."]
    return []


def may_move(
    visits: Sequence[Visit] | None, user: User | None = None, *, by: Standing, reason: str | None = None
) -> list[str]:
    """Why these steps may not be moved to `user`; None asks whether any may. Each step is judged again by itself."""
    if by.as_duty(Duty.HEAD) is None:
        return ["Langkah dipindahkan oleh kepala biro."]
    if visits is None:
        return []
    reasons = []
    if not visits:
        reasons.append("Pilih langkah yang dipindahkan; yang sudah tidak tampak sudah ada pemegangnya.")
    if len(visits) > MOST:
        reasons.append(f"Paling banyak {MOST} langkah sekali pindah.")
    if user is None:
        reasons.append("Pilih kepada siapa langkah itu dipindahkan.")
    return reasons + ([] if reason is None else needed("Alasan pemindahan", reason, REASON_LIMIT))


def move_work(
    visits: Sequence[Visit], user: User | None, *, reason: str, by: Standing, at: dt.datetime, token: str
) -> Moved:
    """Give these open steps to this person, each judged and recorded as a reassignment of its own. Raises Refused.

    More than fifteen are left to the worker, judged then by what the mover is today; what is refused stays as it is.
    """
    if earlier := WorkMove.objects.filter(token=token, asked_by=by.user_id).first():
        return Moved(job=earlier)
    if reasons := may_move(visits, user, by=by, reason=reason):
        raise Refused(reasons)
    assert user is not None  # may_move has seen to it
    if len(visits) > AT_ONCE:
        return Moved(job=_left_to_the_worker(visits, user, reason, by, at, token))
    moved = Moved()
    for visit in visits:
        try:
            assign(visit, user, by=by, at=at, reason=reason, token=_token(token, visit))
            moved.done += 1
        except Refused as refused:
            moved.refused += _told(visit, refused)
    return moved


@transaction.atomic
def _left_to_the_worker(
    visits: Sequence[Visit], user: User, reason: str, by: Standing, at: dt.datetime, token: str
) -> WorkMove:
    job = WorkMove.objects.create(
        to=user,
        reason=reason.strip(),
        visits=[visit.pk for visit in visits],
        asked_by=by.user,
        asked_at=at,
        token=token,
    )
    move_later.enqueue(job.pk)
    return job


@task(takes_context=True)
def move_later(context: TaskContext, job_id: int) -> None:
    """The worker's part of `move_work`, step by step. Another worker goes on where a killed one stopped."""
    at = context.task_result.started_at
    while at is not None and move_next(job_id, at=at):
        pass


@transaction.atomic
def move_next(job_id: int, *, at: dt.datetime) -> bool:
    """Move the next step of a long move; False when none was left. The step and the count are one transaction."""
    job = WorkMove.objects.select_for_update().get(pk=job_id)
    if job.handled >= job.total:
        WorkMove.objects.filter(pk=job.pk, finished_at__isnull=True).update(finished_at=at)
        return False
    visit = Visit.objects.select_related("case").get(pk=job.visits[job.handled])
    by = standing_of(job.asked_by, timezone.localdate(job.asked_at))
    try:
        with transaction.atomic():
            assign(visit, job.to, by=by, at=at, reason=job.reason, token=_token(job.token, visit))
        job.done += 1
    except Refused as refused:
        job.refused += _told(visit, refused)
    job.handled += 1
    job.save(update_fields=["handled", "done", "refused"])
    return True


def _told(visit: Visit, refused: Refused) -> list[str]:
    return [f"{visit.case.number}: {sentence}" for sentence in refused.reasons]


def _token(token: str, visit: Visit) -> str:
    return f"{token[:24]}-{visit.pk}"
