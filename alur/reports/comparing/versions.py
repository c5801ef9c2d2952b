"""Two versions of a paper side by side: what was typed, and the files with their pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from alur.records.models import (
    Case,
    CorrectionPoint,
    Document,
    DocumentVersion,
    Entry,
    StoredFile,
    SubjectKind,
    VersionFile,
    VersionState,
)
from alur.records.standing import Standing
from alur.reports.case_page.papers import facts_of
from alur.reports.comparing.pages import PageChange, page_change
from alur.reports.comparing.words import TextChange, text_change
from alur.reports.previewing import PLAIN, plain_text


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One thing that was typed, in both versions."""

    label: str
    change: TextChange


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file in both versions, or in one of them; `pages` for PDFs, `text` for text files."""

    before: VersionFile | None
    after: VersionFile | None
    pages: PageChange | None = None
    text: TextChange | None = None

    @property
    def is_same(self) -> bool:
        return self.before is not None and self.after is not None and self.before.file_id == self.after.file_id

    @property
    def verdict(self) -> str:
        """What became of the file, in words."""
        if self.before is None:
            return "berkas baru"
        if self.after is None:
            return "tidak ada lagi"
        return "berkas yang sama" if self.is_same else "isinya berbeda"


@dataclass(frozen=True, slots=True)
class Answer:
    """A correction point that was answered when the newer version was handed in, with the answer given then."""

    point: CorrectionPoint
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of a paper. `before` and `after` are the same one when the paper has no other."""

    case: Case
    document: Document
    versions: tuple[DocumentVersion, ...]
    before: DocumentVersion
    after: DocumentVersion
    fields: tuple[FieldChange, ...]
    files: tuple[FileChange, ...]
    answers: tuple[Answer, ...]

    @property
    def used(self) -> DocumentVersion:
        """The version that the steps after it get: always the newest; its state says whether it was approved."""
        return self.versions[-1]

    @property
    def approved(self) -> DocumentVersion | None:
        """The version that a check approved last, None while none was."""
        return next((row for row in reversed(self.versions) if row.state == VersionState.APPROVED), None)

    @property
    def is_single(self) -> bool:
        return len(self.versions) == 1

    @property
    def is_same(self) -> bool:
        return all(field.change.is_same for field in self.fields) and all(file.is_same for file in self.files)


def compare(case_number: str, paper: str, viewer: Standing, *, before: int = 0, after: int = 0) -> Comparison:
    """Two versions of this paper by their numbers, the last two when none are named.

    Raises Case.DoesNotExist, Document.DoesNotExist or DocumentVersion.DoesNotExist for what is not there or not to be
    seen by this person, and FileNotFoundError for a file that storage has lost.
    """
    case = Case.objects.visible_to(viewer).get(number=case_number, destruction__isnull=True)
    document = Document.objects.get(case=case, paper=paper)
    files = Prefetch("files", VersionFile.objects.select_related("file").order_by("-is_print", "position"))
    rows = document.versions.select_related("made_by", "visit").prefetch_related(files).order_by("number")
    versions = {row.number: row for row in rows}
    newest = max(versions)
    after = after or newest
    before = before or max((number for number in versions if number < after), default=after)
    if before not in versions or after not in versions:
        raise DocumentVersion.DoesNotExist
    old, new = versions[before], versions[after]
    return Comparison(
        case=case,
        document=document,
        versions=tuple(versions.values()),
        before=old,
        after=new,
        fields=_fields(old, new),
        files=tuple(_files(_list(old), _list(new))),
        answers=_answers(case, max(old, new, key=lambda version: version.number)),
    )


def _answers(case: Case, version: DocumentVersion) -> tuple[Answer, ...]:
    """What the maker answered with this version, from the line that closed its visit. Two statements."""
    if version.visit is None:
        return ()
    lines = Entry.objects.of(SubjectKind.CASE, case.pk).filter(
        kind="performed", data__closes__number=version.visit.number
    )
    line = lines.values_list("data", flat=True).last() or {}
    answered = {item["number"]: item["answer"] for item in (line.get("points") or {}).get("answered", [])}
    return tuple(Answer(point, answered[point.number]) for point in case.points.filter(number__in=answered))


def _fields(old: DocumentVersion, new: DocumentVersion) -> tuple[FieldChange, ...]:
    before = {fact.label: fact.value for fact in facts_of(old.form, old.content)}
    after = {fact.label: fact.value for fact in facts_of(new.form, new.content)}
    labels = list(dict.fromkeys((*before, *after)))
    return tuple(FieldChange(label, text_change(before.get(label, ""), after.get(label, ""))) for label in labels)


def _list(version: DocumentVersion) -> list[VersionFile]:
    return list(version.files.all())


def _files(before: list[VersionFile], after: list[VersionFile]) -> list[FileChange]:
    """Files matched by what they are: the same bytes, then the same name, then the print, then those left in order."""
    left, right, pairs = list(before), list(after), []
    for is_match in (_same_bytes, _same_name, _both_prints, _both_uploads):
        for item in list(right):
            other = next((candidate for candidate in left if is_match(candidate, item)), None)
            if other is not None:
                left.remove(other)
                right.remove(item)
                pairs.append((other, item))
    pairs.sort(key=lambda pair: after.index(pair[1]))
    return [
        _pair(old, new) for old, new in (*pairs, *((None, item) for item in right), *((item, None) for item in left))
    ]


def _same_bytes(old: VersionFile, new: VersionFile) -> bool:
    return old.file_id == new.file_id


def _same_name(old: VersionFile, new: VersionFile) -> bool:
    return old.name == new.name and not old.is_print and not new.is_print


def _both_prints(old: VersionFile, new: VersionFile) -> bool:
    return old.is_print and new.is_print


def _both_uploads(old: VersionFile, new: VersionFile) -> bool:
    return old.file.media_type == new.file.media_type and not old.is_print and not new.is_print


def _pair(old: VersionFile | None, new: VersionFile | None) -> FileChange:
    if old is None or new is None or old.file_id == new.file_id:
        return FileChange(old, new)
    kinds = {old.file.media_type, new.file.media_type}
    if kinds == {"application/pdf"}:
        return FileChange(old, new, pages=page_change(old.file, new.file))
    if kinds <= set(PLAIN):
        return FileChange(old, new, text=_text_change((old.file, new.file)))
    return FileChange(old, new)


def _text_change(files: Sequence[StoredFile]) -> TextChange:
    before, after = (plain_text(file)[0] for file in files)
    return text_change(before, after)
