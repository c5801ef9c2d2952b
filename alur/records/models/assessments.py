"""Penilaian SOP: the monitoring form (Tabel 7) and the yearly evaluation, a draft until it is issued under a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from alur.records.models.documents import StoredFile
from alur.records.models.people import Duty, User
from alur.records.models.procedures import Edition, Procedure

if TYPE_CHECKING:
    from alur.records.standing import Standing


class AssessmentKind(models.TextChoices):
    """Source: PermenPAN-RB 35/2012, chapter on monitoring and evaluation; Tabel 7 is its monitoring form."""

    MONITORING = "tabel-7", "Formulir monitoring pelaksanaan SOP (Tabel 7)"
    EVALUATION = "evaluasi", "Formulir evaluasi penerapan SOP"


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, viewer: Standing) -> AssessmentQuerySet:
        """Those of the procedures whose cases this person may all read: head, auditor, holders of its roles."""
        if viewer.has_duty(Duty.HEAD) or viewer.has_duty(Duty.AUDITOR):
            return self
        return self.filter(procedure__in=viewer.procedure_ids)

    def drafts(self) -> AssessmentQuerySet:
        return self.filter(issued_at__isnull=True)


class Assessment(models.Model):
    """One form over a period. `content` has the rows with figures as they were counted and what the assessor judged.

    Issued, it is a numbered paper like any other: number, public code, digest and the file that was printed.
    """

    kind = models.CharField("jenis", max_length=10, choices=AssessmentKind.choices)
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="assessments")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    starts_on = models.DateField("sejak")
    ends_on = models.DateField("sampai")
    content = models.JSONField("isi", default=dict)
    made_at = models.DateTimeField("dibuat")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField("disimpan")
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField("ditetapkan", null=True, blank=True)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    issued_as = models.CharField("selaku", max_length=300, blank=True)
    official_number = models.CharField("nomor naskah", max_length=120, blank=True)
    series = models.CharField("deret nomor", max_length=120, blank=True)
    running = models.PositiveIntegerField("urutan", null=True, blank=True)
    code = models.CharField("kode periksa", max_length=12, blank=True)
    digest = models.CharField("sidik isi", max_length=64, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="assessment_ends_after_start"),
            models.UniqueConstraint(
                fields=["kind", "procedure", "starts_on", "ends_on"],
                condition=Q(issued_at__isnull=True),
                name="assessment_one_draft",
            ),
            models.UniqueConstraint(
                fields=["official_number"], condition=~Q(official_number=""), name="assessment_number_once"
            ),
            models.UniqueConstraint(
                fields=["series", "running"], condition=~Q(series=""), name="assessment_running_once"
            ),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="assessment_code_once"),
        ]

    def __str__(self) -> str:
        return self.official_number or f"{self.kind} {self.starts_on}"

    @property
    def is_issued(self) -> bool:
        return self.issued_at is not None
