"""Who has read what: classified letters with their cases, and whatever an auditor reads. Rows are only added."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models

from alur.records.models.letters import Letter, Security
from alur.records.models.people import User

if TYPE_CHECKING:
    from alur.records.standing import Standing


class ReadingQuerySet(models.QuerySet["Reading"]):
    def of(self, letter_id: int, viewer: Standing) -> ReadingQuerySet:
        """What this person has read of this letter and its case."""
        return self.filter(letter=letter_id, user=viewer.user_id)

    def reason_since(self, letter_id: int, viewer: Standing, since: dt.datetime) -> str:
        """The reason that this person gave last, "" when none was given since then. One query."""
        stated = self.of(letter_id, viewer).filter(is_statement=True, at__gt=since)
        return stated.order_by("-pk").values_list("reason", flat=True).first() or ""


class Reading(models.Model):
    """One reading. A case is read through its letter; `what` names the page or the file, `security` the class then.

    `is_statement` marks the line in which the reason was given; what is read after it repeats that reason.
    """

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="readings")
    user = models.ForeignKey(User, models.PROTECT, related_name="readings")
    read_as = models.CharField("selaku", max_length=300)
    at = models.DateTimeField("saat")
    what = models.CharField("yang dibaca", max_length=300)
    security = models.CharField("keamanan", max_length=2, choices=Security.choices)
    reason = models.CharField("alasan", max_length=500, blank=True)
    is_statement = models.BooleanField("pernyataan alasan", default=False)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["letter", "user", "-id"], name="reading_letter_user")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.what}"
