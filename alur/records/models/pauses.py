"""Jeda: when the clock of a visit stands still and why, and the reasons that the office keeps for it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from alur.records.models.cases import Case, Visit
from alur.records.models.documents import StoredFile
from alur.records.models.letters import Letter
from alur.records.models.people import User

if TYPE_CHECKING:
    from alur.records.standing import Standing


class PauseReason(models.Model):
    """A reason on the office's list, and on what terms it may pause. Never deleted: retired, and taken up again.

    `longest_days` are working days of the procedure; a pause without an earlier set end then ends by itself.
    """

    name = models.CharField("alasan", max_length=200, unique=True)
    requires_evidence = models.BooleanField("memerlukan bukti", default=False)
    longest_days = models.PositiveSmallIntegerField("paling lama, hari kerja", null=True, blank=True)
    is_active = models.BooleanField("dipakai", default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


def runs_at(at: dt.datetime) -> Q:
    """Condition for pauses in force at this instant."""
    return Q(ends_at__isnull=True) & (Q(until__isnull=True) | Q(until__gt=at))


class PauseQuerySet(models.QuerySet["Pause"]):
    def visible_to(self, viewer: Standing) -> PauseQuerySet:
        """Pauses of the cases that this person may read."""
        return self.filter(Exists(Case.objects.visible_to(viewer).order_by().filter(pk=OuterRef("visit__case"))))

    def running(self, at: dt.datetime) -> PauseQuerySet:
        """Pauses in force at this instant; a set end that has come ends them, written down or not."""
        return self.filter(runs_at(at))


class Pause(models.Model):
    """Working time between these instants does not count, for a reason that the procedure allows.

    `until` is the end set beforehand; `ends_at` is when it did end, never later. Evidence is a registered letter, an
    uploaded file or a note.
    """

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="pauses")
    reason = models.CharField("alasan", max_length=200)
    note = models.TextField("keterangan", blank=True)
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, blank=True, related_name="pauses")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField("nama berkas", max_length=255, blank=True)
    starts_at = models.DateTimeField("mulai")
    until = models.DateTimeField("berakhir sendiri", null=True, blank=True)
    ends_at = models.DateTimeField("sampai", null=True, blank=True)
    paused_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    resumed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PauseQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        indexes = [models.Index(fields=["ends_at", "starts_at"], name="pause_by_age")]
        constraints = [
            models.UniqueConstraint(fields=["visit"], condition=Q(ends_at__isnull=True), name="pause_one_open"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")), name="pause_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("starts_at")), name="pause_set_end_after_start"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(ends_at__isnull=True) | Q(ends_at__lte=F("until")),
                name="pause_ends_by_its_set_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id}: {self.reason}"

    @property
    def known_end(self) -> dt.datetime | None:
        """When it ended or will end by itself; None while that is open."""
        return self.ends_at or self.until
