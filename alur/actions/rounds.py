"""What the clock does each minute, on however many machines: reminds of open visits, and sends what waits."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import TaskContext, task

from alur.records import queue


@task(takes_context=True, priority=5)
def make_rounds(context: TaskContext) -> None:
    """Tell what has become due, once a day what ends soon, and send. Safe to run late, twice, or side by side."""
    # Only the worker needs what sends.
    from alur.actions.delivering.sending import send_due
    from alur.actions.reminding import watch_visits

    at = context.task_result.started_at
    if at is None:
        return
    queue.enqueue_once(daily, f"harian:{timezone.localdate(at)}")
    try:
        watch_visits(at=at)
    finally:
        send_due(at=at)


@task(takes_context=True)
def daily(context: TaskContext) -> None:
    """What one look a day is enough for."""
    from alur.actions.telling import tell_of_ending_appointments

    at = context.task_result.started_at
    if at is not None:
        tell_of_ending_appointments(at=at)
