"""What the administrator decides about a job that was given up: try it again, or set it aside; each with a reason.

The decision is a line of the office's chain. What the job was about stays out of it: a job's values may be personal.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.db import transaction

from alur.actions import recording
from alur.actions.refusal import Refused
from alur.actions.texts import text_faults
from alur.records import queue
from alur.records.models import Counter, Duty, Entry, Job, JobState, SubjectKind
from alur.records.standing import Standing

REASON_LIMIT = 300
SHORTEST = 5


def may_care(*, by: Standing) -> list[str]:
    """Why this person may not decide about jobs."""
    if by.as_duty(Duty.ADMINISTRATOR) is None:
        return ["Tugas latar diurus administrator; Anda tidak memegang tugas itu hari ini."]
    return []


def why_not_decide(job: Job, reason: str, *, by: Standing) -> list[str]:
    """Why this may not be decided about the job now, as sentences."""
    if reasons := may_care(by=by):
        return reasons
    reasons = [f"Alasan: {fault}" for fault in text_faults(reason, limit=REASON_LIMIT)]
    if len(" ".join(reason.split())) < SHORTEST:
        reasons.append(f"Tulis alasannya, sekurang-kurangnya {SHORTEST} huruf; alasan itu tercatat.")
    if job.state != JobState.DEAD:
        state = JobState(job.state).label.lower()
        reasons.append(f"Tugas ini tidak lagi menunggu keputusan (keadaannya: {state}). Muat ulang halamannya.")
    return reasons


def retry_job(job_id: str, *, reason: str, by: Standing, at: dt.datetime, token: str) -> Entry:
    """Give a dead job all its attempts once more. Raises Refused."""
    return _decide("job-retried", job_id, queue.try_again, reason=reason, by=by, at=at, token=token)


def set_job_aside(job_id: str, *, reason: str, by: Standing, at: dt.datetime, token: str) -> Entry:
    """Take a dead job off the list for good; nothing that it was to do is done. Raises Refused."""
    return _decide("job-set-aside", job_id, queue.set_aside, reason=reason, by=by, at=at, token=token)


@transaction.atomic
def _decide(
    kind: str,
    job_id: str,
    change: Callable[..., bool],
    *,
    reason: str,
    by: Standing,
    at: dt.datetime,
    token: str,
) -> Entry:
    Counter.objects.hold("kantor")
    if entry := recording.earlier(token, kind):
        return entry
    job = Job.objects.select_for_update().get(pk=job_id)
    if reasons := why_not_decide(job, reason, by=by):
        raise Refused(reasons)
    fault = job.error.partition("\n")[0][:200]
    change(job.pk, at=at)
    capacity = by.as_duty(Duty.ADMINISTRATOR)
    return Entry.objects.append(
        kind,
        subject=(SubjectKind.OFFICE, 0),
        at=at,
        by=by.user,
        acting_as=capacity.title if capacity else by.title,
        data={"job": job.pk, "task": job.task, "fault": fault, "reason": " ".join(reason.split())},
        token=token or None,
    )
