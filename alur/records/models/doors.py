"""What guards the log-in: the security log, brakes on guessing, sessions, second factors and one-time links.

Secrets are kept as digests or encrypted; a NIP that was tried is kept as a keyed digest only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import models, transaction
from django.db.models import Q

from alur.records.durability import without_waiting
from alur.records.models.people import User


class SecurityKind(models.TextChoices):
    """What can happen at the door."""

    LOGGED_IN = "masuk", "Masuk"
    REFUSED = "ditolak", "Masuk ditolak"
    SLOWED = "ditahan", "Disuruh menunggu"
    LOGGED_OUT = "keluar", "Keluar"
    PROVEN = "dibuktikan", "Membuktikan diri"
    PASSWORD_CHANGED = "sandi-diganti", "Kata sandi diganti"
    PASSWORD_RESET = "sandi-baru", "Kata sandi baru diberikan"
    SESSION_ENDED = "sesi-diakhiri", "Sesi diakhiri"
    FACTOR_ADDED = "faktor-ditambah", "Pengaman ditambah"
    FACTOR_REMOVED = "faktor-dihapus", "Pengaman dihapus"
    FACTOR_REFUSED = "faktor-ditolak", "Kode atau kunci ditolak"
    CODES_MADE = "kode-dibuat", "Kode pemulihan dibuat"
    CODE_USED = "kode-dipakai", "Kode pemulihan dipakai"
    LINK_ASKED = "tautan-diminta", "Tautan kata sandi diminta"
    LINK_MADE = "tautan-dibuat", "Tautan kata sandi dibuat"
    LINK_USED = "tautan-dipakai", "Tautan kata sandi dipakai"
    SSO_REFUSED = "sso-ditolak", "Masuk bersama ditolak"


class SecurityEvent(models.Model):
    """A line of the security log. Triggers refuse to change or delete it, as with entries of the record."""

    kind = models.CharField("peristiwa", max_length=20, choices=SecurityKind.choices)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="security_events")
    nip_digest = models.CharField(max_length=64, blank=True)
    address = models.CharField("alamat", max_length=45, blank=True)
    agent = models.CharField("perangkat", max_length=60, blank=True)
    at = models.DateTimeField("saat")
    detail = models.CharField("keterangan", max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["user", "-id"], name="security_user"),
            models.Index(fields=["kind", "-id"], name="security_kind"),
            models.Index(fields=["nip_digest", "address"], condition=Q(kind="masuk"), name="security_known_place"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"


class SecurityRemoval(models.Model):
    """That all lines of the security log before an instant were taken out, into a file with this SHA-256.

    Only lines that such a row covers can be deleted: the trigger of the log asks this table, which only grows itself.
    """

    until = models.DateTimeField("sebelum")
    count = models.PositiveBigIntegerField("banyaknya baris")
    sha256 = models.CharField(max_length=64)
    reason = models.CharField("alasan", max_length=500)
    removed_at = models.DateTimeField("dikeluarkan")
    removed_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"sebelum {self.until:%Y-%m-%d}: {self.count}"


class BrakeManager(models.Manager["Brake"]):
    def wait(self, keys: Sequence[str], *, at: dt.datetime) -> dt.timedelta:
        """How long the slowest of these keys must still wait, zero for none. One query; nothing is counted."""
        rows = self.filter(key__in=keys, free_at__gt=at).values_list("free_at", flat=True)
        return max((until - at for until in rows), default=dt.timedelta())

    def take(self, keys: Sequence[tuple[str, int]], *, at: dt.datetime, longest: dt.timedelta) -> dt.timedelta:
        """Take one turn of every (key, free turns), or none and say how long to wait. Atomic across processes.

        After its free turns a key waits one second, then twice as long each time, up to `longest`. It is forgotten
        a day after its last turn.
        """
        forget_at = at + dt.timedelta(days=1)
        with without_waiting(), transaction.atomic():
            rows = []
            for key, free in sorted(keys):
                row, is_new = self.select_for_update().get_or_create(
                    key=key, defaults={"free_at": at, "forget_at": forget_at}
                )
                if is_new:
                    self.filter(forget_at__lt=at).delete()
                rows.append((row, free))
            still = max(row.free_at - at for row, _ in rows)
            if still > dt.timedelta():
                return still
            for row, free in rows:
                row.turns = 1 if row.forget_at <= at else row.turns + 1
                over = row.turns - free
                delay = dt.timedelta(seconds=2 ** min(over, 20)) if over >= 0 else dt.timedelta()
                row.free_at, row.forget_at = at + min(delay, longest), forget_at
                row.save(update_fields=["turns", "free_at", "forget_at"])
        return dt.timedelta()

    def give_back(self, keys: Sequence[str], *, at: dt.datetime) -> None:
        """The turn just taken was the rightful person's: it does not count."""
        with without_waiting():
            self.filter(key__in=keys, turns__gt=0).update(turns=models.F("turns") - 1, free_at=at)


class Brake(models.Model):
    """How often somebody tried, and from when the next try is heard. The key is a keyed digest."""

    key = models.CharField(max_length=64, primary_key=True)
    turns = models.PositiveIntegerField(default=0)
    free_at = models.DateTimeField()
    forget_at = models.DateTimeField(db_index=True)

    objects = BrakeManager()

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.turns}"


class LoginSession(models.Model):
    """A log-in of a person on a device. `key` is that of Django's session, by which it is ended."""

    user = models.ForeignKey(User, models.CASCADE, related_name="login_sessions")
    key = models.CharField(max_length=40, unique=True)
    begun_at = models.DateTimeField("mulai")
    seen_at = models.DateTimeField("terakhir dipakai")
    address = models.CharField("alamat", max_length=45, blank=True)
    agent = models.CharField("perangkat", max_length=60, blank=True)
    means = models.CharField("cara masuk", max_length=40)

    class Meta:
        ordering = ["-seen_at"]

    def __str__(self) -> str:
        return f"{self.user}: {self.agent}"


class FactorKind(models.TextChoices):
    TOTP = "totp", "Aplikasi kode"
    PASSKEY = "kunci", "Kunci sandi"


class Factor(models.Model):
    """A second factor. `secret` is the encrypted TOTP secret or the public key of a passkey."""

    user = models.ForeignKey(User, models.CASCADE, related_name="factors")
    kind = models.CharField("jenis", max_length=10, choices=FactorKind.choices)
    name = models.CharField("nama", max_length=60)
    credential_id = models.CharField(max_length=400, null=True, unique=True)
    secret = models.TextField()
    counter = models.BigIntegerField(default=0)
    made_at = models.DateTimeField("dibuat")
    used_at = models.DateTimeField("terakhir dipakai", null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(kind="totp"), name="factor_one_totp_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.name}"


class RecoveryCode(models.Model):
    """A code that opens once when every other factor is lost; a keyed digest of it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField("dipakai", null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.user}: {'dipakai' if self.used_at else 'siap'}"


class PasswordLink(models.Model):
    """A one-time link to a new password, sent by mail or handed over by an administrator. A digest of its secret."""

    user = models.ForeignKey(User, models.CASCADE, related_name="password_links")
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField("dibuat")
    expires_at = models.DateTimeField("berlaku sampai")
    ended_at = models.DateTimeField("dipakai atau diganti", null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.user}: sampai {self.expires_at:%Y-%m-%d %H:%M}"
