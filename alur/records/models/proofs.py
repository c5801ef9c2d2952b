"""What the public page about a paper rests on beside the paper: that it was voided, and how often an address asked."""

from __future__ import annotations

import datetime as dt

from django.db import models, transaction

from alur.records.durability import without_waiting
from alur.records.models.documents import DocumentVersion
from alur.records.models.people import User


class VoidReason(models.TextChoices):
    """The class of a reason; it is public, the note beside it is not."""

    CONTENT = "isi", "Isi keliru"
    ADDRESSEE = "tujuan", "Salah alamat atau penerima"
    DOUBLE = "ganda", "Terbit ganda"
    UNUSED = "tidak_dipakai", "Tidak jadi dipakai"
    OTHER = "lain", "Alasan lain"


class Voiding(models.Model):
    """Pembatalan: a numbered paper that no longer holds. It keeps its number."""

    version = models.OneToOneField(DocumentVersion, models.PROTECT, related_name="voiding")
    reason = models.CharField("alasan", max_length=20, choices=VoidReason.choices)
    note = models.TextField("keterangan")
    voided_at = models.DateTimeField("dibatalkan")
    voided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    voided_as = models.CharField("selaku", max_length=300)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.version_id} batal"


class AllowanceManager(models.Manager["Allowance"]):
    def spend(self, key: str, *, at: dt.datetime, window: dt.timedelta) -> tuple[int, dt.datetime]:
        """Use one of the key's turns: how many are used now, and when counting begins anew."""
        with without_waiting(), transaction.atomic():
            row, is_new = self.select_for_update().get_or_create(key=key, defaults={"resets_at": at + window})
            if is_new:
                self.filter(resets_at__lt=at - window).delete()
            elif row.resets_at <= at:
                row.used, row.resets_at = 0, at + window
            row.used += 1
            row.save(update_fields=["used", "resets_at"])
        return row.used, row.resets_at

    def spent(self, key: str, *, at: dt.datetime, limit: int) -> dt.datetime | None:
        """When the key may go on, None when it may now. One query."""
        exhausted = self.filter(key=key, used__gte=limit, resets_at__gt=at)
        return exhausted.values_list("resets_at", flat=True).order_by().first()


class Allowance(models.Model):
    """How often somebody did something within a window. The key is a keyed digest: no address is kept."""

    key = models.CharField(max_length=64, primary_key=True)
    used = models.PositiveIntegerField(default=0)
    resets_at = models.DateTimeField(db_index=True)

    objects = AllowanceManager()

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.used}"
