"""Long moves of work by the worker: counted, gone on with after a kill, and every step moved once."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.timezone import now

from alur.actions.personnel.moving import AT_ONCE, move_next, move_work
from alur.records import queue
from alur.records.models import Case, Duty, Entry, Job, Role, Visit, WorkMove
from alur.reports.verify import verify
from tests import make
from tests.web.browsing import crowd

pytestmark = pytest.mark.django_db


def long_move(office: make.Office, count: int = AT_ONCE + 2) -> WorkMove:
    """So many open steps of dedi, of which the first is of a role that sari does not hold, to sari."""
    cases = crowd(office, count)
    Visit.objects.filter(case__in=cases).update(step="analisis", role=role("prakom"), assignee=office.people["dedi"])
    Visit.objects.filter(case=cases[0]).update(step="periksa-analisis", role=role("kasubbag"))
    return moved(office, list(Visit.objects.filter(case__in=cases).order_by("pk")), make.token())


def role(key: str) -> Role:
    return Role.objects.get(key=key)


def moved(office: make.Office, visits: list[Visit], token: str) -> WorkMove:
    by, sari = office.standing("kepala"), office.people["sari"]
    job = move_work(visits, sari, reason="Dedi pindah", by=by, at=make.MONDAY, token=token).job
    assert job is not None
    return job


def lines() -> int:
    return Entry.objects.filter(kind="assigned").count()


def test_a_long_move_is_left_to_the_worker_and_counted(office: Any) -> None:
    job = long_move(office)
    before = lines()

    queue.run_one("w1", now())

    job.refresh_from_db()
    assert (before, lines()) == (0, AT_ONCE + 1)
    assert (job.handled, job.done, len(job.refused)) == (job.total, AT_ONCE + 1, 1)
    assert job.finished_at is not None
    assert "tidak memegang peran Kasubbag PKDIK" in job.refused[0]


def test_a_worker_that_is_killed_is_followed_by_one_that_goes_on(office: Any) -> None:
    job = long_move(office)
    queue.claim("w1", at=now())
    for _ in range(5):
        move_next(job.pk, at=now())

    queue.run_one("w2", now() + 2 * queue.LEASE)

    job.refresh_from_db()
    assert (job.done, lines(), Job.objects.get().attempts) == (AT_ONCE + 1, AT_ONCE + 1, 2)


def test_a_worker_that_comes_back_late_moves_nothing_twice(office: Any) -> None:
    job = long_move(office)
    queue.run_one("w1", now())

    again = move_next(job.pk, at=now())

    assert (again, lines()) == (False, AT_ONCE + 1)


def test_a_second_press_is_the_same_move(office: Any) -> None:
    job = long_move(office)

    again = moved(office, list(Visit.objects.filter(pk__in=job.visits)), job.token)

    assert (again.pk, Job.objects.count()) == (job.pk, 1)


def test_moved_steps_lie_with_the_new_person_and_the_record_holds(office: Any) -> None:
    visit = make.open_visit(make.case(office, "3"))
    assert visit is not None
    job = WorkMove.objects.create(
        to=office.people["sari"],
        reason="Dedi pindah",
        visits=[visit.pk],
        asked_by=office.people["kepala"],
        asked_at=make.MONDAY,
        token=make.token(),
    )

    move_next(job.pk, at=now())

    assert Visit.objects.get(pk=visit.pk).assignee == office.people["sari"]
    assert list(verify()) == []


def test_only_the_head_moves_work(office: Any) -> None:
    office.appoint("sekretaris", duty=Duty.LETTER_DESK)
    visits = list(Visit.objects.filter(case=make.case(office, "3"), closed_at__isnull=True))
    words: Any = {"reason": "Dedi pindah", "by": office.standing("sekretaris"), "at": make.MONDAY}

    refused = make.refusal(lambda: move_work(visits, office.people["sari"], **words, token=make.token()))

    assert (refused, Case.objects.count()) == (["Langkah dipindahkan oleh kepala biro."], 1)
