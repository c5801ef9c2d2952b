"""Prints that a person asked for and the worker makes, and what is wrong with an office's own templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from alur.records.models.cases import Case
from alur.records.models.people import Duty, User

if TYPE_CHECKING:
    from alur.records.standing import Standing


class PrintKind(models.TextChoices):
    HISTORY = "riwayat", "Riwayat permintaan"
    AGENDA = "agenda", "Buku agenda surat masuk"
    PACKAGE = "paket", "Paket bukti"


class PrintState(models.TextChoices):
    WAITING = "menunggu", "Menunggu giliran"
    RUNNING = "berjalan", "Sedang disusun"
    READY = "siap", "Siap diunduh"
    FAILED = "gagal", "Gagal"
    EXPIRED = "kedaluwarsa", "Sudah dihapus"


class PrintJobQuerySet(models.QuerySet["PrintJob"]):
    def visible_to(self, viewer: Standing) -> PrintJobQuerySet:
        """Own prints only, of what this person may still read today."""
        of_cases = [PrintKind.HISTORY]
        if viewer.has_duty(Duty.HEAD) or viewer.has_duty(Duty.AUDITOR):
            of_cases.append(PrintKind.PACKAGE)
        rights = Q(kind__in=of_cases, case__in=Case.objects.visible_to(viewer).order_by().values("pk"))
        if any(viewer.has_duty(duty) for duty in AGENDA_READERS):
            rights |= Q(kind=PrintKind.AGENDA)
        return self.filter(rights, requested_by=viewer.user_id)

    def usable(self) -> PrintJobQuerySet:
        """Prints that are ready or on their way."""
        return self.filter(state__in=(PrintState.WAITING, PrintState.RUNNING, PrintState.READY))


PRINTS = "cetakan/"
AGENDA_READERS = (Duty.LETTER_DESK, Duty.HEAD, Duty.AUDITOR)


class PrintJob(models.Model):
    """One print on its way: how far it is, and where its file lies until it expires.

    `basis` names what it shows (the case's last line, how many letters the year has): the same is not made twice.
    """

    kind = models.CharField(max_length=10, choices=PrintKind.choices)
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="prints")
    year = models.PositiveIntegerField("tahun", null=True, blank=True)
    basis = models.CharField(max_length=40)
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="prints")
    requested_at = models.DateTimeField("diminta")
    state = models.CharField(max_length=12, choices=PrintState.choices, default=PrintState.WAITING)
    done = models.PositiveIntegerField("bagian selesai", default=0)
    total = models.PositiveIntegerField("jumlah bagian", default=0)
    pages = models.PositiveIntegerField("halaman", null=True, blank=True)
    size = models.PositiveBigIntegerField("ukuran, bita", null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    fault = models.TextField("sebab gagal", blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    objects = PrintJobQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["requested_by", "-id"], name="print_requested_by")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What is printed, in words."""
        return f"{PrintKind(self.kind).label} {self.case.number if self.case else self.year}"

    @property
    def path(self) -> str:
        """Where the file lies below the storage root; it is no paper of a case and goes when it expires."""
        return f"{PRINTS}{self.pk}.{self.ending}"

    @property
    def ending(self) -> str:
        """How its file ends."""
        return "zip" if self.kind == PrintKind.PACKAGE else "pdf"

    @property
    def is_under_way(self) -> bool:
        return self.state in (PrintState.WAITING, PrintState.RUNNING)

    @property
    def percent(self) -> int:
        return min(100, 100 * self.done // self.total) if self.total else 0


class TemplateFault(models.Model):
    """Why an office's own template was not used the last time; gone once it works again."""

    template = models.CharField("templat", max_length=60, primary_key=True)
    message = models.TextField("sebab")
    found_at = models.DateTimeField("diketahui")

    def __str__(self) -> str:
        return self.template
