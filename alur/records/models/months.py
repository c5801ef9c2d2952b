"""What the reports keep of a month that is over: made from the record, read instead of it, made anew by a command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef

from alur.records.models.people import Duty
from alur.records.models.procedures import Edition, Procedure, Role

if TYPE_CHECKING:
    from alur.records.standing import Standing


Row = TypeVar("Row", bound=models.Model)


class KeptQuerySet(models.QuerySet[Row]):
    def visible_to(self, viewer: Standing) -> Self:
        """Rows that count only cases which this person may read, by the same rule as `Case.objects.visible_to`.

        Letter desk and requesting units read some cases of a procedure and not others; no kept row is theirs.
        Of sangat rahasia cases a role holder knows some: a month with such cases is counted for each reader.
        """
        if viewer.has_duty(Duty.HEAD) or viewer.has_duty(Duty.AUDITOR):
            return self
        kept = KeptFigures.objects.filter(procedure=OuterRef("procedure"), month=OuterRef("month"), is_top_secret=True)
        return self.filter(~Exists(kept), procedure__in=viewer.procedure_ids)


class Kept(models.Model):
    """`month` is its first day; cases that are sangat rahasia are counted in rows of their own."""

    month = models.DateField("bulan")
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="+")
    is_top_secret = models.BooleanField("sangat rahasia", default=False)

    objects = KeptQuerySet.as_manager()

    class Meta:
        abstract = True


class KeptVisits(Kept):
    """The visits of one step, role and decision that were closed in a month.

    `used` has the used seconds of every visit and `waited` beside it how long it lay unopened (null where that was not
    kept then), so that median and p90 of any period are exact. `judged` had a standard time, `late` used more than it.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    step = models.CharField("langkah", max_length=60)
    role = models.ForeignKey(Role, models.PROTECT, null=True, blank=True, related_name="+")
    is_wall_clock = models.BooleanField(default=False)
    decision = models.CharField("keputusan", max_length=60)
    next_step = models.CharField("langkah sesudahnya", max_length=60, blank=True)
    round = models.PositiveIntegerField("putaran")
    judged = models.PositiveIntegerField("dinilai")
    late = models.PositiveIntegerField("lewat")
    used = models.JSONField("terpakai, detik")
    waited = models.JSONField("menunggu, detik")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["procedure", "month"], name="kept_visits_month")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.step} {self.decision}"


class KeptFigures(Kept):
    """What else a month's report says, as `records.measures.Figures` writes it. There for every month that is kept."""

    figures = models.JSONField("angka")
    kept_at = models.DateTimeField("disimpan")

    class Meta:
        ordering = ["month", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "month", "is_top_secret"], name="kept_figures_once"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.procedure_id}"
