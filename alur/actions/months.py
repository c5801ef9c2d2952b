"""Keeping what a month's report says once the month is over; and making it anew, always from the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Min
from django_tasks import TaskContext, task

from alur.records.measures import Span, count, month_after, month_edges, month_of, months_between
from alur.records.models import Case, Counter, Job, JobState, KeptFigures, KeptVisits, Procedure, Visit
from alur.records.queue import enqueue_once

# A press at 23.59 may still be on its way into the tables when the month is over.
SETTLED = dt.timedelta(hours=1)


@transaction.atomic
def keep_month(month: dt.date, *, at: dt.datetime) -> int:
    """Count this month for every procedure and keep it in place of what was kept before; the number of rows written.

    Running it again changes nothing but `kept_at`. Raises ValueError while the month is not over.
    """
    start, end = month_edges(month)
    if at < end + SETTLED:
        raise ValueError(f"Bulan {month:%Y-%m} belum berakhir.")
    Counter.objects.hold("laporan")
    KeptVisits.objects.filter(month=month).delete()
    KeptFigures.objects.filter(month=month).delete()
    written = 0
    for procedure in Procedure.objects.order_by("pk").values_list("pk", flat=True):
        counted = count(Span(procedure, start, end, Case.objects.all()))
        KeptVisits.objects.bulk_create(group.row(month, procedure) for group in counted.groups)
        KeptFigures.objects.bulk_create(
            KeptFigures(month=month, procedure_id=procedure, is_top_secret=apart, figures=found, kept_at=at)
            for apart, found in counted.kept().items()
        )
        written += len(counted.groups) + len(counted.kept())
    return written


@task
def keep_month_task(month: str, at: str) -> int:
    """The task behind `keep_month`: first day and instant in ISO 8601."""
    return keep_month(dt.date.fromisoformat(month), at=dt.datetime.fromisoformat(at))


def months_over(at: dt.datetime) -> Sequence[dt.date]:
    """The months that are over, from the first one in which a case was opened."""
    first = Case.objects.aggregate(first=Min("opened_at"))["first"]
    if first is None:
        return []
    return list(months_between(month_of(first), month_of(at - SETTLED)))


def keep_what_is_over(*, at: dt.datetime) -> list[dt.date]:
    """Enqueue every month that is over and not kept yet, once whatever the number of workers; the months enqueued."""
    kept = set(KeptFigures.objects.order_by().values_list("month", flat=True).distinct())
    missing = [month for month in months_over(at) if month not in kept]
    return [month for month in missing if enqueue_once(keep_month_task, f"laporan:{month:%Y-%m}", *_words(month, at))]


@task(takes_context=True)
def keep_what_is_over_task(context: TaskContext) -> None:
    """The task behind `keep_what_is_over`, which the clock wakes."""
    if at := context.task_result.started_at:
        keep_what_is_over(at=at)


def keep_again(visits: Iterable[Visit], *, at: dt.datetime) -> None:
    """Count kept months anew whose visits have been changed afterwards, each once however many cases ask for it.

    A recall takes correction points back; the destruction of a case empties their words.
    """
    months = {month_of(visit.closed_at) for visit in visits if visit.closed_at is not None}
    for month in sorted(months & set(KeptFigures.objects.order_by().values_list("month", flat=True).distinct())):
        waiting = Job.objects.filter(task=keep_month_task.module_path, state=JobState.READY)
        if not waiting.filter(args__0=month.isoformat()).exists():
            keep_month_task.enqueue(*_words(month, at))


def rebuild_months(months: Iterable[dt.date] | None = None, *, at: dt.datetime) -> dict[dt.date, int]:
    """Make the kept rows anew for these months, for all that are over without any; how many rows each got."""
    return {month: keep_month(month, at=at) for month in (months_over(at) if months is None else months)}


def last_month_over(at: dt.datetime) -> dt.date:
    """The last month that is over."""
    return month_after(month_of(at - SETTLED), -1)


def _words(month: dt.date, at: dt.datetime) -> tuple[str, str]:
    return month.isoformat(), at.isoformat()
