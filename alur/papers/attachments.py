"""The files that a bundle gathers, in the order of the record: papers of a case, or scans of a year's letters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from alur.papers.printed import KINDS
from alur.papers.wording import size_words
from alur.records.models import Case, DocumentVersion, Letter, StoredFile, Voiding
from alur.worktime.wording import long_date

PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file of a bundle. `title` stands in the table of contents, `detail` says which file it is."""

    title: str
    detail: str
    name: str
    sha256: str
    size: int
    media_type: str

    @property
    def is_pdf(self) -> bool:
        return self.media_type == PDF

    def row(self, page: int | None) -> dict[str, str]:
        """The attachment as the bundle's front lists it."""
        return {
            "title": self.title,
            "detail": self.detail,
            "name": self.name,
            "sha256": self.sha256,
            "size": size_words(self.size),
            "page": str(page) if page else "",
        }


def papers_of(case: Case) -> list[Attachment]:
    """The files of all versions of the case's papers, by when they were made; the issued print before the uploads.

    A destroyed case has none, though others may still hold the same bytes.
    """
    versions = (
        DocumentVersion.objects.filter(document__case=case, document__case__destruction__isnull=True)
        .select_related("document", "made_by", "voiding")
        .prefetch_related("files__file")
        .order_by("made_at", "pk")
    )
    return list(_files_of(versions))


def _files_of(versions: Iterable[DocumentVersion]) -> Iterable[Attachment]:
    for version in versions:
        made_on = long_date(timezone.localdate(version.made_at))
        title = (KINDS[version.form].title if version.form in KINDS else "") or version.document.name
        told = [version.official_number or f"versi {version.number}", made_on, version.made_by.name, *_void(version)]
        for item in sorted(version.files.all(), key=lambda row: (not row.is_print, row.position)):
            yield _attachment(title, ", ".join(told), item.name, item.file)


def _void(version: DocumentVersion) -> Iterable[str]:
    """That a paper is void, with the class of the reason, as its public page says it."""
    voiding: Voiding | None = getattr(version, "voiding", None)
    if voiding is not None:
        yield f"batal ({voiding.get_reason_display().lower()})"


def scans_of(letters: Iterable[Letter]) -> list[Attachment]:
    """The scans of these letters, each under its agenda number; without those that were destroyed with their case."""
    return [
        _attachment(
            f"Agenda {letter.agenda_number}: {letter.subject}",
            f"{letter.number} tanggal {long_date(letter.dated_on)}, {letter.unit.name}",
            letter.scan_name,
            letter.scan,
        )
        for letter in letters
        if letter.scan is not None and not hasattr(letter, "destruction")
    ]


def _attachment(title: str, detail: str, name: str, file: StoredFile) -> Attachment:
    return Attachment(title, detail, name, file.sha256, file.size, file.media_type)
