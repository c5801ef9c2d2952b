"""The office's working calendar: timetables, days off and the version counter that judgements are frozen with."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Timetable(models.Model):
    """Jam kerja for a period: `hours` maps "mon".."sun" to lists such as ["07:30-12:00", "13:00-16:00"]."""

    name = models.CharField("nama", max_length=120)
    starts_on = models.DateField("mulai", null=True, blank=True)
    ends_on = models.DateField("sampai", null=True, blank=True)
    hours = models.JSONField("jam")
    basis = models.CharField("dasar", max_length=200, blank=True)
    is_estimate = models.BooleanField("perkiraan", default=False)
    position = models.PositiveIntegerField("urutan", default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="timetable_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DayOff(models.Model):
    """A day without working hours, by whose decision."""

    date = models.DateField("tanggal")
    name = models.CharField("nama", max_length=200)
    kind = models.CharField("jenis", max_length=40, default="libur nasional")
    decree = models.CharField("keputusan", max_length=200, blank=True)
    is_estimate = models.BooleanField("perkiraan", default=False)

    class Meta:
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["date", "name"], name="day_off_once")]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


class CalendarVersion(models.Model):
    """Counts up with every change of the calendar; the primary key is the version."""

    made_at = models.DateTimeField()
    note = models.CharField(max_length=300)

    def __str__(self) -> str:
        return str(self.pk)
