"""The office that the walk goes through: everything that has an address, in an ordinary and in a secret case."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from alur.actions import PauseValues, attach, pause
from alur.actions.backups import record_backup
from alur.actions.feeds import make_feed
from alur.actions.personnel.own_data import ask_correction
from alur.actions.reading import state_reason
from alur.actions.seals import seal_until
from alur.records import queue
from alur.records.models import (
    Assessment,
    AssessmentKind,
    BackupKind,
    Case,
    Disposal,
    DocumentVersion,
    Duty,
    Pause,
    PrintJob,
    PrintKind,
    PrintState,
    Sign,
    StoredFile,
    Unit,
    VersionFile,
    WorkMove,
)
from alur.web.views import health
from tests import make
from tests.web.browsing import client_of

PEOPLE = (
    "tamu",
    "kabag",
    "kasubbag",
    "dedi",
    "petugas",
    "petugas-lain",
    "pemohon",
    "unit-lain",
    "kepala",
    "auditor",
    "admin",
)
FAR = dt.timedelta(days=36_500)


@dataclass(frozen=True, slots=True)
class Scene:
    """The clients, first the one that has not logged in, and the words that stand in addresses, by class."""

    clients: dict[str, Client]
    words: dict[str, dict[str, Any]]


def scene(office: make.Office) -> Scene:
    office.appoint("petugas-lain", duty=Duty.LETTER_DESK)
    elsewhere = Unit.objects.create(name="RSUP Lain", code="rslain")
    office.appoint("unit-lain", duty=Duty.REQUESTER, unit=elsewhere)
    decree = make.proposed(
        office, make.decree_values(make.line("cuti bersama", "2026-07-01", "Uji"), dated_on="2026-06-08"), make.MONDAY
    )
    alive()
    fixed = {
        "seal": seal_until(at=make.MONDAY)[-1].number,
        "decree": decree.pk,
        "procedure": office.edition.procedure_id,
        "person": office.people["dedi"].pk,
        "appointment": office.people["dedi"].appointments.get().pk,
        "position": office.people["dedi"].appointments.get().position_id,
        "unit": office.unit.pk,
        "disposal": _disposal(office).pk,
        "move": _move(office).pk,
        "request": ask_correction("Nama", by=office.standing("tamu"), at=make.MONDAY, token=make.token()).pk,
        "assessment": _assessment(office, 5).pk,
        "issued": _assessment(office, 6, issued_at=make.MONDAY, file_id=make.file_ref("tabel.pdf", make.PDF).sha256).pk,
        "feed": make_feed(by=office.standing("dedi"), at=make.MONDAY, token=make.token()),
        "inner": _opened_by_head(office),
    }
    words = {security: fixed | words_of(office, security) for security in ("B", "R")}
    clients = {"": Client()} | {who: client_of(office, who) for who in PEOPLE}
    return Scene(clients, words)


def alive() -> None:
    """Worker and clock just seen, a backup and a drill just made: the health address has nothing to complain of."""
    health.forget()
    now = timezone.now()
    queue.beat("uji", at=now)
    queue.note_sign(Sign.CLOCK, at=now)
    for kind in (BackupKind.BACKUP, BackupKind.DRILL):
        record_backup(kind, at=now, seconds=1.5, place="/mnt/cadangan/satu", faults=[])


def _opened_by_head(office: make.Office) -> int:
    """A letter that is sangat rahasia, which the head has just given a reason for."""
    letter = make.letter(office, security="SR")
    by, reason = office.standing("kepala", timezone.localdate()), "Menentukan lingkaran surat ini."
    state_reason(letter.pk, letter.security, reason, by=by, at=timezone.now())
    return letter.pk


def words_of(office: make.Office, security: str) -> dict[str, Any]:
    """A case at step 4: the one of kasubbag, who has uploaded a file there and has paused it."""
    case = make.case(office, at_step="4", security=security, scan=make.file_ref("surat.pdf", make.PDF))
    visit = make.open_visit(case)
    assert visit is not None
    by, at = office.standing("kasubbag"), make.MONDAY + dt.timedelta(hours=1)
    paper = visit.case.documents.get(paper="hasil-analisis")
    draft = attach(visit, paper.paper, [make.pdf_with("Draf")], "draf.pdf", by=by, at=at)
    evidence = PauseValues("Menunggu akses server atau basis data", note="Uji", file=make.file_ref("bukti.pdf"))
    pause(visit, evidence.reason, by=by, at=at, token=make.token(), note=evidence.note, file=evidence.file)
    version = DocumentVersion.objects.filter(document=paper).get()
    return {
        "number": case.number,
        "letter": case.letter_id,
        "visit": visit.number,
        "paper": paper.paper,
        "draft": draft.pk,
        "pause": Pause.objects.get(visit=visit).pk,
        "file": version.files.get().pk,
        "print": _print_of(version).pk,
        "version": _numbered(case).pk,
        "code": _numbered(case).code,
        "job": _job(office, case).pk,
    }


def _disposal(office: make.Office) -> Disposal:
    """A list that waits for the head, with what will be its report."""
    return Disposal.objects.create(
        kind="musnah",
        note="Masa retensi habis.",
        appraisal_number="PPA/1",
        proposed_at=make.MONDAY,
        proposed_by=office.people["petugas"],
        proposed_as="Petugas surat",
        report_id=make.file_ref("berita-acara.pdf", make.PDF).sha256,
    )


def _assessment(office: make.Office, month: int, **issued: Any) -> Assessment:
    """A form of Tabel 7 with one row."""
    row = {"key": "terima/1", "number": "1", "text": "Menerima", "figures": "", "verdict": "", "note": "", "action": ""}
    content = {"label": "Uji", "facts": [], "rows": [row | {"may_stay_open": False}], "conclusion": ""}
    who = office.people["kasubbag"]
    found: Assessment = Assessment.objects.create(
        kind=AssessmentKind.MONITORING,
        procedure=office.edition.procedure,
        edition=office.edition,
        starts_on=dt.date(2026, month, 1),
        ends_on=dt.date(2026, month, 28),
        content=content | {"counted_at": make.MONDAY.isoformat()},
        made_at=make.MONDAY,
        made_by=who,
        saved_at=make.MONDAY,
        saved_by=who,
        **issued,
    )
    return found


def _numbered(case: Case) -> DocumentVersion:
    found: DocumentVersion = DocumentVersion.objects.filter(document__case=case).exclude(series="").order_by("pk")[0]
    return found


def _print_of(version: DocumentVersion) -> VersionFile:
    stored = StoredFile.objects.get(pk=make.file_ref("terbitan.pdf", make.PDF).sha256)
    return VersionFile.objects.create(version=version, file=stored, name="terbitan.pdf", position=9, is_print=True)


def _move(office: make.Office) -> WorkMove:
    head, to = office.people["kepala"], office.people["sari"]
    return WorkMove.objects.create(
        to=to, reason="Uji", visits=[], asked_by=head, asked_at=make.MONDAY, token=make.token()
    )


def _job(office: make.Office, case: Case) -> PrintJob:
    """A print that kabag asked for and that lies ready."""
    job = PrintJob.objects.create(
        kind=PrintKind.HISTORY,
        case=case,
        basis="1",
        requested_by=office.people["kabag"],
        requested_at=make.MONDAY,
        state=PrintState.READY,
        size=len(make.PDF),
        expires_at=make.MONDAY + FAR,
    )
    default_storage.save(job.path, ContentFile(make.PDF))
    return job
