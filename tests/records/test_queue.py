"""The queue: enqueued with the transaction, each job claimed by one worker, retried, taken over, and dead at last."""

from __future__ import annotations

import datetime as dt
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus, task_backends
from django_tasks.exceptions import TaskResultDoesNotExist

from alur.records import queue
from alur.records.models import Counter, Heartbeat, Job, JobState
from tests.records import errands

SECOND = dt.timedelta(seconds=1)


def now() -> dt.datetime:
    """The backend stamps jobs with the clock, so a test that runs them begins there."""
    return timezone.now() + SECOND


def counted(name: str) -> int:
    return sum(Counter.objects.filter(name=name).values_list("value", flat=True))


@pytest.mark.django_db
def test_a_task_runs_with_its_arguments_and_keeps_its_result():
    result = errands.count.enqueue("a")

    queue.run_one("w1", now())

    result.refresh()
    assert (result.status, result.return_value, counted("a")) == (TaskResultStatus.SUCCESSFUL, "counted a", 1)


@pytest.mark.django_db
def test_without_a_job_there_is_nothing_to_run():
    assert queue.run_one("w1", now()) is None


@pytest.mark.django_db(transaction=True)
def test_a_task_enqueued_in_a_transaction_that_rolls_back_is_gone():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        errands.count.enqueue("a")
        raise ZeroDivisionError

    assert Job.objects.count() == 0


@pytest.mark.django_db
def test_a_task_waits_for_its_hour():
    hour = now() + dt.timedelta(hours=1)
    errands.count.using(run_after=hour).enqueue("a")

    early = queue.run_one("w1", hour - SECOND)
    in_time = queue.run_one("w1", hour)

    assert (early, in_time.state) == (None, JobState.DONE)


@pytest.mark.django_db
def test_the_higher_priority_goes_first():
    errands.count.enqueue("low")
    urgent = errands.count.using(priority=50).enqueue("high")

    assert queue.claim("w1", at=now()).pk == urgent.id


@pytest.mark.django_db
def test_a_task_is_told_the_worker_s_time():
    result = errands.tell_time.enqueue()
    at = now()

    queue.run_one("w1", at)

    result.refresh()
    assert result.return_value == at.isoformat()


@pytest.mark.django_db
def test_an_unknown_result_is_said_to_be_unknown():
    with pytest.raises(TaskResultDoesNotExist):
        task_backends["default"].get_result("nothing")


@pytest.mark.django_db
def test_a_key_is_enqueued_once():
    first = queue.enqueue_once(errands.count, "denyut:09.00", "tick")
    second = queue.enqueue_once(errands.count, "denyut:09.00", "tick")

    queue.run_one("w1", now())
    third = queue.enqueue_once(errands.count, "denyut:09.00", "tick")

    assert (first, second, third, Job.objects.count()) == (True, False, False, 1)


@pytest.mark.django_db
def test_a_failing_task_is_tried_with_growing_gaps_and_is_then_dead():
    errands.count_and_break.enqueue("a")
    at, gaps = now(), []

    while (job := queue.run_one("w1", at)).state == JobState.READY:
        gaps.append(round((job.run_after - at).total_seconds()))
        at = job.run_after

    assert (gaps, job.state, counted("a")) == ([10, 40, 160, 640], JobState.DEAD, 5)


@pytest.mark.django_db
def test_a_failed_task_is_not_tried_before_its_gap_has_passed():
    errands.count_and_break.enqueue("a")
    queue.run_one("w1", now())

    assert queue.run_one("w1", now() + 8 * SECOND) is None


@pytest.mark.django_db
def test_a_dead_job_says_why():
    result = errands.count_and_break.enqueue("a")
    Job.objects.update(attempts=queue.ATTEMPTS - 1)

    queue.run_one("w1", now())

    result.refresh()
    assert result.status == TaskResultStatus.FAILED
    assert result.errors[0].exception_class is RuntimeError
    assert "the printer is out of paper" in result.errors[0].traceback


@pytest.mark.django_db
def test_a_job_whose_task_no_longer_exists_fails_without_stopping_the_worker():
    errands.count.enqueue("a")
    Job.objects.update(task="tests.records.errands.gone")

    job = queue.run_one("w1", now())

    assert (job.state, job.error.partition("\n")[0]) == (JobState.READY, "builtins.ImportError")


@pytest.mark.django_db
def test_a_running_job_is_left_alone_while_its_lease_lasts():
    errands.count.enqueue("a")
    at = now()
    queue.claim("w1", at=at)

    assert queue.claim("w2", at=at + queue.LEASE - SECOND) is None


@pytest.mark.django_db
def test_another_worker_takes_over_when_the_lease_has_run_out():
    errands.count.enqueue("a")
    at = now()
    queue.claim("w1", at=at)

    taken = queue.claim("w2", at=at + queue.LEASE)

    assert (taken.worker, taken.attempts) == ("w2", 2)


@pytest.mark.django_db
def test_a_renewed_lease_keeps_the_job():
    errands.count.enqueue("a")
    at = now()
    job = queue.claim("w1", at=at)

    is_renewed = queue.renew(job, at=at + 50 * SECOND)

    assert (is_renewed, queue.claim("w2", at=at + queue.LEASE)) == (True, None)


@pytest.mark.django_db
def test_a_worker_that_lost_its_job_changes_nothing_any_more():
    errands.count.enqueue("a")
    at = now()
    lost = queue.claim("w1", at=at)
    queue.claim("w2", at=at + queue.LEASE)

    answers = queue.finish(lost, at=at), queue.fail(lost, "late", at=at), queue.renew(lost, at=at)

    job = Job.objects.get()
    assert (answers, job.state, job.worker, job.error) == ((False, False, False), JobState.RUNNING, "w2", "")


@pytest.mark.django_db
def test_a_job_that_kills_every_worker_is_dead_in_the_end():
    errands.count.enqueue("a")
    at = now()

    while queue.claim("w1", at=at):
        at += queue.LEASE

    job = Job.objects.get()
    assert (job.state, job.error) == (JobState.DEAD, "Pekerja latar berhenti di tengah tugas ini 5 kali.")


@pytest.mark.django_db(transaction=True)
def test_a_long_task_has_its_lease_renewed_while_it_runs(monkeypatch):
    monkeypatch.setattr(queue, "RENEW_SECONDS", 0.1)
    monkeypatch.setattr(queue, "LEASE", dt.timedelta(seconds=0.4))
    errands.count_slowly.enqueue("a", 1.0)
    at = now()

    with ThreadPoolExecutor(1) as other:
        running = other.submit(_closing, queue.run_one, "w1", at)
        seen = {_claimed_during(running, at, step) for step in range(1, 8)}

    assert (seen, running.result().state) == ({None}, JobState.DONE)


def _claimed_during(running, at, step):
    """What a second worker gets 0.1 s later, on the same clock as the first."""
    time.sleep(0.1)
    return None if running.done() else queue.claim("w2", at=at + step * dt.timedelta(seconds=0.1))


@pytest.mark.django_db(transaction=True)
def test_two_workers_run_each_job_exactly_once():
    for number in range(60):
        errands.count.enqueue(f"job-{number}")
    at = now()

    with ThreadPoolExecutor(2) as pool:
        shares = list(pool.map(lambda name: _closing(_run_all, name, at), ["w1", "w2"]))

    assert sum(shares) == 60
    assert set(Counter.objects.values_list("value", flat=True)) == {1}
    assert set(Job.objects.values_list("attempts", "state")) == {(1, JobState.DONE)}


def _run_all(name: str, at: dt.datetime) -> int:
    share = 0
    while queue.run_one(name, at) is not None:
        share += 1
    return share


def _closing(act, *args):
    try:
        return act(*args)
    finally:
        connection.close()


@pytest.mark.django_db
def test_a_worker_is_listed_while_it_beats_and_not_after_it_left():
    at = now()
    queue.beat("w1", at=at)
    queue.beat("w2", at=at)
    queue.beat("w1", at=at + SECOND)

    queue.leave("w2", at=now())

    assert list(Heartbeat.objects.values_list("worker", "seen_at")) == [("w1", at + SECOND)]


@pytest.mark.django_db
def test_sweeping_removes_old_done_jobs_and_keeps_dead_ones():
    errands.count.enqueue("a")
    errands.count_and_break.enqueue("b")
    Job.objects.filter(task__endswith="break").update(attempts=queue.ATTEMPTS - 1)
    queue.run_one("w1", now())
    queue.run_one("w1", now())

    removed = queue.sweep(at=now() + queue.KEPT + dt.timedelta(days=1))

    assert (removed, [job.state for job in Job.objects.all()]) == (1, [JobState.DEAD])


@pytest.mark.django_db
def test_looking_for_a_due_job_uses_the_index_of_what_is_not_done():
    plan = queue._due(now()).explain()

    assert connection.vendor != "sqlite" or "job_waiting" in plan
