"""Forms that wait until their sender has proven again who it is. Encrypted, and gone once they go on or lapse."""

from __future__ import annotations

from django.db import models

from alur.records.models.people import User


class HeldForm(models.Model):
    """One form that was sent: to which address, and sealed what was typed and uploaded. `digest` is of its secret."""

    user = models.ForeignKey(User, models.CASCADE, related_name="held_forms")
    digest = models.CharField(max_length=64, unique=True)
    address = models.CharField("alamat", max_length=300)
    content = models.TextField("isi tersegel")
    held_at = models.DateTimeField("ditahan", db_index=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.address}"
