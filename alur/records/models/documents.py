"""Papers of a case with their versions and files, what a step has been told so far (drafts), probes and releases."""

from __future__ import annotations

from django.db import models

from alur.records.models.cases import Case, Visit
from alur.records.models.letters import Application
from alur.records.models.people import User


class StoredFile(models.Model):
    """A file kept under its SHA-256. It lies whole in storage before this row exists; the same bytes are kept once.

    `destroyed_at` says that the bytes were taken away with the last case that held them; the row stays and names them.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField("ukuran, bita")
    media_type = models.CharField(max_length=120)
    stored_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.sha256


class Document(models.Model):
    """One paper of a case (kelengkapan/output) over all its versions."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="documents")
    paper = models.CharField("kertas", max_length=60)
    name = models.CharField("nama", max_length=400)
    current = models.ForeignKey("records.DocumentVersion", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["case", "paper"], name="document_paper_once")]

    def __str__(self) -> str:
        return self.name


class VersionState(models.TextChoices):
    SUBMITTED = "diajukan", "Diajukan"
    ISSUED = "terbit", "Terbit"
    APPROVED = "disetujui", "Disetujui"
    CORRECTED = "dikoreksi", "Dikoreksi"
    VOID = "batal", "Batal"


class DocumentVersion(models.Model):
    """One version of a paper, made in one visit by one person. `content` is what was typed, by the paper's form.

    A numbered paper is the `running`th of its `series`. `code` leads to its public page; "" for what is never printed.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("versi")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, blank=True, related_name="versions")
    form = models.CharField("bentuk", max_length=20)
    state = models.CharField("keadaan", max_length=12, choices=VersionState.choices, default=VersionState.SUBMITTED)
    official_number = models.CharField("nomor naskah", max_length=120, blank=True)
    series = models.CharField("deret nomor", max_length=120, blank=True)
    running = models.PositiveIntegerField("urutan", null=True, blank=True)
    code = models.CharField("kode periksa", max_length=12, blank=True)
    content = models.JSONField(default=dict)
    examines = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="examined_in")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_as = models.CharField("selaku", max_length=300)

    class Meta:
        ordering = ["document", "number"]
        indexes = [
            models.Index(fields=["-made_at", "-id"], name="version_numbered_newest", condition=~models.Q(series="")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["official_number"], condition=~models.Q(official_number=""), name="version_official_number_once"
            ),
            models.UniqueConstraint(
                fields=["series", "running"], condition=~models.Q(series=""), name="version_running_number_once"
            ),
            models.UniqueConstraint(fields=["code"], condition=~models.Q(code=""), name="version_code_once"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} versi {self.number}"


class VersionFile(models.Model):
    """A file of a version: uploaded by its maker, or (`is_print`) the paper that Alur issued from it.

    `signature` are the facts about the electronic signature on a print, as the line that issued it has them.
    """

    version = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT)
    name = models.CharField("nama berkas", max_length=255)
    position = models.PositiveIntegerField(default=0)
    is_print = models.BooleanField(default=False)
    signature = models.JSONField("tanda tangan", default=dict, blank=True)

    class Meta:
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="version_file_position_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Draft(models.Model):
    """What a person has typed in a step and not handed in; kept also when somebody else acts first."""

    user = models.ForeignKey(User, models.CASCADE, related_name="drafts")
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="drafts")
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "visit"], name="draft_once")]

    def __str__(self) -> str:
        return f"{self.user_id}@{self.visit_id}"


class DraftFile(models.Model):
    """A file uploaded in a step for one paper and not handed in yet."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    paper = models.CharField(max_length=60)
    file = models.ForeignKey(StoredFile, models.PROTECT)
    name = models.CharField(max_length=255)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Probe(models.Model):
    """What Alur saw when it asked an address. `is_online` is None while the answer is awaited."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="probes")
    url = models.URLField("alamat", max_length=500)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    probed_at = models.DateTimeField(null=True, blank=True)
    is_online = models.BooleanField(null=True, blank=True)
    seen = models.JSONField("yang terlihat", default=dict)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.url


class Release(models.Model):
    """A version of an application that went online, with the paper that proves it."""

    application = models.ForeignKey(Application, models.PROTECT, null=True, blank=True, related_name="releases")
    case = models.ForeignKey(Case, models.PROTECT, related_name="releases")
    version = models.OneToOneField(DocumentVersion, models.PROTECT, related_name="release")
    name = models.CharField("versi aplikasi", max_length=100)
    url = models.URLField("alamat", max_length=500)
    released_at = models.DateTimeField()

    class Meta:
        ordering = ["-released_at"]

    def __str__(self) -> str:
        return self.name
