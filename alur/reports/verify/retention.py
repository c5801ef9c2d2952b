"""Examines lists of what goes: what was put on each, and that nothing was destroyed but by a list that was approved."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Q, QuerySet

from alur.records.lines import lines_of
from alur.records.models import Destruction, Disposal, DisposalKind, DisposalState, Entry, RetentionRule
from alur.records.retention import digest_of
from alur.reports.verify.numbers import Numbers

KINDS = ("disposal-proposed", "disposal-approved", "disposal-rejected", "disposal-begun", "disposal-numbered")
CARRIED = (DisposalState.RUNNING, DisposalState.DONE)


def retention_problems(chain: QuerySet[Entry], numbers: Numbers) -> Iterator[str]:
    """What the lists say otherwise than the office's lines. `chain` is the office's; its numbers are noted."""
    proposed: dict[int, str] = {}
    told: dict[int, set[str]] = {}
    for entry in lines_of(chain.filter(kind__in=(*KINDS, "disposal-done")), chunk=500):
        numbers.take([entry])
        told.setdefault(entry.data["list"], set()).add(entry.kind)
        if entry.kind == "disposal-proposed":
            proposed[entry.data["list"]] = entry.data["digest"]
    for disposal in Disposal.objects.order_by("pk").iterator(chunk_size=200):
        if disposal.pk not in proposed:
            yield f"Daftar usul {disposal.pk}: ada pada tabel, tetapi pengusulannya tidak tercatat."
        elif digest_of(disposal) != proposed[disposal.pk]:
            yield f"Daftar usul {disposal.pk}: isinya berbeda dari yang diusulkan."
        if disposal.state in CARRIED and not {"disposal-approved", "disposal-begun"} <= told.get(disposal.pk, set()):
            yield f"Daftar usul {disposal.pk}: dilaksanakan tanpa keputusan yang tercatat."
    lines = chain.filter(kind="retention-rule").values_list("data", flat=True)
    entered = {data["row"]["pk"] for data in lines.iterator(chunk_size=500)}
    for rule in RetentionRule.objects.exclude(pk__in=entered):
        yield f"Jadwal retensi {rule.code}: ada pada tabel, tetapi tidak tercatat."
    allowed = Q(item__disposal__kind=DisposalKind.DESTROY, item__disposal__state__in=CARRIED, item__case=F("case"))
    decided = ~Q(item__disposal__decided_by=F("item__disposal__proposed_by")) & Q(item__removed_at__isnull=True)
    for row in Destruction.objects.exclude(allowed & decided).select_related("case"):
        yield f"{row.case.number}: dimusnahkan tanpa daftar yang disetujui."
