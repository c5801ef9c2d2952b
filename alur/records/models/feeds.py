"""Secret addresses under which a person's calendar program reads the person's deadlines. Only a digest is kept."""

from __future__ import annotations

import hashlib

from django.db import models
from django.db.models import Q

from alur.records.models.people import User


def secret_digest(secret: str) -> str:
    """SHA-256 (hex) of the secret part of an address; it holds 256 bits of chance, so it needs no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()


class FeedQuerySet(models.QuerySet["Feed"]):
    def in_force(self) -> FeedQuerySet:
        return self.filter(ended_at__isnull=True)

    def opened_by(self, secret: str) -> Feed | None:
        """The feed of this secret with its person; None for one that never was or has been revoked. One query."""
        return self.in_force().select_related("user").filter(digest=secret_digest(secret)).first()


class Feed(models.Model):
    """An address of a person's deadlines, in force until it is revoked or made anew."""

    user = models.ForeignKey(User, models.PROTECT, related_name="feeds")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField("dibuat")
    ended_at = models.DateTimeField("dicabut", null=True, blank=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(ended_at__isnull=True), name="feed_one_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.user}: tenggat"
