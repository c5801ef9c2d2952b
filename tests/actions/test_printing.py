"""Large prints: asked for, made by the worker, fetched with rights, gone after a week."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.storage import default_storage

from alur.actions import Refused
from alur.actions.printing import expire_print, request_agenda, request_history
from alur.records import queue
from alur.records.models import Job, PrintJob, PrintState, TemplateFault, User
from alur.records.storage import path_of
from alur.reports.verify.files import orphans
from tests import make

LATER = make.at("2026-06-09 08:00")
needs_pdftotext = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="perlu pdftotext (poppler-utils)")


def worked_off() -> None:
    while queue.run_one("w1", make.at("2100-01-01 00:00")):
        pass


def made(job: PrintJob) -> PrintJob:
    worked_off()
    job.refresh_from_db()
    return job


def text_of(job: PrintJob) -> str:
    with default_storage.open(job.path) as handle:
        done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=handle.read(), capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


@needs_pdftotext
def test_a_history_holds_cover_contents_chronology_and_papers(office: Any):
    case = make.case(office, at_step="3", scan=make.file_ref("surat.pdf", make.PDF))
    worked_off()

    job = made(request_history(case, by=office.standing("dedi"), at=LATER))

    words = text_of(job)
    assert (job.state, job.percent) == (PrintState.READY, 100)
    assert "Riwayat permintaan" in words and case.number in words
    assert "Kronologi" in words and "Langkah 1" in words
    assert "CATATAN INSTRUKSI" in words and "CATATAN PENUGASAN" in words
    assert f"Riwayat {case.number} · halaman {job.pages} dari {job.pages}" in words


@needs_pdftotext
def test_files_that_are_no_pdf_are_listed_with_their_hash(office: Any):
    case = make.case(office, at_step="3")  # its bahan analisis is no readable PDF

    job = made(request_history(case, by=office.standing("dedi"), at=LATER))

    broken = case.documents.get(paper="bahan-analisis").current.files.get().file_id
    words = text_of(job)
    assert "Berkas yang tidak dijilid" in words
    assert broken in words.replace(" ", "")


def test_the_same_print_is_not_made_twice_until_something_happens(office: Any):
    case = make.case(office, at_step="3")
    worked_off()
    by = office.standing("dedi")
    first = request_history(case, by=by, at=LATER)

    assert request_history(case, by=by, at=LATER) == first
    assert request_history(case, by=office.standing("kabag"), at=LATER) != first
    make.advance(office, make.open_visit(case), make.at("2026-06-08 15:00"))
    assert request_history(case, by=by, at=LATER) != first


def test_a_year_of_letters_comes_as_one_file(office: Any):
    for number in range(3):
        make.letter(office, scan=make.file_ref(content=make.pdf_with(str(number))))

    job = made(request_agenda(2026, by=office.standing("petugas"), at=LATER))

    assert job.state == PrintState.READY
    with default_storage.open(job.path) as handle, pikepdf.open(handle) as pdf:
        assert len(pdf.pages) == job.pages == 6


def test_the_agenda_is_for_the_desk_the_head_and_the_auditor(office: Any):
    make.letter(office)

    reasons = make.refusal(lambda: request_agenda(2026, by=office.standing("dedi"), at=LATER))

    assert reasons == ["Buku agenda dicetak oleh petugas surat, kepala, atau auditor."]


def test_a_year_without_letters_is_refused(office: Any):
    with pytest.raises(Refused, match="Tidak ada surat pada agenda tahun 1999"):
        request_agenda(1999, by=office.standing("petugas"), at=LATER)


def test_a_print_goes_after_a_week(office: Any):
    job = made(request_history(make.case(office), by=office.standing("kabag"), at=LATER))
    waiting = Job.objects.filter(task__endswith="expire_print").get()

    expire_print.call(job.pk)

    job.refresh_from_db()
    assert (job.state, default_storage.exists(job.path)) == (PrintState.EXPIRED, False)
    assert waiting.run_after == job.expires_at
    assert job.expires_at - job.finished_at == dt.timedelta(days=7)


def test_trouble_is_told_on_the_print_and_another_may_be_asked_for(office: Any, settings: Any, tmp_path: Path):
    case = make.case(office)
    by = office.standing("kabag")
    job = request_history(case, by=by, at=LATER)
    (settings.FILES_ROOT / "cetakan").write_text("tempatnya terisi")

    failed = made(job)

    assert failed.state == PrintState.FAILED
    assert "Minta lagi" in failed.fault or "minta lagi" in failed.fault
    assert request_history(case, by=by, at=LATER) != job


def test_a_print_is_seen_by_who_asked_while_the_case_may_be_read(office: Any):
    case = make.case(office)
    job = request_history(case, by=office.standing("kabag"), at=LATER)

    seen = [PrintJob.objects.visible_to(office.standing(who)).count() for who in ("kabag", "dedi", "auditor", "tamu")]

    assert seen == [1, 0, 0, 0]
    PrintJob.objects.filter(pk=job.pk).update(requested_by=User.objects.get(name="Tamu"))
    assert PrintJob.objects.visible_to(office.standing("tamu")).count() == 0


def test_a_print_is_no_orphan_until_its_row_is_gone(office: Any):
    job = made(request_history(make.case(office), by=office.standing("kabag"), at=LATER))

    assert job.path not in orphans()
    PrintJob.objects.all().delete()
    assert job.path in orphans()


def test_a_missing_file_does_not_stop_a_history(office: Any):
    case = make.case(office, at_step="2")
    default_storage.delete(path_of(case.letter.scan_id))

    job = made(request_history(case, by=office.standing("kabag"), at=LATER))

    assert job.state == PrintState.READY


def test_a_broken_template_of_a_bundle_is_told_and_holds_nothing_up(office: Any, settings: Any, tmp_path: Path):
    settings.DATA = tmp_path
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "riwayat.typ").write_text("#panic()")
    case = make.case(office, at_step="2")

    job = made(request_history(case, by=office.standing("kasubbag"), at=LATER))

    assert (job.state, [fault.template for fault in TemplateFault.objects.all()]) == (PrintState.READY, ["riwayat"])
