"""The facts that judging and closing a step need, read once under the lock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from alur.actions.pause_reasons import PauseTerms, terms_for
from alur.records.models import Case, CorrectionPoint, Document, PointState, Visit, document_of
from alur.sop.document import Procedure, Step


@dataclass(frozen=True)
class Situation:
    """One visit with its case, its procedure, the papers there are and the correction points."""

    visit: Visit
    case: Case
    known_documents: Mapping[str, Document] | None = None

    @cached_property
    def procedure(self) -> Procedure:
        return document_of(self.case.edition_id)

    @cached_property
    def step(self) -> Step:
        return self.procedure.step(self.visit.step)

    @cached_property
    def documents(self) -> dict[str, Document]:
        """The case's papers by key, each with its current version and that version's maker. One query if not known."""
        if self.known_documents is not None:
            return dict(self.known_documents)
        rows = self.case.documents.select_related("current__made_by")
        return {row.paper: row for row in rows}

    @cached_property
    def points(self) -> list[CorrectionPoint]:
        """All correction points of the case, by number. One query."""
        return list(self.case.points.all())

    @cached_property
    def pause_terms(self) -> dict[str, PauseTerms]:
        """The reasons that may pause this step, by name. One query."""
        return terms_for(self.step)

    @property
    def points_to_answer(self) -> list[CorrectionPoint]:
        """Points that are open: whoever goes forward must answer them, whoever sends back passes them on."""
        return [point for point in self.points if point.state == PointState.OPEN]

    @property
    def points_to_judge(self) -> list[CorrectionPoint]:
        """Answered points that were raised at this very step."""
        return [point for point in self.points if point.state == PointState.ANSWERED and point.step == self.step.key]


def situation_of(visit: Visit, documents: Mapping[str, Document] | None = None) -> Situation:
    """The situation of a visit as it is, without a lock: for pages and for `why_not`.

    `documents` are the case's papers by key, where the page has read them already.
    """
    return Situation(visit, visit.case, documents)


def locked(visit: Visit) -> Situation:
    """The situation of a visit with case and visit locked until the transaction ends.

    The case first, as everywhere, or two acts could wait for each other. Who closed it and whom it is assigned to are
    not joined: after a wait PostgreSQL reads only the locked rows again, the joined ones stay as they were before it.
    """
    row = Visit.objects.select_for_update(of=("case", "self")).select_related("case__letter", "role").get(pk=visit.pk)
    return Situation(row, row.case)


def lock_case(case: Case) -> Case:
    """The case's row, fresh and locked until the transaction ends."""
    return Case.objects.select_for_update(of=("self",)).select_related("letter").get(pk=case.pk)
