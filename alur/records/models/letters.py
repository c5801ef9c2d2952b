"""Incoming letters and the applications they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

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


def in_hands_of(viewer: Standing, visits: str = "") -> Q:
    """Condition for visits (or what leads to them by `visits`) that this person has, has had, or may take up today."""
    free = {"closed_at__isnull": True, "assignee__isnull": True, "role__in": viewer.role_ids}
    return (
        Q(**{f"{visits}assignee": viewer.user_id})
        | Q(**{f"{visits}closed_by": viewer.user_id})
        | Q(**{f"{visits}{name}": value for name, value in free.items()})
    )


class LetterQuerySet(models.QuerySet["Letter"]):
    def visible_to(self, viewer: Standing) -> LetterQuerySet:
        """Letters this person may read: desk, head and auditor all, a unit its own, role holders those of their cases.

        Secret letters show only to those who act on them: who registered them, role holders of the case, the head.
        Of role holders a letter that is sangat rahasia shows only to those who have, have had or may take up a step,
        and to whomever the head has named.
        """
        if viewer.has_duty(Duty.HEAD) or viewer.has_duty(Duty.AUDITOR):
            return self
        rights = Q(registered_by=viewer.user_id)
        if viewer.has_duty(Duty.LETTER_DESK):
            rights |= ~Q(security__in=SECRET_CLASSES)
        if viewer.has_duty(Duty.REQUESTER):
            rights |= Q(unit__in=viewer.unit_ids, security__in=(Security.OPEN, Security.LIMITED))
        if viewer.procedure_ids:
            hands = self.model._default_manager.filter(in_hands_of(viewer, "case__visits__"), pk=OuterRef("pk"))
            is_in_circle = ~Q(security=Security.TOP_SECRET) | Q(Exists(hands))
            rights |= Q(case__procedure__in=viewer.procedure_ids) & is_in_circle
        if viewer.is_named:
            rights |= Q(pk__in=CircleMember.objects.naming(viewer).values("letter"))
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


class CircleMemberQuerySet(models.QuerySet["CircleMember"]):
    def current(self) -> CircleMemberQuerySet:
        return self.filter(ended_at__isnull=True)

    def naming(self, viewer: Standing) -> CircleMemberQuerySet:
        """Where the head has named this person."""
        return self.current().filter(user=viewer.user_id)


class CircleMember(models.Model):
    """A person whom the head has named to the circle of a letter that is sangat rahasia, until the naming ends.

    Each naming and each end is a line of the letter's chain; who acts on the case belongs to the circle without a row.
    """

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="circle")
    user = models.ForeignKey("records.User", models.PROTECT, related_name="circles")
    reason = models.CharField("alasan", max_length=500)
    named_at = models.DateTimeField("disebut")
    named_by = models.ForeignKey("records.User", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField("berakhir", null=True, blank=True)
    ended_by = models.ForeignKey("records.User", models.PROTECT, null=True, blank=True, related_name="+")
    end_reason = models.CharField("alasan berakhir", max_length=500, blank=True)

    objects = CircleMemberQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "user"], condition=Q(ended_at__isnull=True), name="circle_once"),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id}: {self.user_id}"
