"""The clock of Alur: a job that runs once a minute, on whichever worker, leaves a sign that it has, and
sees to it that past days are sealed and months that are over are kept.
"""

from __future__ import annotations

import datetime as dt

from django_tasks import TaskContext, task

from alur.actions.months import keep_what_is_over_task
from alur.actions.rounds import make_rounds
from alur.actions.seals import enqueue_due
from alur.records import queue
from alur.records.models import Sign

KEY, ROUNDS_KEY, MONTHS_KEY = "jam", "keliling", "bulan"
EVERY, MONTHS_EVERY = dt.timedelta(minutes=1), dt.timedelta(minutes=10)


def ensure_tick(*, at: dt.datetime) -> bool:
    """See to it that the clock's job waits when a minute has passed; False when it need not, or another did."""
    return queue.enqueue_again(tick, KEY, every=EVERY, at=at)


@task(takes_context=True, priority=50)
def tick(context: TaskContext) -> None:
    """That this ran is the proof that jobs are claimed and run, not only that a process is alive."""
    at = context.task_result.started_at
    if at is not None:
        queue.note_sign(Sign.CLOCK, at=at)
        queue.enqueue_again(make_rounds, ROUNDS_KEY, every=EVERY, at=at)
        queue.enqueue_again(keep_what_is_over_task, MONTHS_KEY, every=MONTHS_EVERY, at=at)
        enqueue_due(at=at)
