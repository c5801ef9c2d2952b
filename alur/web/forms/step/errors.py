"""Refusals beside their fields: each sentence of an action with the place in the form that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alur.papers.signing import NAME as SIGNATURE
from alur.sop.document import Form, Paper, Procedure, Step

POINT = re.compile(r"^(?:Butir|Tulis mengapa jawaban butir) (\d+)\b")
ADDRESS = "alamat"


@dataclass(frozen=True, slots=True)
class FormError:
    """A sentence, and the id of the part of the page that mends it."""

    sentence: str
    anchor: str


def errors_of(reasons: Iterable[str], step: Step, procedure: Procedure) -> list[FormError]:
    """The sentences in their order, each with its place; those about the whole step lead to the decision."""
    papers = [procedure.paper(output.paper) for output in step.outputs]
    return [FormError(reason, _anchor(reason, papers)) for reason in reasons]


def _anchor(reason: str, papers: Sequence[Paper]) -> str:
    if reason.startswith(SIGNATURE):
        return "tanda-tangan"
    if found := POINT.match(reason):
        return f"butir-{found[1]}"
    for paper in papers:
        is_about_address = paper.form is Form.RELEASE and ADDRESS in reason.lower()
        if reason.startswith(f"{paper.name}: ") or is_about_address:
            return f"kertas-{paper.key}"
    if reason.startswith(("Ada butir", "Dikoreksi memerlukan")) or "satu butir koreksi" in reason:
        return "butir-baru"
    if "yang ditugaskan" in reason or "Orang yang dipilih" in reason:
        return "petugas"
    return "catatan" if reason.startswith("Catatan") else "keputusan"
