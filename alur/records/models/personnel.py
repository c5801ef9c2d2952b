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


class RequestDecision(models.TextChoices):
    """How a request to mend one's data was answered; requests of earlier versions carry an answer only."""

    NONE = "", "Dijawab"
    FULFILLED = "dipenuhi", "Dipenuhi"
    REFUSED = "ditolak", "Ditolak"


class DataRequest(models.Model):
    """A person asks the administrator to mend what is kept about that person (UU 27/2022 pasal 6), and is answered."""

    user = models.ForeignKey(User, models.PROTECT, related_name="data_requests")
    text = models.CharField("permintaan", max_length=1000)
    asked_at = models.DateTimeField("diminta")
    answer = models.CharField("jawaban", max_length=1000, blank=True)
    decision = models.CharField("keputusan", max_length=10, choices=RequestDecision.choices, blank=True)
    answered_at = models.DateTimeField("dijawab", null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["id"], name="data_request_open", condition=Q(answered_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.asked_at}"


class WorkMove(models.Model):
    """Many open steps on their way to another person, by the worker. `handled` counts from the front of `visits`.

    What each step became is a line of its case; this row tells how far the worker is, and why some stayed.
    """

    to = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.CharField("alasan", max_length=500)
    visits = models.JSONField("langkah")
    handled = models.PositiveIntegerField("sudah diperiksa", default=0)
    done = models.PositiveIntegerField("sudah dipindahkan", default=0)
    refused = models.JSONField("tidak dipindahkan", default=list)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("diminta")
    token = models.CharField(max_length=40, unique=True)
    finished_at = models.DateTimeField("selesai", null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.pk}: {self.done}/{self.total}"

    @property
    def total(self) -> int:
        return len(self.visits)

    @property
    def percent(self) -> int:
        return 100 * self.handled // self.total if self.total else 100
