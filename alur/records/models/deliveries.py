"""How notices leave Alur: what each person chose, what waits for whom, each mail or message on its way, and the watch
kept on open visits. Who decides and sends is in `alur.actions.delivering` and `alur.actions.watching`."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from alur.records.models.cases import Visit
from alur.records.models.notices import Notice
from alur.records.models.people import Duty, User

if TYPE_CHECKING:
    from alur.records.standing import Standing


class Channel(models.TextChoices):
    """Ways out of Alur; the page of notices itself is always there and is none of them."""

    MAIL = "surel", "Surel"
    MESSAGE = "pesan", "Pesan ponsel"


class NoticeChoice(models.Model):
    """What a person wants through one channel. Without a row nothing goes there; a new one begins as the office wishes.

    `address` is the mail address that was verified, or the telephone number. `failing_since`: the other side has
    refused it for good, so nothing more is sent there until the person mends it. `link_digest` belongs to the link that
    was mailed last to verify an address.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="notice_choices")
    channel = models.CharField("saluran", max_length=10, choices=Channel.choices)
    is_at_once = models.BooleanField("segera", default=True)
    is_digest = models.BooleanField("rangkuman pagi", default=True)
    address = models.CharField("alamat", max_length=254, blank=True)
    verified_at = models.DateTimeField("dipastikan", null=True, blank=True)
    link_digest = models.CharField(max_length=64, blank=True)
    link_until = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField("ditolak sejak", null=True, blank=True)
    failing_reason = models.CharField("sebab ditolak", max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "channel"], name="notice_choice_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.channel}"

    def can_reach(self, email: str) -> bool:
        """Whether there is an address: a mail address that was verified and is still the person's, or a number."""
        if self.channel == Channel.MAIL:
            return self.verified_at is not None and self.address == email != ""
        return self.address != ""


class PostingState(models.TextChoices):
    READY = "siap", "Siap dikirim"
    SENDING = "dikirim", "Sedang dikirim"
    SENT = "terkirim", "Terkirim"
    FAILED = "gagal", "Gagal"
    DROPPED = "gugur", "Tidak perlu lagi"


class PostingQuerySet(models.QuerySet["Posting"]):
    def visible_to(self, viewer: Standing) -> PostingQuerySet:
        """The administrator minds what could not be sent; nobody else reads it."""
        return self if viewer.has_duty(Duty.ADMINISTRATOR) else self.none()

    def failed(self) -> PostingQuerySet:
        return self.filter(state=PostingState.FAILED)


class Posting(models.Model):
    """Kiriman: one mail or message to one person. Its key says what it is for, so that it is made once.

    `id` names it to the other side (Message-ID, Idempotency-Key) and stays the same whenever it is sent again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=80, unique=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="postings")
    channel = models.CharField("saluran", max_length=10, choices=Channel.choices)
    is_digest = models.BooleanField("rangkuman", default=False)
    state = models.CharField("keadaan", max_length=10, choices=PostingState.choices, default=PostingState.READY)
    run_after = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField("percobaan", default=0)
    made_at = models.DateTimeField("dibuat")
    tried_at = models.DateTimeField("terakhir dicoba", null=True, blank=True)
    sent_at = models.DateTimeField("terkirim", null=True, blank=True)
    address = models.CharField("alamat", max_length=254, blank=True)
    error = models.CharField("sebab", max_length=500, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(fields=["run_after"], name="posting_waiting", condition=Q(state__in=("siap", "dikirim"))),
            models.Index(fields=["-made_at", "-id"], name="posting_failed", condition=Q(state="gagal")),
            models.Index(fields=["sent_at"], name="posting_sent", condition=Q(state="terkirim")),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.key} {self.state}"


class DeliveryState(models.TextChoices):
    NEW = "baru", "Baru"
    WAITING = "menunggu", "Menunggu"
    BOUND = "diserahkan", "Diserahkan"
    DROPPED = "gugur", "Tidak perlu lagi"


class Delivery(models.Model):
    """One notice through one channel, once. Written with the notice, in the transaction of the act.

    It waits until `due_at`, an opening in the receiver's hours, and is then bound to the posting that carries it.
    """

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    channel = models.CharField("saluran", max_length=10, choices=Channel.choices)
    is_at_once = models.BooleanField("segera")
    state = models.CharField("keadaan", max_length=12, choices=DeliveryState.choices, default=DeliveryState.NEW)
    due_at = models.DateTimeField()
    posting = models.ForeignKey(Posting, models.SET_NULL, null=True, blank=True, related_name="deliveries")

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["due_at"], name="delivery_waiting", condition=Q(state__in=("baru", "menunggu")))
        ]
        constraints = [models.UniqueConstraint(fields=["notice", "channel"], name="delivery_once")]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.channel} {self.state}"


class VisitWatch(models.Model):
    """When somebody is next to be told of an open visit by itself: reckoned anew when the due time moves.

    Up to `told_until` everything has been told; `due_at` is the due time that `next_at` was reckoned with.
    """

    visit = models.OneToOneField(Visit, models.CASCADE, primary_key=True, related_name="watch")
    due_at = models.DateTimeField(null=True, blank=True)
    told_until = models.DateTimeField()
    next_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["next_at"], name="watch_next", condition=Q(next_at__isnull=False))]

    def __str__(self) -> str:
        return f"{self.visit_id}: {self.next_at}"
