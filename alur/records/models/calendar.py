"""The office's working calendar by version: timetables, days off, zones, and the version that judges.

A row is in force from `from_version` until before `until_version`. It is never deleted: each version can be had again.
A row without a unit holds for everybody, one without a service for every kind of work.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import F, Q

from alur.records.models.people import Unit

IN_FORCE = Q(until_version__isnull=True)


def in_version(version: int) -> Q:
    """Which timetables, days off and zones made up this version of the calendar."""
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


class ScopedRow(VersionedRow):
    """What holds for a unit and those below it (null: for all), and for a service (blank: for every one).

    A service is the number of a procedure or a kind of request.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    service = models.CharField("layanan", max_length=120, blank=True)

    class Meta:
        abstract = True

    @property
    def owner(self) -> str:
        """Whose row it is: "unit RSUP Nusa Bakti, layanan perbaikan"; "" where it is everybody's."""
        parts = [f"unit {self.unit.name}"] if self.unit else []
        return ", ".join([*parts, f"layanan {self.service}"] if self.service else parts)


class Timetable(ScopedRow):
    """Jam kerja for a period: `hours` maps "mon".."sun" to lists such as ["07:30-12:00", "13:00-16:00"].

    A partial one leaves the weekdays that it does not name to the timetable before it. A workday goes before days off.
    """

    name = models.CharField("nama", max_length=200)
    starts_on = models.DateField("mulai", null=True, blank=True)
    ends_on = models.DateField("sampai", null=True, blank=True)
    hours = models.JSONField("jam")
    is_partial = models.BooleanField("hari lain mengikuti jam sebelumnya", default=False)
    is_workday = models.BooleanField("hari kerja walaupun libur", default=False)
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


class DayOff(ScopedRow):
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
                fields=["date", "name", "service"], condition=IN_FORCE & Q(unit=None), name="day_off_in_force_once"
            ),
            models.UniqueConstraint(
                fields=["date", "name", "service", "unit"],
                condition=IN_FORCE & Q(unit__isnull=False),
                name="unit_day_off_in_force_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


class UnitZone(VersionedRow):
    """The time zone that a unit and those below it work in; blank: that of the unit above, or else of the office."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="zones")
    zone = models.CharField("zona waktu", max_length=40, blank=True)
    decree = models.CharField("keputusan", max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["unit"], condition=IN_FORCE, name="unit_zone_in_force_once")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.zone}"


class CalendarVersion(models.Model):
    """Counts up with every change of the calendar; the primary key is the version."""

    made_at = models.DateTimeField()
    note = models.CharField(max_length=400)

    def __str__(self) -> str:
        return str(self.pk)
