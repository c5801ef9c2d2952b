"""The office's working calendar by version: timetables, days off, and the version that judgements are frozen with.

A row is in force from `from_version` until before `until_version`. It is never deleted: each version can be had again.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import F, Q


def in_version(version: int) -> Q:
    """Which timetables and days off made up this version of the calendar."""
    return Q(from_version__lte=version) & (Q(until_version__isnull=True) | Q(until_version__gt=version))


class VersionedRow(models.Model):
    """What holds from one version of the calendar to another; 0 is the version before the first decree."""

    from_version = models.PositiveIntegerField(default=0)
    until_version = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        abstract = True

    def facts(self) -> dict[str, Any]:
        """The row as the record holds it: all that it says, without its key and the versions in which it holds."""
        left_out = ("id", "from_version", "until_version")
        named = {field.attname: getattr(self, field.attname) for field in self._meta.concrete_fields}
        return {
            name: value.isoformat() if isinstance(value, dt.date) else value
            for name, value in named.items()
            if name not in left_out
        } | {"table": self._meta.model_name}


class Timetable(VersionedRow):
    """Jam kerja for a period: `hours` maps "mon".."sun" to lists such as ["07:30-12:00", "13:00-16:00"]."""

    name = models.CharField("nama", max_length=200)
    starts_on = models.DateField("mulai", null=True, blank=True)
    ends_on = models.DateField("sampai", null=True, blank=True)
    hours = models.JSONField("jam")
    basis = models.CharField("dasar", max_length=300, blank=True)
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


class DayOff(VersionedRow):
    """A day without working hours, by whose decision."""

    date = models.DateField("tanggal")
    name = models.CharField("nama", max_length=200)
    kind = models.CharField("jenis", max_length=40, default="libur nasional")
    decree = models.CharField("keputusan", max_length=300, blank=True)
    is_estimate = models.BooleanField("perkiraan", default=False)

    class Meta:
        ordering = ["date", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["date", "name"], condition=Q(until_version__isnull=True), name="day_off_in_force_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


class CalendarVersion(models.Model):
    """Counts up with every change of the calendar; the primary key is the version."""

    made_at = models.DateTimeField()
    note = models.CharField(max_length=400)

    def __str__(self) -> str:
        return str(self.pk)
