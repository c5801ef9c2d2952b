"""What the viewer has typed and not handed in, also where somebody else closed the step first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from alur.records.models import Case, Draft, Visit
from alur.records.standing import Standing
from alur.reports.case_page.page import Drafts, Fact, LeftOver
from alur.reports.case_page.papers import LABELS
from alur.sop.document import Procedure, Step

TRIAL = re.compile(r"uji-(\d{1,4})-\w+")
NEW_POINT = re.compile(r"butir-baru-(\d{1,4})-\w+")
POINT = re.compile(r"(jawab|nilai|alasan)-(\d{1,9})")
POINT_WORDS = {"jawab": "Jawaban", "nilai": "Penilaian", "alasan": "Mengapa belum tepat,"}


def drafts_of(
    case: Case, viewer: Standing, visits: Sequence[Visit], visit: Visit | None, procedure: Procedure
) -> Drafts:
    """The viewer's drafts on this case. One statement, two when there is a draft."""
    rows = Draft.objects.filter(user=viewer.user_id, visit__case=case).prefetch_related("files__file")
    drafts = sorted(rows, key=lambda draft: draft.saved_at, reverse=True)
    current = next((draft for draft in drafts if visit and draft.visit_id == visit.pk), None)
    by_pk = {item.pk: item for item in visits}
    left_over = [
        left_over_of(draft, by_pk[draft.visit_id], procedure)
        for draft in drafts
        if draft is not current and by_pk[draft.visit_id].closed_by_id != viewer.user_id
    ]
    return Drafts(
        current=current,
        files=tuple(current.files.all()) if current else (),
        left_over=tuple(item for item in left_over if item.texts or item.files),
    )


def left_over_of(draft: Draft, visit: Visit, procedure: Procedure) -> LeftOver:
    """What the person has written in this visit, in the words of its form, with the files. Nothing of anybody else."""
    step = procedure.step(visit.step)
    texts = [
        Fact(label, words, is_long=True)
        for name, value in draft.fields.items()
        if isinstance(value, str) and value.strip() and (label := label_of(name, step, procedure))
        for words in [_words_of(name, value, step)]
    ]
    return LeftOver(draft, visit, step, tuple(texts), tuple(draft.files.all()))


def label_of(name: str, step: Step, procedure: Procedure) -> str:
    """What a field of the step's form is called on the page, "" for one that carries no words of the person."""
    for output in step.outputs:
        paper = procedure.paper(output.paper)
        field = name.removeprefix(f"kertas-{paper.key}-")
        if field != name:
            known = dict(LABELS.get(paper.form, ()))
            trial = TRIAL.fullmatch(field)
            return f"{paper.name}: {known[field]}" if field in known else f"Uji {int(trial[1]) + 1}" if trial else ""
    if name.endswith("-bobot"):
        return ""
    if found := NEW_POINT.fullmatch(name):
        return f"Butir koreksi baru {int(found[1]) + 1}"
    if found := POINT.fullmatch(name):
        return f"{POINT_WORDS[found[1]]} butir {found[2]}"
    return {"catatan": "Catatan", "keputusan": "Keputusan"}.get(name, "")


def _words_of(name: str, value: str, step: Step) -> str:
    if name == "keputusan":
        return next((way.label for way in step.exits if way.key == value), value)
    return value
