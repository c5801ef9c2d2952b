"""Correction points sorted by what the open step asks for them."""

from __future__ import annotations

from collections.abc import Sequence

from alur.records.models import CorrectionPoint, PointState, Visit
from alur.reports.case_page.page import Points
from alur.sop.document import Procedure


def points_of(
    every: Sequence[CorrectionPoint], visits: Sequence[Visit], visit: Visit | None, procedure: Procedure
) -> Points:
    """Open points wait for an answer; answered ones are judged at the step that raised them (design §3)."""
    by_pk = {item.pk: item for item in visits}
    rounds = {point.number: by_pk[point.raised_in_id].round for point in every}
    names = {step.key: step.number or step.short or step.key for step in procedure.steps}
    if visit is None:
        return Points(tuple(every), (), (), rounds, names)
    return Points(
        every=tuple(every),
        to_answer=tuple(point for point in every if point.state == PointState.OPEN),
        to_judge=tuple(point for point in every if point.state == PointState.ANSWERED and point.step == visit.step),
        rounds=rounds,
        judged_steps=names,
    )
