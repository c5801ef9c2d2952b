"""What the watch over Alur itself keeps: signs of life that are not a worker's, and incidents told to the operator."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Sign(models.TextChoices):
    """Whose sign of life: the last worker that left, the clock's job that ran to its end, and the watch itself."""

    WORKER = "pekerja", "Pekerja latar"
    CLOCK = "jam", "Jam"
    WATCH = "penjaga", "Penjaga"


class SignOfLife(models.Model):
    """When this part was last seen to do its work, whatever process did it."""

    part = models.CharField(max_length=20, choices=Sign.choices, primary_key=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.part


class IncidentKind(models.TextChoices):
    DATABASE = "basis-data", "Basis data tidak menjawab"
    WEB = "web", "Peladen web tidak menjawab"
    WORKER = "pekerja", "Pekerja latar diam"
    CLOCK = "jam", "Jam Alur diam"
    STORAGE = "penyimpanan", "Penyimpanan berkas tidak menjawab"
    DISK = "cakram", "Ruang cakram hampir habis"
    DEAD_JOBS = "tugas-gagal", "Tugas latar gagal"
    SEAL = "segel", "Hari belum disegel"
    BACKUP = "cadangan", "Cadangan tidak terjaga"
    POSTINGS = "kiriman", "Kiriman surel atau pesan gagal"


class Incident(models.Model):
    """Something wrong with Alur itself, from when it was found until it was found to be right again.

    One is open a kind. The two mails about it are sent by whoever takes them first: `trying_until` is that hold.
    """

    kind = models.CharField("jenis", max_length=20, choices=IncidentKind.choices)
    text = models.CharField("keterangan", max_length=500)
    opened_at = models.DateTimeField("mulai")
    closed_at = models.DateTimeField("selesai", null=True, blank=True)
    alarm_sent_at = models.DateTimeField(null=True, blank=True)
    clear_sent_at = models.DateTimeField(null=True, blank=True)
    trying_until = models.DateTimeField(null=True, blank=True)
    mail_fault = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind"], condition=Q(closed_at__isnull=True), name="incident_one_open")
        ]
        indexes = [
            models.Index(
                fields=["opened_at"],
                condition=Q(alarm_sent_at__isnull=True) | Q(clear_sent_at__isnull=True),
                name="incident_to_tell",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.opened_at:%Y-%m-%d %H:%M}"
