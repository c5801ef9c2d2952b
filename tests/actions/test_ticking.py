"""The clock: one tick a minute on any number of workers, also after the machine's clock was set back."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from alur.actions.ticking import KEY, ensure_tick
from alur.records import queue
from alur.records.models import Job, JobState, Sign, SignOfLife
from tests.records import errands

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)
HOUR = dt.timedelta(hours=1)


def now() -> dt.datetime:
    return timezone.now() + dt.timedelta(seconds=1)


def run(at: dt.datetime) -> int:
    """How many ticks ran, with everybody asking for one at this instant."""
    for _ in ("one worker", "and another"):
        ensure_tick(at=at)
    ran = 0
    while job := queue.run_one("w", at):
        ran += job.pk == KEY
    return ran


def test_a_tick_a_minute_runs_once_whoever_asks_and_leaves_one_row() -> None:
    start = now()

    ran = [run(start + seconds * dt.timedelta(seconds=1)) for seconds in (0, 15, 30, 59, 62, 80)]

    assert (ran, Job.objects.filter(task__endswith=".tick").count()) == ([1, 0, 0, 0, 1, 0], 1)
    assert SignOfLife.objects.get(part=Sign.CLOCK).seen_at == start + dt.timedelta(seconds=62)


def test_after_the_clock_was_set_back_an_hour_it_ticks_at_once_and_goes_on() -> None:
    start = now() + 2 * HOUR
    run(start)

    ran = [run(start - HOUR + minutes * MINUTE + dt.timedelta(seconds=minutes)) for minutes in range(3)]

    assert (ran, SignOfLife.objects.get(part=Sign.CLOCK).seen_at) == (
        [1, 1, 1],
        start - HOUR + 2 * MINUTE + dt.timedelta(seconds=2),
    )


def test_work_enqueued_before_the_clock_was_set_back_does_not_wait_for_the_hour_to_come_again() -> None:
    errands.count.enqueue("a")
    later = now() + HOUR
    errands.count.using(run_after=later).enqueue("b")

    done = queue.run_one("w", now() - HOUR)

    assert (done and done.args, queue.run_one("w", now() - HOUR)) == (["a"], None)


def test_the_job_of_a_worker_that_died_before_the_clock_was_set_back_is_taken_over() -> None:
    errands.count.enqueue("a")
    start = now()
    queue.claim("dead", at=start)

    early, taken = queue.claim("w", at=start - MINUTE), queue.claim("w", at=start - HOUR)

    assert (early, taken and taken.worker) == (None, "w")


def test_a_clock_that_was_given_up_ticks_again_by_itself() -> None:
    run(start := now())
    Job.objects.filter(pk=KEY).update(state=JobState.DEAD, finished_at=start)

    assert run(start + 2 * MINUTE) == 1
