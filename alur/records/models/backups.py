"""What was done to keep the records: backups, checks, drills, restores and moves, each with its outcome."""

from __future__ import annotations

from django.db import models


class BackupKind(models.TextChoices):
    BACKUP = "cadangan", "Cadangan"
    CHECK = "periksa", "Pemeriksaan cadangan"
    DRILL = "uji", "Uji pulih"
    RESTORE = "pulih", "Pemulihan"
    MOVE = "pindah", "Pemindahan basis data"


class BackupOutcome(models.TextChoices):
    GOOD = "baik", "Baik"
    FLAWED = "kurang", "Ada yang kurang"
    FAILED = "gagal", "Gagal"


class Backup(models.Model):
    """One such act, written once it has ended. `digest` is that of the manifest, `place` where the copy lies.

    Only lines are added; triggers refuse to change one, so that a failed night cannot be made a good one.
    """

    kind = models.CharField("jenis", max_length=10, choices=BackupKind.choices)
    at = models.DateTimeField("mulai")
    seconds = models.FloatField("lamanya, detik")
    place = models.CharField("tempat", max_length=500)
    outcome = models.CharField("hasil", max_length=8, choices=BackupOutcome.choices)
    database_bytes = models.PositiveBigIntegerField("basis data, bita", default=0)
    files = models.PositiveBigIntegerField("berkas", default=0)
    file_bytes = models.PositiveBigIntegerField("berkas, bita", default=0)
    copied_bytes = models.PositiveBigIntegerField("berkas yang baru disalin, bita", default=0)
    digest = models.CharField("sidik manifest", max_length=64, blank=True)
    detail = models.TextField("keterangan", blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["kind", "-at"], name="backup_kind_at")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M} {self.outcome}"
