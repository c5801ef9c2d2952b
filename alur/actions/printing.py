"""Large prints: asked for by a person, made by the worker with progress, fetched later, gone after a week.

They are made from the record and hold nothing of their own, so asking for one writes no line.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import tempfile
import time
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskContext, task

from alur.actions.issuing import note_template
from alur.actions.refusal import Refused
from alur.papers.packages.making import make_package
from alur.records.models import (
    AGENDA_READERS,
    Case,
    Entry,
    Letter,
    PrintJob,
    PrintKind,
    PrintState,
    SubjectKind,
)
from alur.records.standing import Standing, standing_of

KEPT = dt.timedelta(days=7)
TOLD_EVERY = 0.5
FAILED = "Cetakan tidak selesai karena gangguan pada server. Minta lagi; bila terulang, hubungi pengelola."
AWAY = "Cetakan tidak selesai: penyimpanan penuh atau tidak dapat dihubungi. Hubungi pengelola, lalu minta lagi."

logger = logging.getLogger(__name__)


def request_history(case: Case, *, by: Standing, at: dt.datetime) -> PrintJob:
    """Ask for the riwayat permintaan of a case; what was asked for before and still holds is given again."""
    last = Entry.objects.of(SubjectKind.CASE, case.pk).reverse().values_list("number", flat=True).first()
    return asked(PrintJob(kind=PrintKind.HISTORY, case=case, basis=str(last)), by=by, at=at)


def may_print_agenda(*, by: Standing) -> list[str]:
    """Why this person may not have the buku agenda."""
    if by.as_duty(*AGENDA_READERS) is None:
        return ["Buku agenda dicetak oleh petugas surat, kepala, atau auditor."]
    return []


def request_agenda(year: int, *, by: Standing, at: dt.datetime) -> PrintJob:
    """Ask for a year's buku agenda with its scans. Raises Refused."""
    reasons = may_print_agenda(by=by)
    count = Letter.objects.visible_to(by).filter(agenda_year=year).count()
    if not reasons and not count:
        reasons = [f"Tidak ada surat pada agenda tahun {year}. Pilih tahun lain."]
    if reasons:
        raise Refused(reasons)
    return asked(PrintJob(kind=PrintKind.AGENDA, year=year, basis=str(count)), by=by, at=at)


@transaction.atomic
def asked(wanted: PrintJob, *, by: Standing, at: dt.datetime) -> PrintJob:
    """The job for what is wanted: one that still holds, else a new one for the worker."""
    same = PrintJob.objects.usable().filter(
        kind=wanted.kind, case=wanted.case, year=wanted.year, basis=wanted.basis, requested_by=by.user
    )
    for earlier in same:
        if earlier.expires_at is None or earlier.expires_at > at:
            return earlier
    wanted.requested_by, wanted.requested_at = by.user, at
    wanted.save(force_insert=True)
    make_print.enqueue(wanted.pk)
    return wanted


@task(takes_context=True)
def make_print(context: TaskContext, job_id: int) -> None:
    """Make a print that was asked for. Trouble is told on the print; whoever wants it asks again."""
    job = PrintJob.objects.select_related("case", "requested_by").filter(pk=job_id).first()
    started_at = context.task_result.started_at
    if job is None or started_at is None or not job.is_under_way:
        return
    PrintJob.objects.filter(pk=job.pk).update(state=PrintState.RUNNING)
    try:
        _make(job, started_at)
    except OSError:
        logger.exception("Cetakan %s tidak dapat disimpan", job.pk)
        PrintJob.objects.filter(pk=job.pk).update(state=PrintState.FAILED, fault=AWAY)
    except Exception:
        logger.exception("Cetakan %s gagal", job.pk)
        PrintJob.objects.filter(pk=job.pk).update(state=PrintState.FAILED, fault=FAILED)


@task
def expire_print(job_id: int) -> None:
    """Remove the file of a print whose time is over."""
    job = PrintJob.objects.filter(pk=job_id, state=PrintState.READY).first()
    if job is not None:
        default_storage.delete(job.path)
        PrintJob.objects.filter(pk=job.pk).update(state=PrintState.EXPIRED)


def _make(job: PrintJob, at: dt.datetime) -> None:
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "cetakan"
        made = _packed(job, whole, at) if job.kind == PrintKind.PACKAGE else _bound(job, whole, at)
        default_storage.delete(job.path)
        with whole.open("rb") as handle:
            default_storage.save(job.path, File(handle))
    expires_at = at + KEPT
    with transaction.atomic():
        PrintJob.objects.filter(pk=job.pk).update(state=PrintState.READY, finished_at=at, expires_at=expires_at, **made)
        expire_print.using(run_after=expires_at).enqueue(job.pk)


def _packed(job: PrintJob, whole: Path, at: dt.datetime) -> dict[str, Any]:
    """The paket bukti of a case, in this file."""
    assert job.case is not None
    make_package(job.case, whole, by=job.requested_by.name, at=at, progress=_Progress(job))
    with whole.open("rb") as handle:
        sha256 = hashlib.file_digest(handle, "sha256").hexdigest()
    return {"size": whole.stat().st_size, "sha256": sha256}


def _bound(job: PrintJob, whole: Path, at: dt.datetime) -> dict[str, Any]:
    """The riwayat permintaan or the buku agenda, in this file."""
    # Only the worker needs the typesetter and the binder; pages that ask for a print do without their memory.
    from alur.papers.bundle import bind_agenda, bind_history

    progress = _Progress(job)
    by = job.requested_by.name
    if job.case is not None:
        bound = bind_history(job.case, whole, by=by, at=at, progress=progress)
    else:
        standing = standing_of(job.requested_by, timezone.localdate(at))
        letters = Letter.objects.visible_to(standing).filter(agenda_year=job.year or 0)
        rows = list(letters.select_related("unit", "scan", "destruction").order_by("agenda_number"))
        bound = bind_agenda(rows, job.year or 0, whole, by=by, at=at, progress=progress)
    note_template("riwayat", bound.fault, at=at)
    return {"pages": bound.pages, "size": bound.size, "sha256": bound.sha256}


class _Progress:
    """Keeps how far a print is, at most twice a second."""

    def __init__(self, job: PrintJob) -> None:
        self.job = job
        self.told_at = 0.0

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self.told_at >= TOLD_EVERY or done == total:
            self.told_at = now
            PrintJob.objects.filter(pk=self.job.pk).update(done=done, total=total)
