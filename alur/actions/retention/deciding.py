"""The head decides about a list that somebody else proposed, with the numbers that the law asks for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from alur.actions import recording
from alur.actions.refusal import Refused
from alur.actions.retention.office import number_faults, reason_faults, write
from alur.actions.wording import moment
from alur.records.models import Disposal, DisposalState, Duty
from alur.records.standing import Standing

ANRI_YEARS = 10


@dataclass(frozen=True, slots=True)
class Approval:
    """The head's decree and, where it is needed, the written consent of ANRI."""

    decision_number: str
    anri_number: str = ""
    note: str = ""


def needs_anri(disposal: Disposal) -> bool:
    """Whether ANRI must consent: terms of ten years and more, and whatever is handed over to it (PP 28/2012)."""
    if not disposal.is_destruction:
        return True
    rules = {item.rule for item in disposal.items.filter(removed_at__isnull=True).select_related("rule")}
    return any(rule.years >= ANRI_YEARS for rule in rules)


def may_decide(disposal: Disposal, *, by: Standing) -> list[str]:
    """Why this person may not decide about the list."""
    if disposal.state != DisposalState.PROPOSED and disposal.decided_at is not None:
        return [f"Daftar ini sudah diputuskan pada {moment(disposal.decided_at)}."]
    if by.as_duty(Duty.HEAD) is None:
        return ["Daftar usul diputuskan oleh kepala biro."]
    if disposal.proposed_by_id == by.user_id:
        return ["Anda sendiri yang mengusulkan daftar ini; keputusannya harus oleh orang lain."]
    return []


def may_approve(disposal: Disposal, approval: Approval, *, by: Standing) -> list[str]:
    """Why this person may not approve the list with these numbers."""
    if reasons := may_decide(disposal, by=by):
        return reasons
    if not disposal.items.filter(removed_at__isnull=True).exists():
        return ["Semua berkas pada daftar ini sudah dikeluarkan; tolak daftarnya."]
    reasons = number_faults("Nomor keputusan", approval.decision_number)
    is_needed = needs_anri(disposal)
    if is_needed and not approval.anri_number.strip():
        return [*reasons, "Daftar ini memerlukan persetujuan tertulis Kepala ANRI; isi nomor suratnya."]
    return [*reasons, *number_faults("Nomor persetujuan ANRI", approval.anri_number, is_required=False)]


@transaction.atomic
def approve(disposal: Disposal, approval: Approval, *, by: Standing, at: dt.datetime, token: str) -> Disposal:
    """Approve a list. Nothing goes yet. Raises Refused."""
    disposal = lock_disposal(disposal)
    if recording.earlier(token, "disposal-approved"):
        return disposal
    if reasons := may_approve(disposal, approval, by=by):
        raise Refused(reasons)
    disposal.decision_number = approval.decision_number.strip()
    disposal.anri_number = approval.anri_number.strip()
    return _decide(disposal, DisposalState.APPROVED, approval.note.strip(), by=by, at=at, token=token)


@transaction.atomic
def reject(disposal: Disposal, *, by: Standing, at: dt.datetime, note: str, token: str) -> Disposal:
    """Turn a list down with a reason; its cases may be proposed anew. Raises Refused."""
    disposal = lock_disposal(disposal)
    if recording.earlier(token, "disposal-rejected"):
        return disposal
    if reasons := may_decide(disposal, by=by) or reason_faults("Alasan penolakan", note):
        raise Refused(reasons)
    return _decide(disposal, DisposalState.REJECTED, note.strip(), by=by, at=at, token=token)


def lock_disposal(disposal: Disposal) -> Disposal:
    """The list's row, fresh and locked until the transaction ends."""
    return Disposal.objects.select_for_update(of=("self",)).get(pk=disposal.pk)


def _decide(
    disposal: Disposal, state: DisposalState, note: str, *, by: Standing, at: dt.datetime, token: str
) -> Disposal:
    capacity = by.as_duty(Duty.HEAD)
    assert capacity is not None  # may_decide has said so
    disposal.state, disposal.decision_note = state, note
    disposal.decided_at, disposal.decided_by, disposal.decided_as = at, by.user, capacity.title
    disposal.save()
    kind = "disposal-approved" if state == DisposalState.APPROVED else "disposal-rejected"
    facts = {
        "list": disposal.pk,
        "decision_number": disposal.decision_number,
        "anri_number": disposal.anri_number,
        "note": note,
    }
    write(kind, facts, disposal, by=by, capacity=capacity, at=at, token=token)
    return disposal
