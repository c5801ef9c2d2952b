"""Units, people, positions and appointments: who may act in which capacity on which day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q


class Unit(models.Model):
    """An organisational unit: the office itself, and the units that ask."""

    name = models.CharField("nama", max_length=200)
    code = models.CharField("kode", max_length=40, unique=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    zone = models.CharField("zona waktu", max_length=40, default="Asia/Jakarta")
    starts_on = models.DateField("berlaku sejak", null=True, blank=True)
    ends_on = models.DateField("berlaku sampai", null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="unit_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def create_user(self, nip: str, name: str, password: str | None = None, **fields: Any) -> User:
        user: User = self.model(nip=nip, name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, nip: str | None) -> User:
        return self.get(nip=nip)


class User(AbstractBaseUser):
    """A person with an account. What the person may do follows from appointments, never from the account.

    `erased_at` is when the name, NIP and addresses were taken out at the end of the law's term (decision 0034).
    """

    nip = models.CharField("NIP", max_length=30, unique=True)
    name = models.CharField("nama", max_length=200)
    email = models.EmailField("surel", blank=True)
    nik = models.CharField("NIK", max_length=16, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="people")
    theme = models.CharField("tampilan", max_length=5, blank=True)
    is_active = models.BooleanField("aktif", default=True)
    erased_at = models.DateTimeField("disamarkan", null=True, blank=True)
    unread_notices = models.PositiveIntegerField("pemberitahuan belum dibaca", default=0)

    objects = UserManager()

    USERNAME_FIELD = "nip"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def masked_nik(self) -> str:
        """The NIK as it may be shown (UU 27/2022): its last three digits; "" when none is kept."""
        return masked(self.nik)


def masked(nik: str) -> str:
    """A NIK of which only the last three digits can be read; "" stays ""."""
    return f"•••{nik[-3:]}" if nik else ""


class Duty(models.TextChoices):
    """Duties of the office outside any procedure."""

    NONE = "", "–"
    LETTER_DESK = "surat", "Petugas surat"
    REQUESTER = "pemohon", "Pengelola kepegawaian unit"
    HEAD = "kepala", "Kepala biro"
    AUDITOR = "auditor", "Auditor"
    ADMINISTRATOR = "administrator", "Administrator"


class Position(models.Model):
    """Jabatan. It carries roles of procedures and at most one duty; renaming it changes nothing in old records.

    `is_single`: one person at a time holds it definitively; functional positions have several holders.
    """

    name = models.CharField("nama jabatan", max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="positions")
    duty = models.CharField("tugas", max_length=20, choices=Duty.choices, blank=True)
    roles = models.ManyToManyField("records.Role", blank=True, related_name="positions")
    is_single = models.BooleanField("dijabat satu orang", default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class AppointmentKind(models.TextChoices):
    DEFINITIVE = "definitif", "Definitif"
    PLT = "plt", "Plt."
    PLH = "plh", "Plh."


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def current(self, on: dt.date) -> AppointmentQuerySet:
        """Appointments in force on this day; both ends count."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)


class Appointment(models.Model):
    """One person in one position for a time, by a numbered letter. Plt./Plh. name whom they stand in for."""

    user = models.ForeignKey(User, models.PROTECT, related_name="appointments")
    position = models.ForeignKey(Position, models.PROTECT, related_name="appointments")
    kind = models.CharField("sifat", max_length=10, choices=AppointmentKind.choices, default=AppointmentKind.DEFINITIVE)
    stands_for = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="stood_in_by")
    letter_number = models.CharField("nomor surat", max_length=100)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("sampai", null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="appointment_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()} {self.position}"


def current_users(appointments: Iterable[Appointment]) -> list[User]:
    """The distinct people of these appointments, by name."""
    return sorted({item.user for item in appointments}, key=lambda user: user.name)
