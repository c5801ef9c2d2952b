"""Tasks that the tests of the queue run: they leave a trace in the counters, which is all that a worker shares."""

from __future__ import annotations

import os
import signal
import time

from django.db.models import F
from django_tasks import TaskContext, task

from alur.records.models import Counter


@task
def count(name: str) -> str:
    _count(name)
    return f"counted {name}"


@task
def count_and_break(name: str) -> None:
    _count(name)
    raise RuntimeError("the printer is out of paper")


@task(takes_context=True)
def tell_time(context: TaskContext) -> str:
    return str(context.task_result.started_at.isoformat())


@task
def count_slowly(name: str, seconds: float) -> None:
    _count(name)
    time.sleep(seconds)
    _count(f"{name}-end")


@task
def kill_the_first_worker(name: str) -> None:
    if _count(name) == 1:
        os.kill(os.getpid(), signal.SIGKILL)


def _count(name: str) -> int:
    Counter.objects.get_or_create(name=name)
    Counter.objects.filter(name=name).update(value=F("value") + 1)
    return Counter.objects.get(name=name).value
