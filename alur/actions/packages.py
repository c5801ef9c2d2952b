"""Paket bukti: who may take a case out of the house with all that proves it, and that it was taken."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from alur.actions.printing import asked
from alur.actions.reading import record_reading, state_reason
from alur.actions.refusal import Refused
from alur.papers.packages.making import Made, make_package
from alur.records.models import Case, Duty, Entry, PrintJob, PrintKind, Seal, SubjectKind
from alur.records.models.letters import SECRET_CLASSES
from alur.records.standing import Standing

WHAT = "paket bukti (ZIP)"
TAKERS = (Duty.HEAD, Duty.AUDITOR)


def why_not_package(*, by: Standing) -> list[str]:
    """Why this person may not have the package of a case that the person may read."""
    if by.as_duty(*TAKERS) is None:
        return ["Paket bukti diambil oleh kepala biro atau auditor."]
    return []


def request_package(case: Case, *, by: Standing, at: dt.datetime) -> PrintJob:
    """Ask for the package of a case; the same record and the same seals are not packed twice. Raises Refused."""
    if reasons := why_not_package(by=by):
        raise Refused(reasons)
    last = Entry.objects.of(SubjectKind.CASE, case.pk).reverse().values_list("number", flat=True).first()
    seal = Seal.objects.order_by("-number").values_list("number", flat=True).first()
    return asked(PrintJob(kind=PrintKind.PACKAGE, case=case, basis=f"{last}/{seal}"), by=by, at=at)


def export_package(case: Case, path: Path, *, by: Standing | None, reason: str = "", at: dt.datetime) -> Made:
    """Write the package at the operator's command. Raises Refused, FileNotFoundError, OSError.

    A classified case goes only to a head or auditor who is named with a reason; the reading is written down before
    anything is written to the path.
    """
    if case.security in SECRET_CLASSES and by is None:
        raise Refused(
            [f"{case.number} berkeamanan {case.get_security_display().lower()}: sebutkan siapa yang mengambilnya."]
        )
    if by is not None:
        if not Case.objects.visible_to(by).filter(pk=case.pk).exists():
            raise Refused(["Orang ini tidak berhak membaca permintaan itu."])
        if reasons := why_not_package(by=by):
            raise Refused(reasons)
        if case.security in SECRET_CLASSES:
            state_reason(case.letter_id, case.security, reason, by=by, at=at)
        record_reading(case.letter_id, case.security, WHAT, by=by, at=at)
    return make_package(case, path, by=by.user.name if by else "pengelola Alur (baris perintah)", at=at)
