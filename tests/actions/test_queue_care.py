"""Jobs that were given up: tried again or set aside by the administrator alone, with a reason, on the record."""

from __future__ import annotations

import pytest

from alur.actions import Refused
from alur.actions.queue_care import retry_job, set_job_aside
from alur.records import queue
from alur.records.models import Counter, Duty, Entry, Job, JobState, SubjectKind
from tests import make
from tests.records import errands

NOW = make.MONDAY
REASON = "Kertas sudah diisi"


@pytest.fixture
def dead(office: make.Office) -> Job:
    job = Job.objects.get(pk=errands.count_and_break.enqueue("a").id)
    Job.objects.filter(pk=job.pk).update(
        state=JobState.DEAD, attempts=5, finished_at=NOW, error="RuntimeError\nthe printer is out of paper"
    )
    return Job.objects.get(pk=job.pk)


def test_a_job_that_is_tried_again_has_all_its_attempts(office: make.Office, dead: Job) -> None:
    entry = retry_job(dead.pk, reason=f" {REASON}\n", by=office.standing("admin"), at=NOW, token=make.token())

    dead.refresh_from_db()
    assert (dead.state, dead.attempts, dead.run_after, dead.finished_at) == (JobState.READY, 0, NOW, None)
    assert (entry.kind, entry.data) == (
        "job-retried",
        {"job": dead.pk, "task": dead.task, "fault": "RuntimeError", "reason": REASON},
    )
    queue.run_one("w", NOW)
    assert Counter.objects.get(name="a").value == 1


def test_a_job_that_is_set_aside_never_runs_and_is_swept_after_a_week(office: make.Office, dead: Job) -> None:
    set_job_aside(dead.pk, reason=REASON, by=office.standing("admin"), at=NOW, token=make.token())

    assert (queue.run_one("w", NOW + 2 * queue.KEPT), queue.sweep(at=NOW + 2 * queue.KEPT)) == (None, 1)


def test_a_second_press_of_the_same_form_changes_nothing_more(office: make.Office, dead: Job) -> None:
    token, by = make.token(), office.standing("admin")

    first = retry_job(dead.pk, reason=REASON, by=by, at=NOW, token=token)
    second = retry_job(dead.pk, reason=REASON, by=by, at=NOW, token=token)

    assert (first, Entry.objects.of(SubjectKind.OFFICE, 0).filter(kind="job-retried").count()) == (second, 1)


def test_who_comes_second_is_told_in_words(office: make.Office, dead: Job) -> None:
    by = office.standing("admin")
    set_job_aside(dead.pk, reason=REASON, by=by, at=NOW, token=make.token())

    with pytest.raises(Refused) as refused:
        retry_job(dead.pk, reason=REASON, by=by, at=NOW, token=make.token())

    assert refused.value.reasons == [
        "Tugas ini tidak lagi menunggu keputusan (keadaannya: diabaikan). Muat ulang halamannya."
    ]


@pytest.mark.parametrize("reason", ["", "  x  ", "y" * 301])
def test_a_decision_needs_a_reason_of_fit_length(office: make.Office, dead: Job, reason: str) -> None:
    with pytest.raises(Refused):
        retry_job(dead.pk, reason=reason, by=office.standing("admin"), at=NOW, token=make.token())

    assert Job.objects.get().state == JobState.DEAD


@pytest.mark.parametrize("who", ["kabag", "kepala", "auditor", "petugas"])
def test_nobody_but_the_administrator_decides(office: make.Office, dead: Job, who: str) -> None:
    with pytest.raises(Refused) as refused:
        set_job_aside(dead.pk, reason=REASON, by=office.standing(who), at=NOW, token=make.token())

    assert refused.value.reasons == ["Tugas latar diurus administrator; Anda tidak memegang tugas itu hari ini."]
    assert Duty.ADMINISTRATOR not in {duty for duty in Duty if office.standing(who).has_duty(duty)}
