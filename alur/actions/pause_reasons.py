"""The reasons for a pause: which ones a step may use, and the list that the office keeps, added to and retired."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from alur.actions import recording
from alur.actions.refusal import Refused
from alur.actions.texts import text_faults
from alur.records.models import Counter, Duty, Entry, PauseReason, SubjectKind
from alur.records.standing import Standing
from alur.sop.document import Step, is_office_list

NAME_LIMIT = 200
LONGEST_DAYS = 250


@dataclass(frozen=True, slots=True)
class PauseTerms:
    """A reason that may be chosen, and on what terms. `longest_days` are working days, None without a limit."""

    name: str
    requires_evidence: bool = False
    longest_days: int | None = None


def terms_for(step: Step) -> dict[str, PauseTerms]:
    """The reasons that may pause this step, by name, in the order of the file, then of the office's list. One query.

    The file says which reasons; the office's list says on what terms, and takes a retired one away. A reason that the
    file names and the list does not know holds without terms (decision 0024).
    """
    if not step.pause_reasons:
        return {}
    kept = {row.name: row for row in PauseReason.objects.all()}
    names = list(step.named_pause_reasons)
    if step.takes_office_reasons:
        names += [name for name in kept if name not in names]
    return {name: _terms(name, kept.get(name)) for name in names if name not in kept or kept[name].is_active}


def _terms(name: str, row: PauseReason | None) -> PauseTerms:
    return PauseTerms(name, row.requires_evidence, row.longest_days) if row else PauseTerms(name)


def may_keep_reasons(*, by: Standing) -> list[str]:
    """Why this person may not change the office's list."""
    if by.as_duty(Duty.ADMINISTRATOR) is None:
        return ["Daftar alasan jeda dikelola administrator; Anda tidak memegang tugas itu hari ini."]
    return []


def may_add_reason(terms: PauseTerms, *, by: Standing) -> list[str]:
    """Why this reason may not be put on the list with these terms."""
    if reasons := may_keep_reasons(by=by):
        return reasons
    name = _clean(terms.name)
    reasons = [f"Alasan jeda: {fault}" for fault in text_faults(name, limit=NAME_LIMIT)]
    if len(name) < 5:
        reasons.append("Tulis alasan jedanya, sekurang-kurangnya 5 huruf.")
    if is_office_list(name):
        reasons.append("“Daftar kantor” adalah kata pada naskah SOP, bukan alasan; tulis alasannya.")
    if terms.longest_days is not None and not 1 <= terms.longest_days <= LONGEST_DAYS:
        reasons.append(f"Paling lama ditulis antara 1 dan {LONGEST_DAYS} hari kerja, atau dikosongkan.")
    known = PauseReason.objects.filter(name__iexact=name, is_active=True).first()
    if known is not None:
        reasons.append(f"“{known.name}” sudah ada pada daftar; hentikan dahulu bila syaratnya hendak diganti.")
    return reasons


@transaction.atomic
def add_reason(terms: PauseTerms, *, by: Standing, at: dt.datetime, token: str) -> PauseReason:
    """Put a reason on the list; a retired one of that name is taken up again with these terms. Raises Refused."""
    Counter.objects.hold("kantor")
    if entry := recording.earlier(token, "pause-reason-added"):
        return PauseReason.objects.get(name=entry.data["name"])
    if reasons := may_add_reason(terms, by=by):
        raise Refused(reasons)
    name = _clean(terms.name)
    row = PauseReason.objects.filter(name__iexact=name).first() or PauseReason(name=name)
    row.requires_evidence, row.longest_days, row.is_active = terms.requires_evidence, terms.longest_days, True
    row.save()
    _write("pause-reason-added", row, by=by, at=at, token=token)
    return row


@transaction.atomic
def retire_reason(reason: PauseReason, *, by: Standing, at: dt.datetime, token: str) -> PauseReason:
    """Take a reason out of use. Pauses that run for it go on; nothing is deleted. Raises Refused."""
    Counter.objects.hold("kantor")
    row = PauseReason.objects.get(pk=reason.pk)
    if recording.earlier(token, "pause-reason-retired") or not row.is_active:
        return row
    if reasons := may_keep_reasons(by=by):
        raise Refused(reasons)
    row.is_active = False
    row.save(update_fields=["is_active"])
    _write("pause-reason-retired", row, by=by, at=at, token=token)
    return row


def _clean(name: str) -> str:
    return " ".join(name.split())


def _write(kind: str, row: PauseReason, *, by: Standing, at: dt.datetime, token: str) -> None:
    capacity = by.as_duty(Duty.ADMINISTRATOR)
    Entry.objects.append(
        kind,
        subject=(SubjectKind.OFFICE, 0),
        at=at,
        by=by.user,
        acting_as=capacity.title if capacity else by.title,
        data={
            "name": row.name,
            "requires_evidence": row.requires_evidence,
            "longest_days": row.longest_days,
            "is_active": row.is_active,
        },
        token=token or None,
    )
