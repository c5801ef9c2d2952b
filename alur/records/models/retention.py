"""Retensi arsip: the schedule (JRA), holds, lists of what goes and where to, and the proof that a case was destroyed.

Whether a case is aktif, inaktif or past its term stands in no table: `alur.records.retention` reckons it for a day.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from alur.records.models.cases import Case
from alur.records.models.documents import StoredFile
from alur.records.models.letters import Letter
from alur.records.models.people import Duty, User

if TYPE_CHECKING:
    from alur.records.standing import Standing

KEEPERS = (Duty.LETTER_DESK, Duty.HEAD, Duty.AUDITOR)


class Fate(models.TextChoices):
    """Nasib akhir: what becomes of a case once its term is over."""

    DESTROY = "musnah", "Musnah"
    PERMANENT = "permanen", "Permanen"
    REVIEW = "dinilai_kembali", "Dinilai kembali"


class RetentionRuleQuerySet(models.QuerySet["RetentionRule"]):
    def current(self, on: dt.date) -> RetentionRuleQuerySet:
        """Rules in force on this day; both ends count."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)


class RetentionRule(models.Model):
    """A line of the schedule: how long cases of this klasifikasi and those below it are kept, by whose decision.

    A change is a new row from its day on; the one before ends the day before. No row is deleted.
    """

    code = models.CharField("klasifikasi", max_length=40)
    name = models.CharField("jenis arsip", max_length=200)
    active_years = models.PositiveSmallIntegerField("aktif, tahun")
    inactive_years = models.PositiveSmallIntegerField("inaktif, tahun")
    fate = models.CharField("nasib akhir", max_length=20, choices=Fate.choices)
    basis = models.CharField("nomor keputusan", max_length=200)
    reason = models.CharField("alasan", max_length=500)
    starts_on = models.DateField("berlaku sejak")
    ends_on = models.DateField("berlaku sampai", null=True, blank=True)

    objects = RetentionRuleQuerySet.as_manager()

    class Meta:
        ordering = ["code", "-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["code", "starts_on"], name="retention_day_once"),
            models.UniqueConstraint(fields=["code"], condition=Q(ends_on__isnull=True), name="retention_open_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="retention_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.starts_on}"

    @property
    def years(self) -> int:
        """The whole term, active and inactive."""
        return self.active_years + self.inactive_years


class Hold(models.Model):
    """Penahanan: while it stands the case goes on no list, whatever its term. Set and lifted by letter."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="holds")
    reason = models.CharField("alasan", max_length=500)
    letter_number = models.CharField("nomor surat", max_length=120)
    set_at = models.DateTimeField("ditahan")
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    lift_reason = models.CharField("alasan pencabutan", max_length=500, blank=True)
    lift_letter_number = models.CharField("nomor surat pencabutan", max_length=120, blank=True)
    lifted_at = models.DateTimeField("dicabut", null=True, blank=True)
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(lifted_at__isnull=True), name="hold_one_a_case")
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.letter_number}"


class DisposalKind(models.TextChoices):
    DESTROY = "musnah", "Usul musnah"
    TRANSFER = "serah", "Usul serah ke ANRI"


class DisposalState(models.TextChoices):
    PROPOSED = "diusulkan", "Menunggu keputusan"
    REJECTED = "ditolak", "Ditolak"
    APPROVED = "disetujui", "Disetujui"
    RUNNING = "berjalan", "Sedang dimusnahkan"
    DONE = "selesai", "Selesai"


PENDING = (DisposalState.PROPOSED, DisposalState.APPROVED, DisposalState.RUNNING)


class DisposalQuerySet(models.QuerySet["Disposal"]):
    def visible_to(self, viewer: Standing) -> DisposalQuerySet:
        """Lists are read by those who keep, decide and audit."""
        return self if any(viewer.has_duty(duty) for duty in KEEPERS) else self.none()


class Disposal(models.Model):
    """Daftar arsip usul musnah or usul serah: proposed by one person, decided by another, carried out afterwards."""

    kind = models.CharField("jenis", max_length=10, choices=DisposalKind.choices)
    state = models.CharField("keadaan", max_length=12, choices=DisposalState.choices, default=DisposalState.PROPOSED)
    note = models.CharField("pertimbangan", max_length=500)
    appraisal_number = models.CharField("nomor pertimbangan panitia penilai", max_length=120)
    proposed_at = models.DateTimeField("diusulkan")
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_as = models.CharField("selaku", max_length=300)
    decision_number = models.CharField("nomor keputusan", max_length=120, blank=True)
    anri_number = models.CharField("nomor persetujuan ANRI", max_length=120, blank=True)
    decision_note = models.CharField("catatan keputusan", max_length=500, blank=True)
    decided_at = models.DateTimeField("diputuskan", null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_as = models.CharField("selaku", max_length=300, blank=True)
    begun_at = models.DateTimeField("dilaksanakan", null=True, blank=True)
    begun_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    begun_as = models.CharField("selaku", max_length=300, blank=True)
    witnesses = models.CharField("saksi", max_length=500, blank=True)
    done_at = models.DateTimeField("selesai", null=True, blank=True)
    official_number = models.CharField("nomor berita acara", max_length=120, blank=True)
    series = models.CharField("deret nomor", max_length=120, blank=True)
    running = models.PositiveIntegerField("urutan", null=True, blank=True)
    report = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DisposalQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="disposal_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"Daftar {self.pk}"

    @property
    def is_destruction(self) -> bool:
        return self.kind == DisposalKind.DESTROY


class DisposalItem(models.Model):
    """A case on a list, with what the schedule said of it then. One that is held is taken out, not deleted."""

    disposal = models.ForeignKey(Disposal, models.PROTECT, related_name="items")
    case = models.ForeignKey(Case, models.PROTECT, related_name="disposal_items")
    classification = models.CharField("klasifikasi", max_length=40)
    rule = models.ForeignKey(RetentionRule, models.PROTECT, related_name="+")
    ended_on = models.DateField("berakhir")
    expires_on = models.DateField("habis retensi")
    files = models.PositiveIntegerField("jumlah berkas", default=0)
    removed_at = models.DateTimeField("dikeluarkan", null=True, blank=True)
    done_at = models.DateTimeField("dilaksanakan", null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["disposal", "case"], name="disposal_item_once"),
            models.UniqueConstraint(fields=["case"], condition=Q(done_at__isnull=False), name="disposal_done_once"),
        ]

    def __str__(self) -> str:
        return f"{self.disposal_id}: {self.case_id}"


class Destruction(models.Model):
    """What opens a case's lines to be emptied: the database takes it only for a case on a list that was approved by
    another person than its proposer, and never for one under a hold. Rows are only added.
    """

    item = models.OneToOneField(DisposalItem, models.PROTECT, related_name="destruction")
    case = models.OneToOneField(Case, models.PROTECT, related_name="destruction")
    letter = models.OneToOneField(Letter, models.PROTECT, related_name="destruction")
    at = models.DateTimeField("dimusnahkan")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.at}"
