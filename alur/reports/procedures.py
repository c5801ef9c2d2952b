"""SOP: the procedures in force, their editions, and how many requests stand at each step now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Max, Q

from alur.records.models import Case, Edition, Visit
from alur.records.standing import Standing
from alur.reports.timing import CalendarsByUnit, late_visits
from alur.worktime import Calendar


def editions_in_force(on: dt.date) -> list[Edition]:
    """Of each procedure the latest edition effective on this day, by the procedure's name. Texts are not fetched."""
    effective = Edition.objects.filter(Q(effective_on__isnull=True) | Q(effective_on__lte=on))
    newest = effective.order_by().values("procedure").annotate(newest=Max("number")).values("procedure", "newest")
    numbers = {(row["procedure"], row["newest"]) for row in newest}
    if not numbers:
        return []
    wanted = Q()
    for procedure, number in numbers:
        wanted |= Q(procedure=procedure, number=number)
    return list(Edition.objects.filter(wanted).select_related("procedure").defer("text").order_by("procedure__name"))


def editions_of(procedure_id: int) -> list[Edition]:
    """All editions of a procedure, the newest first, without their texts."""
    found = Edition.objects.filter(procedure=procedure_id).select_related("procedure", "published_by")
    return list(found.defer("text").order_by("-number"))


@dataclass(frozen=True, slots=True)
class StepCounts:
    """Open requests of one edition by step: how many, and how many of them late."""

    by_step: dict[str, tuple[int, int]]

    @property
    def total(self) -> int:
        return sum(count for count, _ in self.by_step.values())

    @property
    def late(self) -> int:
        return sum(late for _, late in self.by_step.values())


def step_counts(
    edition_id: int, viewer: Standing, calendar: Calendar, at: dt.datetime, *, by_unit: CalendarsByUnit | None = None
) -> StepCounts:
    """How many requests that this person may read stand at each step of the edition now. One query.

    Late is judged on the calendars of `by_unit`, on the whole office's without them.
    """
    cases = Case.objects.visible_to(viewer).filter(edition=edition_id)
    rows = (
        Visit.objects.open()
        .filter(case__in=cases.order_by().values("pk"))
        .order_by()
        .values_list("step")
        .annotate(open=Count("pk"), late=Count("pk", filter=late_visits(calendar, at, by_unit)))
    )
    return StepCounts({step: (count, late) for step, count, late in rows})
