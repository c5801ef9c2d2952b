"""Incoming letters and the applications they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from alur.records.models.people import Duty, Unit

if TYPE_CHECKING:
    from alur.records.standing import Standing


class Application(models.Model):
    """A personnel application in the catalogue (SIMKA, SILK, …)."""

    code = models.CharField("kode", max_length=40, unique=True)
    name = models.CharField("nama", max_length=200)
    url = models.URLField("alamat", max_length=500, blank=True)
    description = models.TextField("uraian", blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class LetterKind(models.TextChoices):
    DEVELOPMENT = "pengembangan", "Pengembangan"
    REPAIR = "perbaikan", "Perbaikan"
    OTHER = "lain", "Lainnya"


class Urgency(models.TextChoices):
    NORMAL = "biasa", "Biasa"
    URGENT = "segera", "Segera"
    VERY_URGENT = "sangat_segera", "Sangat segera"


class Security(models.TextChoices):
    OPEN = "B", "Biasa/Terbuka"
    LIMITED = "T", "Terbatas"
    SECRET = "R", "Rahasia"
    TOP_SECRET = "SR", "Sangat rahasia"


SECRET_CLASSES = (Security.SECRET, Security.TOP_SECRET)


class LetterQuerySet(models.QuerySet["Letter"]):
    def visible_to(self, viewer: Standing) -> LetterQuerySet:
        """Letters this person may read: desk, head and auditor all, a unit its own, role holders those of their cases.

        Secret letters show only to those who act on them: who registered them, role holders of the case, the head.
        """
        if viewer.has_duty(Duty.HEAD) or viewer.has_duty(Duty.AUDITOR):
            return self
        rights = Q(registered_by=viewer.user_id)
        if viewer.has_duty(Duty.LETTER_DESK):
            rights |= ~Q(security__in=SECRET_CLASSES)
        if viewer.has_duty(Duty.REQUESTER):
            rights |= Q(unit__in=viewer.unit_ids, security__in=(Security.OPEN, Security.LIMITED))
        if viewer.procedure_ids:
            rights |= Q(case__procedure__in=viewer.procedure_ids)
        return self.filter(rights)

    def citable_by(self, viewer: Standing) -> LetterQuerySet:
        """Letters that this person may name as evidence: those the person may read, and whatever is not classified."""
        return self.filter(Q(pk__in=self.visible_to(viewer).values("pk")) | Q(security=Security.OPEN))

    def waiting(self) -> LetterQuerySet:
        """Letters that no case has been opened for."""
        return self.filter(case__isnull=True)


class Letter(models.Model):
    """Surat masuk: the registered letter that asks. Dates as written on it; agenda number as given here."""

    agenda_year = models.PositiveIntegerField()
    agenda_number = models.PositiveIntegerField("nomor agenda")
    number = models.CharField("nomor surat", max_length=120)
    dated_on = models.DateField("tanggal surat")
    received_on = models.DateField("diterima")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="letters", verbose_name="asal")
    sender = models.CharField("penanda tangan", max_length=200, blank=True)
    subject = models.CharField("hal", max_length=300)
    summary = models.TextField("ringkasan", blank=True)
    classification = models.CharField("klasifikasi", max_length=40, blank=True)
    urgency = models.CharField("sifat", max_length=20, choices=Urgency.choices, default=Urgency.NORMAL)
    security = models.CharField("keamanan", max_length=2, choices=Security.choices, default=Security.OPEN)
    attachments = models.PositiveIntegerField("lampiran", default=0)
    kind = models.CharField("jenis permintaan", max_length=20, choices=LetterKind.choices, default=LetterKind.REPAIR)
    application = models.ForeignKey(Application, models.PROTECT, null=True, blank=True, related_name="letters")
    origin_reference = models.CharField("rujukan sistem asal", max_length=200, blank=True)
    scan = models.ForeignKey("records.StoredFile", models.PROTECT, null=True, blank=True)
    scan_name = models.CharField("nama berkas", max_length=255, blank=True)
    registered_at = models.DateTimeField("dicatat")
    registered_by = models.ForeignKey("records.User", models.PROTECT)
    token = models.CharField(max_length=40, unique=True, null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["agenda_year", "agenda_number"], name="letter_agenda_once"),
            models.CheckConstraint(condition=Q(received_on__gte=F("dated_on")), name="letter_received_after_dated"),
        ]

    def __str__(self) -> str:
        return self.number
