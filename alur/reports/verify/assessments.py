"""Compares issued assessments of SOPs with the office's lines that issued them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from alur.records.lines import lines_of
from alur.records.models import Assessment, Entry
from alur.reports.verify.numbers import Numbers


def assessment_problems(chain: QuerySet[Entry], numbers: Numbers) -> Iterator[str]:
    """Issued forms that differ from their line, or of which one of both is missing."""
    lines = list(lines_of(chain.filter(kind="assessment")))
    numbers.take(lines)
    told = {line.data["papers"][0]["official_number"]: line for line in lines}
    for form in Assessment.objects.filter(issued_at__isnull=False).iterator(chunk_size=100):
        line = told.pop(form.official_number, None)
        name = f"Penilaian SOP {form.official_number}"
        if line is None:
            yield f"{name}: ada pada tabel, tetapi penetapannya tidak tercatat."
            continue
        kept = (form.kind, form.content, form.digest, form.file_id, form.code, form.issued_at, form.issued_by_id)
        data = line.data
        wanted = (data["kind"], data["content"], data["digest"], data["sha256"], data["papers"][0]["code"])
        if kept != (*wanted, line.at, line.by_id):
            yield f"{name}: tabel berbeda dari catatan kantor."
    for number in told:
        yield f"Penilaian SOP {number}: tercatat pernah ditetapkan, tetapi tidak ada pada tabel."
