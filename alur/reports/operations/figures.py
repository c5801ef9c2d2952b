"""Figures for Prometheus, read from the database when they are asked for: the same whichever process answers.

Steps are named by the key in their procedure and procedures by number; no person, request or letter is named.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Case, Count, Min, Q, QuerySet, Value, When
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from alur import __version__
from alur.records import health
from alur.records.models import Incident, IncidentKind, Job, JobState, Visit
from alur.reports.backups import LastBackup, last_backup
from alur.reports.operations.vitals import Pulse, pulse
from alur.reports.postings import PostingFigures, posting_figures
from alur.reports.seals import last_seal

SOON = dt.timedelta(days=1)


@dataclass(frozen=True)
class Figures(Collector):
    """All of them, as of one instant. Seventeen queries; while the database is away only `alur_up` 0 and the disk."""

    at: dt.datetime

    def collect(self) -> Iterator[Metric]:
        fault = health.database_fault()
        yield _single("alur_up", "1 bila basis data menjawab", 0 if fault else 1)
        yield from _disk()
        info = GaugeMetricFamily("alur_version", "Versi Alur", labels=("version",))
        info.add_metric((__version__,), 1)
        yield info
        if not fault:
            yield from _pulse(pulse(), self.at)
            yield from _queue(self.at)
            yield from _visits(self.at)
            yield _incidents()
            yield from _seals(self.at)
            yield from _backups(last_backup(self.at), self.at)
            yield from _postings(posting_figures(at=self.at), self.at)
            yield _single("alur_database_bytes", "Besar basis data", health.database_size())


def _disk() -> Iterator[Metric]:
    room = health.disk_room()
    yield _single("alur_disk_free_bytes", "Ruang kosong pada cakram data", room.free)
    yield _single("alur_disk_total_bytes", "Besar cakram data", room.total)


def _pulse(seen: Pulse, at: dt.datetime) -> Iterator[Metric]:
    yield _single("alur_workers", "Pekerja latar yang terdaftar", seen.workers)
    ages = GaugeMetricFamily("alur_seen_age_seconds", "Umur tanda hidup", labels=("part",))
    for part, instant in (("worker", seen.worker), ("clock", seen.clock), ("watch", seen.watch)):
        if instant is not None:
            ages.add_metric((part,), (at - instant).total_seconds())
    yield ages


def _queue(at: dt.datetime) -> Iterator[Metric]:
    counts = GaugeMetricFamily("alur_jobs", "Tugas latar menurut keadaan", labels=("state",))
    ages = GaugeMetricFamily(
        "alur_jobs_oldest_seconds", "Umur tugas tertua yang waktunya sudah tiba", labels=("state",)
    )
    alive = Job.objects.exclude(state=JobState.DONE).filter(Q(run_after__lte=at) | ~Q(state=JobState.READY))
    rows = {state: (count, oldest) for state, count, oldest in _grouped(alive)}
    for state in (JobState.READY, JobState.RUNNING, JobState.DEAD, JobState.SET_ASIDE):
        count, oldest = rows.get(state, (0, None))
        counts.add_metric((state.name.lower(),), count)
        ages.add_metric((state.name.lower(),), (at - oldest).total_seconds() if oldest else 0)
    yield counts
    yield ages


def _grouped(jobs: QuerySet[Job]) -> list[tuple[str, int, dt.datetime | None]]:
    return list(jobs.order_by().values_list("state").annotate(Count("pk"), Min("run_after")))


def _visits(at: dt.datetime) -> Iterator[Metric]:
    """Open visits by step and risk: late, due within a day, later, paused, without a deadline."""
    is_paused = Q(paused_since__isnull=False) & (Q(paused_until__isnull=True) | Q(paused_until__gt=at))
    risk = Case(
        When(is_paused, then=Value("paused")),
        When(due_at__isnull=True, then=Value("none")),
        When(due_at__lt=at, then=Value("late")),
        When(due_at__lt=at + SOON, then=Value("day")),
        default=Value("later"),
    )
    rows = Visit.objects.open().order_by().annotate(risk=risk)
    found = GaugeMetricFamily("alur_open_visits", "Langkah yang terbuka", labels=("procedure", "step", "risk"))
    for procedure, step, name, count in rows.values_list("case__procedure__number", "step", "risk").annotate(
        Count("pk")
    ):
        found.add_metric((procedure, step, name), count)
    yield found


def _incidents() -> Metric:
    found = GaugeMetricFamily("alur_incidents_open", "Gangguan yang belum pulih", labels=("kind",))
    ill = set(Incident.objects.filter(closed_at__isnull=True).values_list("kind", flat=True))
    for kind in IncidentKind:
        found.add_metric((kind.value,), int(kind in ill))
    return found


def _seals(at: dt.datetime) -> Iterator[Metric]:
    last = last_seal()
    yield _single("alur_seals", "Nomor segel terakhir", last.number if last else 0)
    if last:
        age = (at - last.made_at).total_seconds()
        yield _single("alur_seal_age_seconds", "Umur segel terakhir", age)


def _backups(last: LastBackup, at: dt.datetime) -> Iterator[Metric]:
    """Ages are left out where there was none yet; `alur_backup_good` then says 0."""
    ages = GaugeMetricFamily("alur_backup_age_seconds", "Umur cadangan dan uji pulih yang baik", labels=("kind",))
    for kind, row in (("backup", last.backup), ("drill", last.drill)):
        if row is not None:
            ages.add_metric((kind,), (at - row.at).total_seconds())
    yield ages
    yield _single("alur_backup_good", "1 bila cadangan yang baik cukup baru", 0 if last.is_too_old else 1)


def _postings(seen: PostingFigures, at: dt.datetime) -> Iterator[Metric]:
    counts = GaugeMetricFamily("alur_postings", "Surel dan pesan menurut keadaan", labels=("state",))
    for state, count in (("waiting", seen.waiting), ("in_hand", seen.in_hand), ("failed", seen.failed)):
        counts.add_metric((state,), count)
    yield counts
    yield _single("alur_postings_sent_day", "Surel dan pesan yang terkirim dalam 24 jam", seen.sent_today)
    age = (at - seen.oldest_due_at).total_seconds() if seen.oldest_due_at else 0
    yield _single("alur_postings_oldest_seconds", "Umur kiriman tertua yang waktunya sudah tiba", age)
    yield _single("alur_addresses_refused", "Alamat yang ditolak pihak penerima", seen.failing_addresses)


def _single(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(name, about, value=value)
