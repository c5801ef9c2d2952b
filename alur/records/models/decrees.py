"""Decrees that change the working calendar, line by line: proposed, then decided by somebody else, never deleted."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from alur.records.models.calendar import CalendarVersion
from alur.records.models.people import Unit, User
from alur.worktime.wording import long_date


class DecreeKind(models.TextChoices):
    JOINT = "skb", "SKB"
    PRESIDENT = "keppres", "Keppres"
    CIRCULAR = "se", "Surat edaran"
    UNIT = "unit", "Keputusan unit"


class DecreeState(models.TextChoices):
    DRAFT = "draf", "Menunggu ditetapkan"
    DECIDED = "ditetapkan", "Ditetapkan"
    REJECTED = "ditolak", "Tidak ditetapkan"


class DecreeAct(models.TextChoices):
    """What a line does to the calendar. The first three are the kinds of a day off, kept apart everywhere."""

    HOLIDAY = "libur nasional", "Libur nasional"
    JOINT_LEAVE = "cuti bersama", "Cuti bersama"
    UNIT_LEAVE = "libur khusus", "Libur khusus unit"
    WITHDRAWN = "dicabut", "Libur dicabut"
    MOVED = "dipindah", "Libur dipindah"
    RAMADAN = "ramadan", "Masa Ramadan"
    HOURS = "jam khusus", "Jam kerja khusus"
    TIMETABLE = "jam kerja", "Jam kerja tetap"
    WORKDAY = "hari kerja", "Libur menjadi hari kerja"
    ZONE = "zona waktu", "Zona waktu unit"


AS_ABOVE = "induk"
ZONE_NAMES = {
    "Asia/Jakarta": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
    AS_ABOVE: "mengikuti unit di atasnya",
}


class Decree(models.Model):
    """An official decision about the calendar. `version` is the calendar that it made.

    `replanned_to` is the last open visit looked at after the decision, `replanned_at` when all had been.
    """

    kind = models.CharField("jenis", max_length=10, choices=DecreeKind.choices)
    number = models.CharField("nomor", max_length=120)
    dated_on = models.DateField("tanggal")
    about = models.CharField("tentang", max_length=300)
    state = models.CharField("keadaan", max_length=10, choices=DecreeState.choices, default=DecreeState.DRAFT)
    proposed_at = models.DateTimeField("diusulkan")
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="decrees_proposed")
    decided_at = models.DateTimeField("diputus", null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="decrees_decided")
    decided_as = models.CharField("selaku", max_length=300, blank=True)
    reason = models.CharField("alasan tidak ditetapkan", max_length=500, blank=True)
    version = models.OneToOneField(CalendarVersion, models.PROTECT, null=True, blank=True, related_name="made_by")
    replanned_to = models.BigIntegerField(default=0)
    replanned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-dated_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number", "dated_on"], condition=~Q(state="ditolak"), name="decree_once"
            ),
            models.CheckConstraint(
                condition=Q(state="ditetapkan", version__isnull=False) | (~Q(state="ditetapkan") & Q(version=None)),
                name="decree_decided_has_version",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """As the calendar and the record cite it: "SKB 933/2025, 1/2025, 3/2025 tanggal 7 Agustus 2025"."""
        return f"{self.get_kind_display()} {self.number} tanggal {long_date(self.dated_on)}"


class DecreeLine(models.Model):
    """One change. `until` is the last day of a period, or where a day off moves to; `hours` as "07:30-12:00, …".

    A timetable has its hours by weekday: "sen-kam 07:30-12:00, 13:00-16:00; sab libur". Without a unit the line holds
    for everybody, without a service for every kind of work.
    """

    decree = models.ForeignKey(Decree, models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField("baris")
    act = models.CharField("perubahan", max_length=20, choices=DecreeAct.choices)
    date = models.DateField("tanggal")
    until = models.DateField("sampai atau menjadi", null=True, blank=True)
    name = models.CharField("nama", max_length=200, blank=True)
    hours = models.CharField("jam", max_length=800, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    service = models.CharField("layanan", max_length=120, blank=True)
    zone = models.CharField("zona waktu", max_length=40, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["decree", "number"], name="decree_line_once")]

    def __str__(self) -> str:
        return f"{self.decree_id} baris {self.number}"

    @property
    def zone_label(self) -> str:
        """The zone in words: "WIT"."""
        return ZONE_NAMES.get(self.zone, self.zone)
