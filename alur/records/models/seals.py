"""Segel: each day's heads of all chains under one digest, its time stamps, and to whom it was mailed."""

from __future__ import annotations

from django.db import models


class Seal(models.Model):
    """The seal of one day. `text` is what is hashed (`alur.records.canonical.SealText`); triggers refuse any change.

    Numbers run without gaps; `previous` is the digest of the seal before. A day on which nothing was written has none.
    """

    number = models.PositiveIntegerField("nomor segel", unique=True)
    day = models.DateField("hari", unique=True)
    made_at = models.DateTimeField("dibuat")
    previous = models.CharField("sidik jari sebelumnya", max_length=64)
    digest = models.CharField("sidik jari", max_length=64)
    chains = models.PositiveIntegerField("rantai")
    lines = models.PositiveIntegerField("catatan")
    text = models.TextField("naskah")

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"Segel {self.number} ({self.day})"


class SealStamp(models.Model):
    """An RFC 3161 token of a time-stamp authority over the digest of a seal."""

    seal = models.OneToOneField(Seal, models.PROTECT, related_name="stamp")
    authority = models.CharField("otoritas", max_length=300)
    stamped_at = models.DateTimeField("dicap")
    token = models.BinaryField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.seal_id}: {self.authority}"


class SealMail(models.Model):
    """That a seal was handed to the mail server for an address. One row an address and day: it is not sent twice."""

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="mails")
    address = models.EmailField("surel")
    sent_at = models.DateTimeField("dikirim")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["seal", "address"], name="seal_mail_once")]

    def __str__(self) -> str:
        return f"{self.seal_id}: {self.address}"
