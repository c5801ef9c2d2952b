"""What is kept about people beside their positions: leave, qualifications, requests to mend their own data."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q

from alur.records.models.people import User


class LeaveQuerySet(models.QuerySet["Leave"]):
    def on(self, day: dt.date) -> LeaveQuerySet:
        """Leave that covers this day; both ends count, cancelled ones do not."""
        return self.filter(cancelled_at__isnull=True, starts_on__lte=day, ends_on__gte=day)


class Leave(models.Model):
    """Cuti of a person from a day to a day. New work of those days goes to `stand_in`, if that person may do it."""

    user = models.ForeignKey(User, models.PROTECT, related_name="leaves")
    stand_in = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="leaves_covered")
    reason = models.CharField("jenis cuti", max_length=200)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("sampai")
    cancelled_at = models.DateTimeField("dibatalkan", null=True, blank=True)

    objects = LeaveQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="leave_ends_after_start")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.starts_on}"


class Qualification(models.Model):
    """A qualification of the SOP's identity box that a person has, since when, and what proves it."""

    user = models.ForeignKey(User, models.PROTECT, related_name="qualifications")
    text = models.CharField("kualifikasi", max_length=300)
    since = models.DateField("sejak")
    proof = models.CharField("bukti", max_length=300)
    withdrawn_at = models.DateTimeField("dicabut", null=True, blank=True)

    class Meta:
        ordering = ["text", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "text"], condition=Q(withdrawn_at__isnull=True), name="qualification_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.text}"


class DataRequest(models.Model):
    """A person asks the administrator to mend what is kept about that person (UU 27/2022 pasal 6), and is answered."""

    user = models.ForeignKey(User, models.PROTECT, related_name="data_requests")
    text = models.CharField("permintaan", max_length=1000)
    asked_at = models.DateTimeField("diminta")
    answer = models.CharField("jawaban", max_length=1000, blank=True)
    answered_at = models.DateTimeField("dijawab", null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.asked_at}"
