"""Letters come in and become cases: `register` and `open_case`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from alur.actions import recording
from alur.actions.clock import calendar_version
from alur.actions.handover import FileRef
from alur.actions.reading import state_reason
from alur.actions.refusal import Refused
from alur.actions.steps import open_visit
from alur.actions.telling import tell_of_turn
from alur.actions.texts import TEXT_LIMIT, text_faults
from alur.actions.wording import moment
from alur.records import search
from alur.records.models import (
    Case,
    Counter,
    Document,
    DocumentVersion,
    Duty,
    Edition,
    Entry,
    Letter,
    LetterKind,
    Security,
    SubjectKind,
    Unit,
    Urgency,
    VersionFile,
    VersionState,
)
from alur.records.models.letters import SECRET_CLASSES
from alur.records.standing import Standing
from alur.sop.document import Form
from alur.worktime.wording import long_date

REGISTERING = "mendaftarkan surat"
LIMITS = {
    "number": ("Nomor surat", 120),
    "subject": ("Hal", 300),
    "sender": ("Penanda tangan", 200),
    "classification": ("Klasifikasi", 40),
    "origin_reference": ("Rujukan sistem asal", 200),
    "summary": ("Ringkasan", TEXT_LIMIT),
}


@dataclass(frozen=True, slots=True)
class LetterValues:
    """What is written on a letter and in the agenda book."""

    number: str
    dated_on: dt.date
    received_on: dt.date
    unit_id: int
    subject: str
    kind: str
    sender: str = ""
    summary: str = ""
    classification: str = ""
    urgency: str = "biasa"
    security: str = "B"
    attachments: int = 0
    application_id: int | None = None
    origin_reference: str = ""
    scan: FileRef | None = None


def may_register(values: LetterValues | None, *, by: Standing, at: dt.datetime) -> list[str]:
    """Why this person may not register this letter (or any, with values None)."""
    if by.as_duty(Duty.LETTER_DESK) is None:
        return ["Surat dicatat oleh petugas surat; Anda tidak memegang tugas itu hari ini."]
    if values is None:
        return []
    today = timezone.localdate(at)
    reasons = []
    reasons += _ill_formed(values)
    if not values.number.strip():
        reasons.append("Nomor surat belum diisi.")
    if not values.subject.strip():
        reasons.append("Hal surat belum diisi.")
    if values.received_on > today:
        reasons.append(f"Tanggal diterima {long_date(values.received_on)} belum tiba; hari ini {long_date(today)}.")
    if values.dated_on > values.received_on:
        reasons.append("Tanggal surat lebih akhir daripada tanggal diterima; periksa kedua tanggalnya.")
    if values.dated_on.year < 1990:
        reasons.append(f"Tahun surat {values.dated_on.year} tidak mungkin; periksa tanggalnya.")
    if values.scan is None:
        reasons.append("Pindaian surat belum diunggah.")
    same = Letter.objects.filter(unit_id=values.unit_id, number=values.number.strip()).first()
    if same is not None:
        reasons.append(
            f"Surat nomor {same.number} dari unit itu sudah dicatat pada agenda "
            f"{same.agenda_number}/{same.agenda_year}."
        )
    return reasons


def _ill_formed(values: LetterValues) -> list[str]:
    """Texts that do not fit the agenda book, and choices that its lists do not have."""
    reasons = [
        f"{label}: {fault}"
        for key, (label, limit) in LIMITS.items()
        for fault in text_faults(getattr(values, key), limit=limit)
    ]
    choices = {"Jenis permintaan": (values.kind, LetterKind), "Sifat surat": (values.urgency, Urgency)}
    choices["Keamanan surat"] = (values.security, Security)
    reasons += [f"{label}: pilih dari daftar." for label, (key, known) in choices.items() if key not in known.values]
    if values.attachments < 0:
        reasons.append("Banyaknya lampiran tidak mungkin kurang dari nol.")
    if not Unit.objects.filter(pk=values.unit_id).exists():
        reasons.append("Unit asal surat belum dipilih.")
    return reasons


@transaction.atomic
def register(values: LetterValues, *, by: Standing, at: dt.datetime, token: str) -> Letter:
    """Enter a letter in the agenda and begin its record. Raises Refused; a press already recorded gives its letter.

    Who registers a classified letter reads it for that very reason: the reading is written down, and none is asked for.
    """
    year = timezone.localdate(at).year
    agenda_number = Counter.objects.next(f"agenda/{year}")
    if earlier := Letter.objects.filter(token=token).first():
        transaction.set_rollback(True)
        return earlier
    if reasons := may_register(values, by=by, at=at):
        raise Refused(reasons)
    letter = Letter.objects.create(
        agenda_year=year,
        agenda_number=agenda_number,
        number=values.number.strip(),
        dated_on=values.dated_on,
        received_on=values.received_on,
        unit_id=values.unit_id,
        sender=values.sender.strip(),
        subject=values.subject.strip(),
        summary=values.summary.strip(),
        classification=values.classification.strip(),
        urgency=values.urgency,
        security=values.security,
        attachments=values.attachments,
        kind=values.kind,
        application_id=values.application_id,
        origin_reference=values.origin_reference.strip(),
        scan_id=values.scan.sha256 if values.scan else None,
        scan_name=values.scan.name if values.scan else "",
        registered_at=at,
        registered_by=by.user,
        token=token or None,
    )
    Entry.objects.append(
        "registered",
        subject=(SubjectKind.LETTER, letter.pk),
        at=at,
        by=by.user,
        acting_as=_desk_title(by),
        data=letter_facts(letter),
    )
    if letter.security in SECRET_CLASSES:
        state_reason(letter.pk, letter.security, REGISTERING, by=by, at=at)
    return letter


def may_open_case(letter: Letter, edition: Edition | None, *, by: Standing, at: dt.datetime) -> list[str]:
    """Why no case may be opened for this letter by this person now."""
    if by.as_duty(Duty.LETTER_DESK) is None:
        return ["Permintaan dibuka oleh petugas surat; Anda tidak memegang tugas itu hari ini."]
    case = Case.objects.filter(letter=letter).first()
    if case is not None:
        return [f"Surat ini sudah menjadi permintaan {case.number} pada {moment(case.opened_at)}."]
    if letter.scan_id is None:
        return ["Pindaian surat belum ada; permintaan tidak dapat dibuka."]
    if edition is None:
        return ["Pilih SOP yang dijalankan."]
    today = timezone.localdate(at)
    if edition.effective_on and edition.effective_on > today:
        return [f"Edisi SOP ini baru berlaku {long_date(edition.effective_on)}."]
    return []


@transaction.atomic
def open_case(letter: Letter, edition: Edition, *, by: Standing, at: dt.datetime, token: str) -> Case:
    """Make a letter a case of this edition; its first step opens. Raises Refused; a repeated press gives it again."""
    letter = Letter.objects.select_for_update(of=("self",)).select_related("scan").get(pk=letter.pk)
    if entry := recording.earlier(token, "opened"):
        return Case.objects.get(pk=entry.subject_id)
    if reasons := may_open_case(letter, edition, by=by, at=at):
        raise Refused(reasons)
    year = timezone.localdate(at).year
    case = Case.objects.create(
        number=f"P-{year}-{Counter.objects.next(f'permintaan/{year}'):04}",
        title=letter.subject,
        kind=letter.kind,
        letter=letter,
        procedure_id=edition.procedure_id,
        edition=edition,
        unit_id=letter.unit_id,
        application_id=letter.application_id,
        security=letter.security,
        opened_at=at,
        opened_by=by.user,
    )
    papers = _letter_papers(case, edition, by=by, at=at)
    visit = open_visit(case, edition.document.start, at=at, number=1, round_number=1, version=calendar_version())
    facts = {
        "number": case.number,
        "letter": letter_facts(letter),
        "edition": edition.sha256,
        "papers": papers,
        "opens": recording.opening(visit),
    }
    recording.write(case, "opened", by=by, at=at, capacity=by.as_duty(Duty.LETTER_DESK), data=facts, token=token)
    index_case(case)
    tell_of_turn(visit, at=at, by=by.user)
    return case


def index_case(case: Case) -> None:
    """Put the case into the search index."""
    letter = case.letter
    parts = [case.number, case.title, letter.number, letter.summary, case.unit.name]
    parts += [case.application.code, case.application.name] if case.application else []
    search.index(case.pk, " ".join(parts))


def letter_facts(letter: Letter) -> dict[str, object]:
    """A letter as the record holds it."""
    return {
        "agenda": f"{letter.agenda_number}/{letter.agenda_year}",
        "number": letter.number,
        "dated_on": letter.dated_on.isoformat(),
        "received_on": letter.received_on.isoformat(),
        "unit": letter.unit_id,
        "sender": letter.sender,
        "subject": letter.subject,
        "summary": letter.summary,
        "classification": letter.classification,
        "attachments": letter.attachments,
        "origin_reference": letter.origin_reference,
        "kind": letter.kind,
        "urgency": letter.urgency,
        "security": letter.security,
        "application": letter.application_id,
        "scan": letter.scan_id,
        "scan_name": letter.scan_name,
    }


def _letter_papers(case: Case, edition: Edition, *, by: Standing, at: dt.datetime) -> list[dict[str, object]]:
    """The letter itself is the first paper of the case, under every paper of form surat that the procedure names."""
    facts = []
    for paper in edition.document.papers:
        if paper.form is not Form.LETTER:
            continue
        document = Document.objects.create(case=case, paper=paper.key, name=paper.name)
        version = DocumentVersion.objects.create(
            document=document,
            number=1,
            form=paper.form,
            state=VersionState.ISSUED,
            content={"number": case.letter.number},
            made_at=at,
            made_by=case.letter.registered_by,
            made_as=_desk_title(by),
        )
        scan, name = case.letter.scan_id, case.letter.scan_name
        VersionFile.objects.create(version=version, file_id=scan or "", name=name, position=0)
        document.current = version
        document.save(update_fields=["current"])
        facts.append(recording.paper(version, paper.key, [(scan or "", name)]))
    return facts


def _desk_title(by: Standing) -> str:
    capacity = by.as_duty(Duty.LETTER_DESK)
    return capacity.title if capacity else by.title
