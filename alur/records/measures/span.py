"""What is counted: the cases of one procedure between two instants, as far as a queryset of cases lets one see."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet

from alur.records.models import Case, Edition, Entry, Pause, SubjectKind, Visit, document_of
from alur.sop.document import Procedure


@dataclass
class Span:
    """From `start` until before `end`. What a procedure's editions say is read once."""

    procedure_id: int
    start: dt.datetime
    end: dt.datetime
    cases: QuerySet[Case]

    @cached_property
    def editions(self) -> dict[int, Procedure]:
        """The documents of all editions by key."""
        found = Edition.objects.filter(procedure=self.procedure_id).order_by("pk").values_list("pk", flat=True)
        return {pk: document_of(pk) for pk in found}

    @cached_property
    def steps(self) -> list[str]:
        """The keys of the steps of all editions."""
        return sorted({step.key for document in self.editions.values() for step in document.steps})

    @cached_property
    def returns(self) -> frozenset[tuple[int, str, str]]:
        """(edition, step, decision) of every exit that sends work back."""
        return frozenset(
            (pk, step.key, way.key)
            for pk, document in self.editions.items()
            for step in document.steps
            for way in step.exits
            if way.is_correction
        )

    @property
    def mine(self) -> QuerySet[Case]:
        """The cases of the procedure that may be seen."""
        return self.cases.filter(procedure=self.procedure_id).order_by()

    @property
    def closed(self) -> QuerySet[Visit]:
        """Visits that were closed in the span, found by the keys of the steps."""
        # Asked case by case: as a list, all cases of the office would be gathered first.
        seen = Exists(self.mine.filter(pk=OuterRef("case")))
        found = Visit.objects.filter(seen, step__in=self.steps, closed_at__gte=self.start, closed_at__lt=self.end)
        return found.order_by()

    @property
    def open_at_end(self) -> QuerySet[Visit]:
        """Visits that were open as the span ended."""
        found = Visit.objects.filter(Q(closed_at__isnull=True) | Q(closed_at__gte=self.end), opened_at__lt=self.end)
        return found.filter(Exists(self.mine.filter(pk=OuterRef("case"))), step__in=self.steps).order_by()

    @property
    def pauses(self) -> QuerySet[Pause]:
        """Pauses that began in the span."""
        began = Pause.objects.filter(starts_at__gte=self.start, starts_at__lt=self.end).order_by()
        # From the few pauses to their cases; joined, SQLite would begin with all visits.
        return began.filter(Exists(self.mine.filter(visits=OuterRef("visit"))))

    @property
    def lines(self) -> QuerySet[Entry]:
        """Lines of the span about cases that ran in it, found by the chains of those cases."""
        ran = self.mine.filter(opened_at__lt=self.end).filter(Q(closed_at=None) | Q(closed_at__gte=self.start))
        lines = Entry.objects.filter(subject_kind=SubjectKind.CASE, subject_id__in=ran.values("pk"))
        return lines.filter(at__gte=self.start, at__lt=self.end).order_by()
