"""The Tasks backend that keeps tasks in the database: enqueued with the transaction, claimed with a lease, retried.

A job runs at least once: a worker that dies leaves its job to the next one, so every task must bear being run again.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import TaskContext, TaskResult, TaskResultStatus
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError
from django_tasks.exceptions import TaskResultDoesNotExist
from django_tasks.utils import get_exception_traceback, get_module_path, normalize_json

from alur.records import tracing
from alur.records.models import Heartbeat, Job, JobState, Sign, SignOfLife

logger = logging.getLogger(__name__)

ATTEMPTS = 5
FIRST_GAP = dt.timedelta(seconds=10)
LEASE = dt.timedelta(seconds=60)
RENEW_SECONDS = 20.0
LONGEST = dt.timedelta(minutes=15)
KEPT = dt.timedelta(days=7)
SET_BACK = dt.timedelta(minutes=2)
FARTHEST_BACK = dt.timedelta(days=1)
"""An instant that lies farther ahead than the first, and cannot by its nature, shows that the clock was set back."""
ERROR_LENGTH = 20_000

_STATUS = {
    JobState.READY: TaskResultStatus.READY,
    JobState.RUNNING: TaskResultStatus.RUNNING,
    JobState.DONE: TaskResultStatus.SUCCESSFUL,
    JobState.DEAD: TaskResultStatus.FAILED,
    JobState.SET_ASIDE: TaskResultStatus.FAILED,
}


class DatabaseBackend(BaseTaskBackend):
    """Django's Tasks API over the table of jobs. A task enqueued in a transaction is gone when that rolls back."""

    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def enqueue(self, task: Task[..., Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        self.validate_task(task)
        job = Job.objects.create(id=str(uuid.uuid4()), **_fields(task, args, kwargs))
        return result_of(job, task)

    def get_result(self, result_id: str) -> TaskResult[Any]:
        job = Job.objects.filter(pk=result_id).first()
        if job is None:
            raise TaskResultDoesNotExist(result_id)
        return result_of(job, _task_of(job))


def enqueue_once(task: Task[..., Any], key: str, *args: Any, **kwargs: Any) -> bool:
    """Enqueue a task under a key of at most 36 characters; False when that key is taken, by whatever machine.

    This is how periodic work runs once: every worker enqueues it under the same key, such as "segel:2026-11-24".
    """
    if not 0 < len(key) <= 36:
        raise ValueError(f"A key has 1 to 36 characters: {key!r}")
    _, is_new = Job.objects.get_or_create(pk=key, defaults=_fields(task, args, kwargs))
    return is_new


def enqueue_again(task: Task[..., Any], key: str, *, every: dt.timedelta, at: dt.datetime) -> bool:
    """Enqueue a task that has one row for ever, unless it waits, runs, or ended less than `every` ago.

    Safe on many machines: one of them sets the row back to waiting. After the clock was set back it is due at once.
    """
    job, is_new = Job.objects.get_or_create(pk=key, defaults=_fields(task, [], {}))
    if is_new or job.state in (JobState.READY, JobState.RUNNING):
        return is_new
    rested = Job.objects.filter(Q(finished_at__lte=at - every) | Q(finished_at__gt=at + SET_BACK), pk=key)
    return bool(rested.filter(state=job.state).update(state=JobState.READY, attempts=0, run_after=at, enqueued_at=at))


def try_again(job_id: str, *, at: dt.datetime) -> bool:
    """Give a dead job its attempts once more; False when it is not dead (any more)."""
    dead = Job.objects.filter(pk=job_id, state=JobState.DEAD)
    return bool(dead.update(state=JobState.READY, attempts=0, run_after=at, finished_at=None, lease_until=None))


def set_aside(job_id: str, *, at: dt.datetime) -> bool:
    """Take a dead job off the list of those that somebody must look at; False when it is not dead (any more)."""
    return bool(Job.objects.filter(pk=job_id, state=JobState.DEAD).update(state=JobState.SET_ASIDE, finished_at=at))


def claim(worker: str, *, at: dt.datetime) -> Job | None:
    """Take the next job for this worker and count the attempt; None when nothing is due.

    Due is a job that waits and whose time has come, or one whose worker let the lease run out. A job that has taken
    its last worker down with it is not tried again: it is dead.
    """
    while _due(at).exists():
        with transaction.atomic():
            job = _locked(_due(at)).first()
            if job is None:
                return None
            if job.attempts < ATTEMPTS:
                return _begin(job, worker, at)
            _close(job, at, JobState.DEAD, error=f"Pekerja latar berhenti di tengah tugas ini {ATTEMPTS} kali.")
    return None


def finish(job: Job, *, at: dt.datetime, result: Any = None) -> bool:
    """Record that the job is done. False, and nothing changed, when the lease was lost and another worker took it."""
    return _close(job, at, JobState.DONE, result=result)


def fail(job: Job, error: str, *, at: dt.datetime) -> bool:
    """Record a failed attempt: the next one follows after 10, 40, 160, 640 seconds; after the fifth the job is dead.

    False, and nothing changed, when another worker took the job meanwhile.
    """
    text = error[-ERROR_LENGTH:]
    if job.attempts >= ATTEMPTS:
        return _close(job, at, JobState.DEAD, error=text)
    gap = FIRST_GAP * 4 ** (job.attempts - 1)
    return bool(_mine(job).update(state=JobState.READY, run_after=at + gap, lease_until=None, error=text))


def renew(job: Job, *, at: dt.datetime) -> bool:
    """Prolong the lease of a job that is still being worked on; False when it is no longer this worker's."""
    return bool(_mine(job).update(lease_until=at + LEASE))


def run_one(worker: str, at: dt.datetime) -> Job | None:
    """Claim a job, run its task and record how it ended. Returns the job as it now stands, None when nothing was due.

    An error of the task is recorded on the job and not raised.
    """
    job = claim(worker, at=at)
    if job is None:
        return None
    begun = time.monotonic()
    error, value = None, None
    with _lease_kept(job, at, begun), tracing.working_on(job.pk):
        try:
            value = _call(job)
        except Exception as raised:  # whatever a task raises is its outcome; the worker goes on
            error = f"{get_module_path(type(raised))}\n{get_exception_traceback(raised)}"
    now = at + dt.timedelta(seconds=time.monotonic() - begun)
    if error is None:
        finish(job, at=now, result=value)
    else:
        logger.warning("Tugas %s (%s) gagal, percobaan ke-%s: %s", job.task, job.pk, job.attempts, error)
        fail(job, error, at=now)
    job.refresh_from_db()
    return job


def result_of(job: Job, task: Task[..., Any] | None = None) -> TaskResult[Any]:
    """The job in the words of Django's Tasks API."""
    result: TaskResult[Any] = TaskResult(
        task=task or _task_of(job),
        id=job.pk,
        status=_STATUS[JobState(job.state)],
        enqueued_at=job.enqueued_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
        last_attempted_at=job.started_at,
        args=job.args,
        kwargs=job.kwargs,
        backend="default",
        errors=[TaskError(exception_class_path=job.error.partition("\n")[0], traceback=job.error)] if job.error else [],
        worker_ids=[job.worker] * job.attempts,
    )
    object.__setattr__(result, "_return_value", job.result)
    return result


def beat(worker: str, *, at: dt.datetime) -> None:
    """Note that this worker is alive."""
    Heartbeat.objects.update_or_create(worker=worker, defaults={"seen_at": at})


def leave(worker: str, *, at: dt.datetime) -> None:
    """Take this worker off the list of those alive; when the last one left is known all the same."""
    Heartbeat.objects.filter(worker=worker).delete()
    note_sign(Sign.WORKER, at=at)


def note_sign(part: Sign, *, at: dt.datetime) -> None:
    """Note that this part has done its work."""
    SignOfLife.objects.update_or_create(part=part, defaults={"seen_at": at})


def sweep(*, at: dt.datetime) -> int:
    """Remove jobs that ended and workers unseen for seven days; the number of jobs removed. Dead jobs stay."""
    Heartbeat.objects.filter(seen_at__lt=at - KEPT).delete()
    ended = Job.objects.filter(state__in=(JobState.DONE, JobState.SET_ASIDE), finished_at__lt=at - KEPT)
    removed, _ = ended.delete()
    return removed


def _fields(task: Task[..., Any], args: Any, kwargs: Any) -> dict[str, Any]:
    """The Tasks API hands over no instant, so here, and nowhere else in records, the clock is read."""
    now = timezone.now()
    return {
        "task": task.module_path,
        "args": normalize_json(list(args)),
        "kwargs": normalize_json(kwargs),
        "queue": task.queue_name,
        "priority": task.priority,
        "run_after": task.run_after or now,
        "enqueued_at": now,
    }


def _task_of(job: Job) -> Task[..., Any]:
    task = import_string(job.task)
    if not isinstance(task, Task):
        raise TypeError(f"{job.task} is not a task")
    return task


def _due(at: dt.datetime) -> QuerySet[Job]:
    """The first condition is that of the partial index; SQLite wants to see it to use the index.

    When the clock was set back (by a day at most), what waited only for a worker does not wait for that hour again.
    """
    is_due = Q(state=JobState.READY, run_after__lte=at) | Q(state=JobState.RUNNING, lease_until__lte=at)
    ahead = (at + LEASE + SET_BACK, at + FARTHEST_BACK)
    is_due |= Q(state=JobState.READY, enqueued_at__range=ahead, run_after=F("enqueued_at"))
    is_due |= Q(state=JobState.RUNNING, lease_until__range=ahead)
    return Job.objects.filter(~Q(state=JobState.DONE), is_due)


def _locked(jobs: QuerySet[Job]) -> QuerySet[Job]:
    """SQLite has no row locks: its transactions begin with the only write lock, so claims are in line already."""
    if connection.features.has_select_for_update_skip_locked:
        return jobs.select_for_update(skip_locked=True)
    return jobs


def _begin(job: Job, worker: str, at: dt.datetime) -> Job:
    job.state, job.worker, job.started_at = JobState.RUNNING, worker[:80], at
    job.attempts += 1
    job.lease_until = at + LEASE
    job.save(update_fields=["state", "worker", "started_at", "attempts", "lease_until"])
    return job


def _mine(job: Job) -> QuerySet[Job]:
    """The job's row while this attempt is the latest: a worker that was given up for dead changes nothing."""
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)


def _close(job: Job, at: dt.datetime, state: JobState, *, result: Any = None, error: str = "") -> bool:
    changed = _mine(job).update(state=state, finished_at=at, lease_until=None, result=result, error=error)
    return bool(changed)


def _call(job: Job) -> Any:
    task = _task_of(job)
    if task.takes_context:
        context = TaskContext(task_result=result_of(job, task))
        return normalize_json(task.call(context, *job.args, **job.kwargs))
    return normalize_json(task.call(*job.args, **job.kwargs))


@contextmanager
def _lease_kept(job: Job, at: dt.datetime, begun: float) -> Iterator[None]:
    """Renews the lease beside a long task. After LONGEST it stops: a task that hangs must not keep the job for ever."""
    done = threading.Event()

    def keep() -> None:
        while not done.wait(RENEW_SECONDS):
            passed = dt.timedelta(seconds=time.monotonic() - begun)
            try:
                if passed > LONGEST or not renew(job, at=at + passed):
                    return
            except OperationalError as busy:
                logger.warning("Sewa tugas %s belum diperpanjang: %s", job.pk, busy)
            finally:
                connection.close()

    keeper = threading.Thread(target=keep, name=f"lease-{job.pk}", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        done.set()
        keeper.join()
