"""The panels of the page Operasi: each one function, a fixed number of queries, nothing decided.

A further panel is a function here, a piece of template, and a line in `alur.web.views.operations`.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Min, Q

from alur import __version__
from alur.records import health, operator_mail
from alur.records.models import Heartbeat, Incident, Job, JobState
from alur.reports.backups import LastBackup, last_backup
from alur.reports.operations.vitals import (
    AHEAD,
    STILL,
    Vital,
    ago,
    backup,
    dead_jobs,
    disk,
    postings,
    pulse,
    seal,
    signs,
    storage,
)
from alur.reports.postings import PostingFigures, posting_figures

PAGE, INCIDENTS = 20, 20
TASKS = {
    "alur.actions.issuing": "Menerbitkan naskah",
    "alur.actions.deriving": "Menyusun naskah turunan",
    "alur.actions.printing": "Menyusun cetakan",
    "alur.actions.probing": "Memeriksa alamat aplikasi",
    "alur.actions.pauses": "Mengakhiri jeda",
    "alur.actions.password_links": "Mengirim tautan kata sandi",
    "alur.actions.decrees": "Menggeser tenggat",
    "alur.actions.personnel": "Memindahkan langkah",
    "alur.actions.ticking": "Detak jam",
    "alur.actions.seals.making": "Menyegel hari yang lewat",
    "alur.actions.seals.mailing": "Mengirim segel",
    "alur.actions.seals.stamping": "Meminta cap waktu segel",
    "alur.actions.rounds": "Kerja berkala",
    "alur.actions.months": "Mengingat angka bulanan",
    "alur.actions.retention": "Memusnahkan isi",
    "alur.actions.delivering": "Mengirim pemberitahuan",
}
STATES = (
    (JobState.READY, "Menunggu", "waktunya sudah tiba"),
    (JobState.RUNNING, "Berjalan", "sedang dikerjakan"),
    (JobState.DEAD, "Gagal", "menunggu keputusan pengelola"),
)
WITH_VALUES = ("DETAIL:", "CONTEXT:", "DETIL:", "ISI:", "LINE ")  # PostgreSQL quotes the row in these


@dataclass(frozen=True, slots=True)
class State:
    """The whole in one line, its parts, and what they stand on."""

    parts: list[Vital]
    watch: str
    is_watched: bool
    mail_fault: str
    version: str
    engine: str
    database_bytes: int
    disk_free: int
    disk_total: int
    backup: LastBackup
    postings: PostingFigures

    @property
    def to_look_at(self) -> list[str]:
        """The names of what is not well."""
        names = [part.name.lower() for part in self.parts if not part.is_well]
        return names if self.is_watched else [*names, "penjaga"]


@dataclass(frozen=True, slots=True)
class QueueLine:
    """How many jobs are in a state, and how old the oldest is."""

    name: str
    about: str
    count: int
    oldest: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Worker:
    """A worker process that is on the list."""

    name: str
    seen: str
    is_still: bool


@dataclass(frozen=True, slots=True)
class DeadJob:
    """A job that was given up. `fault` is the last line of the error; values of the job are not shown."""

    pk: str
    name: str
    task: str
    fault: str
    attempts: int
    finished_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class DeadJobs:
    """A page of them, the latest first; `next_before` asks for earlier ones, "" on the last page."""

    rows: list[DeadJob]
    next_before: str


def state(*, at: dt.datetime) -> State:
    """Twenty-two queries and a probe of the storage."""
    seen, room, last = pulse(), health.disk_room(), last_backup(at)
    is_watched = seen.watch is not None and -AHEAD <= at - seen.watch < STILL
    return State(
        parts=[
            *signs(seen, at=at),
            dead_jobs(),
            backup(last, at=at),
            seal(at=at),
            postings(at=at),
            storage(),
            disk(),
        ],
        watch=f"terakhir memeriksa {ago(seen.watch, at)}" if seen.watch else "belum pernah memeriksa",
        is_watched=is_watched,
        mail_fault=operator_mail.why_no_mail(),
        version=__version__,
        engine=_engine(),
        database_bytes=health.database_size(),
        disk_free=room.free,
        disk_total=room.total,
        backup=last,
        postings=posting_figures(at=at),
    )


def queue_lines(*, at: dt.datetime) -> list[QueueLine]:
    """The queue by state. One query."""
    due = Job.objects.exclude(state=JobState.DONE).filter(Q(run_after__lte=at) | ~Q(state=JobState.READY))
    rows = {
        state: (count, oldest)
        for state, count, oldest in due.order_by().values_list("state").annotate(Count("pk"), Min("run_after"))
    }
    return [_line(name, about, *rows.get(state, (0, None)), state, at) for state, name, about in STATES]


def workers(*, at: dt.datetime) -> list[Worker]:
    """Who is on the list. One query."""
    return [
        Worker(beat.worker, ago(beat.seen_at, at), at - beat.seen_at >= STILL)
        for beat in Heartbeat.objects.order_by("worker")[:50]
    ]


def dead_list(*, before: str = "") -> DeadJobs:
    """Jobs that wait for a decision. One query; paged by the instant at which they were given up, and key."""
    found = Job.objects.filter(state=JobState.DEAD).order_by("-finished_at", "-pk")
    rows = list(found.filter(_earlier(before))[: PAGE + 1])
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    key = f"{last.finished_at.isoformat()}_{last.pk}" if last and last.finished_at else ""
    return DeadJobs([_dead(job) for job in rows[:PAGE]], key)


def incidents(*, before: int | None = None) -> tuple[list[Incident], int]:
    """Incidents, newest first, and the key that asks for older ones (0 on the last page). One query."""
    found = Incident.objects.order_by("-pk")
    rows = list((found.filter(pk__lt=before) if before else found)[: INCIDENTS + 1])
    return rows[:INCIDENTS], rows[INCIDENTS - 1].pk if len(rows) > INCIDENTS else 0


def task_name(path: str) -> str:
    """A task in words for people; one that nobody has named by its own name."""
    for module, name in TASKS.items():
        if path.startswith(f"{module}."):
            return name
    return path.rpartition(".")[2].replace("_", " ").capitalize()


def _earlier(key: str) -> Q:
    """What follows this key; one that cannot be read means the beginning."""
    instant, _, pk = key.partition("_")
    try:
        at = dt.datetime.fromisoformat(instant)
    except ValueError:
        return Q()
    if at.tzinfo is None:
        return Q()
    return Q(finished_at__lt=at) | Q(finished_at=at, pk__lt=pk[:36])


def _dead(job: Job) -> DeadJob:
    lines = [line.strip() for line in job.error.splitlines() if line.strip() and not line.startswith(WITH_VALUES)]
    return DeadJob(
        job.pk, task_name(job.task), job.task, (lines or ["tanpa keterangan"])[-1][:300], job.attempts, job.finished_at
    )


def _line(name: str, about: str, count: int, oldest: dt.datetime | None, state: JobState, at: dt.datetime) -> QueueLine:
    age = at - oldest if oldest and count else dt.timedelta()
    is_late = state == JobState.DEAD and count > 0 or state == JobState.READY and age >= STILL
    return QueueLine(name, about, count, ago(oldest, at) if oldest and count else "", is_late)


def _engine() -> str:
    """The database's name and version."""
    if connection.vendor == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    version = int(getattr(connection, "pg_version"))  # noqa: B009 - what the wrapper of PostgreSQL has
    return f"PostgreSQL {version // 10000}.{version % 10000}"
