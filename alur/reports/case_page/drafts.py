"""What the viewer has typed and not handed in, also where somebody else closed the step first."""

from __future__ import annotations

from collections.abc import Sequence

from alur.records.models import Case, Draft, Visit
from alur.records.standing import Standing
from alur.reports.case_page.page import Drafts, Fact, LeftOver
from alur.sop.document import Procedure


def drafts_of(
    case: Case, viewer: Standing, visits: Sequence[Visit], visit: Visit | None, procedure: Procedure
) -> Drafts:
    """The viewer's drafts on this case. One statement, two when there is a draft."""
    rows = Draft.objects.filter(user=viewer.user_id, visit__case=case).prefetch_related("files__file")
    drafts = sorted(rows, key=lambda draft: draft.saved_at, reverse=True)
    current = next((draft for draft in drafts if visit and draft.visit_id == visit.pk), None)
    by_pk = {item.pk: item for item in visits}
    left_over = [
        _left_over(draft, by_pk[draft.visit_id], procedure)
        for draft in drafts
        if draft is not current and by_pk[draft.visit_id].closed_by_id != viewer.user_id
    ]
    return Drafts(
        current=current,
        files=tuple(current.files.all()) if current else (),
        left_over=tuple(item for item in left_over if item.texts or item.files),
    )


def _left_over(draft: Draft, visit: Visit, procedure: Procedure) -> LeftOver:
    texts = [
        Fact(label_of(name), str(value), is_long=True) for name, value in draft.fields.items() if _is_text(name, value)
    ]
    return LeftOver(draft, visit, procedure.step(visit.step), tuple(texts), tuple(draft.files.all()))


def _is_text(name: str, value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and not name.endswith("jumlah")


def label_of(name: str) -> str:
    """A field's name as words: "jawab-3" is "Jawab 3"."""
    return name.replace("kertas-", "").replace("-", " ").strip().capitalize()
