"""Voiding a numbered paper: it no longer holds, but keeps its number, with the reason, by whom and when."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from alur.actions import recording
from alur.actions.refusal import Refused
from alur.actions.situation import lock_case
from alur.actions.texts import text_faults
from alur.actions.wording import moment
from alur.records.models import DocumentVersion, Duty, VersionState, Voiding, VoidReason
from alur.records.standing import Capacity, Standing

SHORTEST_NOTE = 10


def may_void(version: DocumentVersion, *, by: Standing, reason: str | None = None, note: str = "") -> list[str]:
    """Why this paper may not be voided by this person (for this reason; None asks about any)."""
    if not version.official_number:
        return ["Yang dapat dibatalkan hanya naskah bernomor; kertas ini tidak bernomor."]
    if row := Voiding.objects.filter(version=version).first():
        return [f"Naskah {version.official_number} sudah dibatalkan pada {moment(row.voided_at)}."]
    if _capacity(version, by) is None:
        return ["Naskah dibatalkan oleh pemegang peran yang menerbitkannya, atau oleh kepala biro."]
    if reason is None:
        return []
    reasons = [] if reason in VoidReason.values else ["Pilih alasan pembatalan dari daftar."]
    if len(note.strip()) < SHORTEST_NOTE:
        reasons.append(f"Tulis keterangan pembatalan, sekurang-kurangnya {SHORTEST_NOTE} huruf.")
    return reasons + [f"Keterangan pembatalan: {fault}" for fault in text_faults(note)]


@transaction.atomic
def void_paper(
    version: DocumentVersion, *, by: Standing, at: dt.datetime, reason: str, note: str, token: str
) -> Voiding:
    """Mark a numbered paper as no longer valid and write it down. Raises Refused; a repeated press gives it again.

    The case goes on as it was: voiding says something about the paper, not about the step that made it.
    """
    case = lock_case(version.document.case)
    version = DocumentVersion.objects.select_related("document", "visit").get(pk=version.pk)
    if recording.earlier(token, "voided", case):
        return Voiding.objects.get(version=version)
    if reasons := may_void(version, by=by, reason=reason, note=note):
        raise Refused(reasons)
    capacity = _capacity(version, by)
    assert capacity is not None  # may_void has said so
    kept = Voiding.objects.create(
        version=version, reason=reason, note=note.strip(), voided_at=at, voided_by=by.user, voided_as=capacity.title
    )
    version.state = VersionState.VOID
    version.save(update_fields=["state"])
    facts = {
        "paper": version.document.paper,
        "version": version.number,
        "number": version.official_number,
        "reason": reason,
        "label": VoidReason(reason).label,
        "note": kept.note,
    }
    recording.write(case, "voided", by=by, at=at, capacity=capacity, data=facts, token=token)
    return kept


def _capacity(version: DocumentVersion, by: Standing) -> Capacity | None:
    """As whom this person may void: the role that made the paper, else head of the office."""
    role_id = version.visit.role_id if version.visit else None
    return by.as_role(role_id) or by.as_duty(Duty.HEAD)
