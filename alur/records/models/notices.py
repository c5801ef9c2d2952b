"""What people are told: one row a person and matter. Pages show them; other channels may carry the same rows."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from alur.records.models.cases import Case, Visit
from alur.records.models.decrees import Decree
from alur.records.models.people import User


class NoticeKind(models.TextChoices):
    """What is told. The first three cannot wait for the next morning (`AT_ONCE`)."""

    TURN = "giliran", "Giliran Anda"
    RETURNED = "dikoreksi", "Giliran Anda: dikoreksi"
    NEAR = "hampir", "Hampir lewat"
    LATE = "lewat", "Lewat tenggat"
    REMINDER = "pengingat", "Pengingat SOP"
    TAKEN = "dialihkan", "Dialihkan"
    CASE_ENDED = "berakhir", "Permintaan berakhir"
    DEADLINES_MOVED = "tenggat", "Tenggat bergeser"
    PAUSED = "dijeda", "Waktu dijeda"
    PAUSE_ENDED = "jeda", "Jeda berakhir"
    APPOINTMENT_ENDS = "penetapan", "Penetapan berakhir"
    ANSWERED = "dijawab", "Permintaan dijawab"
    ADDRESS = "alamat", "Alamat bermasalah"


TURNS = (NoticeKind.TURN, NoticeKind.RETURNED)
AT_ONCE = (*TURNS, NoticeKind.NEAR)
OF_A_VISIT = (*AT_ONCE, NoticeKind.LATE, NoticeKind.REMINDER)


class Notice(models.Model):
    """One thing told to one person. `key` names the matter: nobody is told twice of it, whatever runs again.

    It leads to a visit, a case or a decree; which page that is, the channel knows. `User.unread_notices` counts those
    that have not been read.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="notices")
    kind = models.CharField("jenis", max_length=20, choices=NoticeKind.choices)
    key = models.CharField(max_length=80)
    text = models.CharField("isi", max_length=500)
    case = models.ForeignKey(Case, models.CASCADE, null=True, blank=True, related_name="+")
    visit = models.ForeignKey(Visit, models.CASCADE, null=True, blank=True, related_name="+")
    decree = models.ForeignKey(Decree, models.CASCADE, null=True, blank=True, related_name="+")
    at = models.DateTimeField("saat")
    read_at = models.DateTimeField("dibaca", null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["user"], name="notice_unread", condition=Q(read_at__isnull=True))]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="notice_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.key}"
