"""Checking a procedure document like a program: all faults at once, each with its line and a sentence.

A galat keeps it from running, a tanya must be answered once (table `jawaban`), a catatan may stay.
"""

from __future__ import annotations

from dataclasses import replace

from alur.sop.checking.figures import figure_faults
from alur.sop.checking.flow import flow_faults
from alur.sop.checking.notes import notes
from alur.sop.checking.paperwork import paperwork_faults
from alur.sop.checking.questions import questions
from alur.sop.checking.references import reference_faults
from alur.sop.checking.reminders import reminder_faults
from alur.sop.checking.support import support_faults
from alur.sop.checking.wording import nearest
from alur.sop.document import Procedure
from alur.sop.faults import Fault, Grade, error, note
from alur.sop.reading import read

__all__ = ["check", "faults_of", "publishable", "unsupported"]

_ORDER = list(Grade)


def check(text: str, *, file: str = "") -> list[Fault]:
    """All faults of a document, by line. Never raises; a file that cannot be read in part is checked in part."""
    reading = read(text, file=file)
    found = list(reading.faults)
    if reading.draft is not None:
        found += faults_of(reading.draft)
    return _sorted(found, file)


def faults_of(procedure: Procedure) -> list[Fault]:
    """All faults of a procedure that was read, by line. A question that the file answers has become a note."""
    found = [
        *reference_faults(procedure),
        *flow_faults(procedure),
        *paperwork_faults(procedure),
        *figure_faults(procedure),
        *reminder_faults(procedure),
        *notes(procedure),
        *_answered(procedure, list(questions(procedure))),
    ]
    return _sorted(found, "")


def unsupported(procedure: Procedure) -> list[Fault]:
    """What this procedure asks for and the engine cannot run yet, by line."""
    return _sorted(list(support_faults(procedure)), "")


def publishable(text: str, *, file: str = "") -> list[Fault]:
    """What stands in the way of publishing this document, by line; empty when it may be published.

    That is every galat, every question without an answer, every feature the engine lacks, and a missing nomor.
    """
    blocking = [fault for fault in check(text, file=file) if fault.grade is not Grade.NOTE]
    procedure = read(text, file=file).draft
    if procedure is not None:
        blocking += unsupported(procedure)
        if not procedure.number:
            blocking.append(
                error(1, "nomor-kosong", "nomor SOP belum diisi; rancangan tanpa nomor tidak dapat terbit.")
            )
    return _sorted(blocking, file)


def _answered(procedure: Procedure, asked: list[Fault]) -> list[Fault]:
    found = []
    for fault in asked:
        answer = procedure.answers.get(fault.code)
        found.append(
            replace(fault, grade=Grade.NOTE, sentence=f"{fault.sentence} Dijawab: “{answer}”") if answer else fault
        )
    codes = {fault.code for fault in asked}
    for code in procedure.answers:
        if code not in codes:
            line = procedure.lines.get(f"jawaban.{code}", 1)
            sentence = f"Jawaban “{code}” tidak menjawab pertanyaan apa pun.{nearest(code, codes)}"
            found.append(note(line, "jawaban-lebih", sentence))
    return found


def _sorted(faults: list[Fault], file: str) -> list[Fault]:
    placed = [replace(fault, file=file) for fault in dict.fromkeys(faults)]
    return sorted(placed, key=lambda fault: (fault.line, _ORDER.index(fault.grade)))
