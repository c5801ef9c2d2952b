"""Usul musnah and usul serah: the letter desk proposes what is past its term, after the appraisal panel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from alur.actions import recording
from alur.actions.refusal import Refused
from alur.actions.retention.office import number_faults, reason_faults, write
from alur.records.models import (
    Case,
    Counter,
    Disposal,
    DisposalItem,
    DisposalKind,
    Duty,
    Fate,
)
from alur.records.retention import Phase, Schedule, Term, classification_of, digest_of, is_held, is_listed
from alur.records.standing import Standing
from alur.worktime.wording import long_date

LONGEST_LIST = 1000
FATES = {
    DisposalKind.DESTROY: (Fate.DESTROY, Fate.REVIEW),
    DisposalKind.TRANSFER: (Fate.PERMANENT, Fate.REVIEW),
}
NAMED = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is asked: which kind of list, why, and by which letter of the appraisal panel (panitia penilai arsip)."""

    kind: str
    note: str
    appraisal_number: str


def may_propose(*, by: Standing, proposal: Proposal | None = None) -> list[str]:
    """Why this person may not propose a list (with these words; None asks about any)."""
    if by.as_duty(Duty.LETTER_DESK) is None:
        return ["Daftar usul disusun oleh petugas surat; Anda tidak memegang tugas itu hari ini."]
    if proposal is None:
        return []
    reasons = [] if proposal.kind in DisposalKind.values else ["Pilih usul musnah atau usul serah."]
    reasons += reason_faults("Pertimbangan", proposal.note)
    return reasons + number_faults("Nomor pertimbangan panitia penilai", proposal.appraisal_number)


@transaction.atomic
def propose(proposal: Proposal, cases: Sequence[int], *, by: Standing, at: dt.datetime, token: str) -> Disposal:
    """Put these cases on a list; all of them, or none with the reason for each that may not. Raises Refused."""
    Counter.objects.hold("kantor")
    if entry := recording.earlier(token, "disposal-proposed"):
        return Disposal.objects.get(pk=entry.data["list"])
    reasons = may_propose(by=by, proposal=proposal)
    if not cases:
        reasons.append("Pilih sekurang-kurangnya satu berkas.")
    if len(cases) > LONGEST_LIST:
        reasons.append(f"Satu daftar memuat paling banyak {LONGEST_LIST} berkas; persempit saringannya.")
    if reasons:
        raise Refused(reasons)
    found = _fitting(proposal.kind, cases, by=by, on=timezone.localdate(at))
    capacity = by.as_duty(Duty.LETTER_DESK)
    assert capacity is not None  # may_propose has said so
    made = Disposal.objects.create(
        kind=proposal.kind,
        note=proposal.note.strip(),
        appraisal_number=proposal.appraisal_number.strip(),
        proposed_at=at,
        proposed_by=by.user,
        proposed_as=capacity.title,
    )
    DisposalItem.objects.bulk_create(
        [
            DisposalItem(
                disposal=made,
                case=case,
                classification=classification_of(case),
                rule=term.rule,
                ended_on=term.ended_on,
                expires_on=term.expires_on,
                files=count,
            )
            for case, term, count in found
        ]
    )
    facts = {
        "list": made.pk,
        "kind": made.kind,
        "note": made.note,
        "appraisal_number": made.appraisal_number,
        "items": len(found),
        "digest": digest_of(made),
    }
    write("disposal-proposed", facts, made, by=by, capacity=capacity, at=at, token=token)
    return made


def _fitting(kind: str, cases: Sequence[int], *, by: Standing, on: dt.date) -> list[tuple[Case, Term, int]]:
    rows = _rows(cases, by)
    schedule = Schedule(on)
    reasons, found = [], []
    if len(rows) < len(set(cases)):
        reasons.append("Sebagian berkas yang dipilih tidak ada atau tidak boleh Anda baca; muat ulang halamannya.")
    for case in rows:
        term = schedule.term_of(case)
        if reason := _why_not(case, term, kind, on):
            reasons.append(f"{case.number}: {reason}")
        elif term is not None:
            found.append((case, term, case.file_count))
    if reasons:
        rest = [f"Masih ada {len(reasons) - NAMED} berkas lain yang tidak dapat diusulkan."]
        raise Refused(reasons[:NAMED] + (rest if len(reasons) > NAMED else []))
    return found


def _rows(cases: Sequence[int], by: Standing) -> list[Any]:
    """The cases, locked, with what decides about them; those that this person may not read are left out."""
    list(Case.objects.select_for_update().filter(pk__in=cases).order_by("pk").values_list("pk"))
    visible = Case.objects.visible_to(by).filter(pk__in=cases).select_related("letter")
    count = Count("documents__versions__files", distinct=True)
    return list(visible.annotate(held=is_held(), listed=is_listed(), file_count=count).order_by("closed_at", "pk"))


def _why_not(case: Any, term: Term | None, kind: str, on: dt.date) -> str:
    if case.closed_at is None:
        return "permintaannya masih berjalan."
    if term is None:
        return f"belum ada jadwal untuk klasifikasi {classification_of(case)}."
    if term.phase(on) is not Phase.EXPIRED:
        return f"masa retensinya baru habis {long_date(term.expires_on)}."
    if term.rule.fate not in FATES[DisposalKind(kind)]:
        return f"nasib akhirnya {Fate(term.rule.fate).label.lower()}; pilih jenis daftar yang lain."
    if case.held:
        return "sedang ditahan oleh kepala biro."
    return "sudah ada pada daftar lain." if case.listed else ""
