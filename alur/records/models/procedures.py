"""Published procedures, their editions and the roles they name. Reading an edition's text is `alur.sop`'s work."""

from __future__ import annotations

from functools import lru_cache

from django.db import models

from alur.sop import read
from alur.sop.document import Procedure as Document


class Procedure(models.Model):
    """An official procedure (SOP) over all its editions."""

    number = models.CharField("nomor", max_length=120, unique=True)
    name = models.CharField("nama", max_length=400)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.number


class Edition(models.Model):
    """A signed version of a procedure: the document file as it was, word for word. A case keeps its edition."""

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField("edisi ke-")
    text = models.TextField("naskah")
    sha256 = models.CharField(max_length=64)
    effective_on = models.DateField("berlaku sejak", null=True, blank=True)
    published_at = models.DateTimeField("diterbitkan")
    published_by = models.ForeignKey("records.User", models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ["procedure", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="edition_number_once"),
            models.UniqueConstraint(fields=["procedure", "sha256"], name="edition_text_once"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id}/{self.number}"

    @property
    def document(self) -> Document:
        """The procedure as typed data. Published text has been checked, so it can be read."""
        return document_of(self.pk)


@lru_cache(maxsize=256)
def _read(sha256: str, text: str) -> Document:
    procedure = read(text).procedure
    if procedure is None:
        raise ValueError(f"Naskah edisi {sha256[:8]} tidak dapat dibaca.")
    return procedure


@lru_cache(maxsize=256)
def document_of(edition_id: int) -> Document:
    """The document of a published edition; the text is fetched once per process, since editions never change."""
    sha256, text = Edition.objects.values_list("sha256", "text").get(pk=edition_id)
    return _read(sha256, text)


class Role(models.Model):
    """Pelaksana of a procedure, the same over its editions. Positions carry roles; people hold positions."""

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="roles")
    key = models.CharField("kunci", max_length=60)
    name = models.CharField("nama", max_length=200)
    is_outside = models.BooleanField("pihak luar", default=False)

    class Meta:
        ordering = ["procedure", "pk"]
        constraints = [models.UniqueConstraint(fields=["procedure", "key"], name="role_key_once")]

    def __str__(self) -> str:
        return self.name
