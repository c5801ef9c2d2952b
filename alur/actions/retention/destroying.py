"""Destroying one case: its lines, rows and files lose their content, and one last line says by which list and what of.

The lines stay, joined by their old hashes. The last line holds for each emptied one the digest of what is left of it,
so that verify tells what was destroyed from what was lost or bent. Bytes that a living case holds are not touched.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction

from alur.actions import recording
from alur.actions.letters import index_case
from alur.actions.months import keep_again
from alur.papers.pictures import shelf
from alur.records.emptying import (
    DESTROYED,
    OF_LETTERS,
    OF_POINTS,
    emptied_content,
    emptied_line,
    gone,
)
from alur.records.models import (
    Case,
    CorrectionPoint,
    Destruction,
    Disposal,
    DisposalItem,
    DocumentVersion,
    Draft,
    Entry,
    Letter,
    Notice,
    Pause,
    PrintJob,
    PrintState,
    Probe,
    StoredFile,
    SubjectKind,
    VersionFile,
    Voiding,
)
from alur.records.storage import path_of


def destroy_case(case: Case, item: DisposalItem, disposal: Disposal, *, at: dt.datetime) -> None:
    """Empty a case and write it down. The caller holds the case's lock; the database refuses what no list allows."""
    Destruction.objects.create(item=item, case=case, letter=case.letter, at=at)
    files = _files_of(case)
    _forget_what_lies_beside(case)
    _empty_rows(case)
    lone = _lone(files)
    StoredFile.objects.filter(pk__in=lone).update(destroyed_at=at)
    facts = {
        "list": disposal.pk,
        "decision_number": disposal.decision_number,
        "anri_number": disposal.anri_number,
        "files": lone,
        "kept": sorted(set(files) - set(lone)),
    }
    letter_lines = _empty_lines(SubjectKind.LETTER, case.letter_id)
    Entry.objects.append(
        DESTROYED,
        subject=(SubjectKind.LETTER, case.letter_id),
        at=at,
        data={"list": disposal.pk, "lines": letter_lines},
    )
    lines = _empty_lines(SubjectKind.CASE, case.pk)
    recording.write(case, DESTROYED, by=None, at=at, data=facts | {"lines": lines})
    keep_again(case.visits.all(), at=at)
    index_case(Case.objects.select_related("letter", "unit", "application").get(pk=case.pk))


def remove_bytes(disposal: Disposal) -> None:
    """Take the bytes that this list's cases alone held out of the storage; what is needed again by now stays.

    It may be run again. Raises OSError when the storage does not answer.
    """
    cases = disposal.items.filter(done_at__isnull=False).values("case")
    lines = Entry.objects.filter(kind=DESTROYED, subject_kind=SubjectKind.CASE, subject_id__in=cases)
    for data in lines.values_list("data", flat=True).iterator(chunk_size=200):
        for sha256 in data["files"]:
            _remove(sha256)


def _remove(sha256: str) -> None:
    with transaction.atomic():
        row = StoredFile.objects.select_for_update().get(pk=sha256)
        if row.destroyed_at is None:
            return
        if not _lone([sha256]):
            row.destroyed_at = None
            row.save(update_fields=["destroyed_at"])
            return
        default_storage.delete(path_of(sha256))
    shelf.forget(sha256)


def _files_of(case: Case) -> list[str]:
    """Every stored file that the case, its letter, its drafts and its pauses name."""
    found = set(VersionFile.objects.filter(version__document__case=case).values_list("file", flat=True))
    found |= set(Pause.objects.filter(visit__case=case, file__isnull=False).values_list("file", flat=True))
    found |= set(Draft.objects.filter(visit__case=case, files__isnull=False).values_list("files__file", flat=True))
    if case.letter.scan_id:
        found.add(case.letter.scan_id)
    return sorted(found)


def _lone(files: Iterable[str]) -> list[str]:
    """Those of the files that nothing alive names: any table that points at one holds it, but for destroyed cases."""
    destroyed = Destruction.objects.values("case")
    left = set(files)
    for relation in StoredFile._meta.related_objects:
        model, name = relation.related_model, relation.field.name
        assert not isinstance(model, str)
        rows = model._default_manager.filter(**{f"{name}__in": left})
        if model is VersionFile:
            rows = rows.exclude(version__document__case__in=destroyed)
        elif model is Letter:
            rows = rows.exclude(pk__in=Destruction.objects.values("letter"))
        elif model is Pause:
            rows = rows.exclude(visit__case__in=destroyed)
        left -= set(rows.values_list(name, flat=True))
    return sorted(left)


def _forget_what_lies_beside(case: Case) -> None:
    """What is no part of the record: drafts, notices, prints that wait to be fetched."""
    Draft.objects.filter(visit__case=case).delete()
    Notice.objects.filter(case=case).delete()
    Notice.objects.filter(visit__case=case).delete()
    prints = PrintJob.objects.filter(case=case).exclude(state=PrintState.EXPIRED)
    paths = [job.path for job in prints]
    prints.update(state=PrintState.EXPIRED)
    for path in paths:
        transaction.on_commit(partial(default_storage.delete, path))


def _empty_rows(case: Case) -> None:
    letter = case.letter
    for name in OF_LETTERS:
        setattr(letter, name, gone(getattr(letter, name)))
    letter.save(update_fields=list(OF_LETTERS))
    for version in DocumentVersion.objects.filter(document__case=case):
        version.content = emptied_content(version.form, version.content)
        version.save(update_fields=["content"])
    for file in VersionFile.objects.filter(version__document__case=case, is_print=False):
        file.name = gone(file.name)
        file.save(update_fields=["name"])
    for point in CorrectionPoint.objects.filter(case=case):
        for name in OF_POINTS:
            setattr(point, name, gone(getattr(point, name)))
        point.save(update_fields=list(OF_POINTS))
    for pause in Pause.objects.filter(visit__case=case):
        pause.note, pause.file_name = gone(pause.note), gone(pause.file_name)
        pause.save(update_fields=["note", "file_name"])
    for voiding in Voiding.objects.filter(version__document__case=case):
        voiding.note = gone(voiding.note)
        voiding.save(update_fields=["note"])
    for hold in case.holds.all():
        hold.reason, hold.lift_reason = gone(hold.reason), gone(hold.lift_reason)
        hold.save(update_fields=["reason", "lift_reason"])
    Probe.objects.filter(visit__case=case).update(seen={})


def _empty_lines(kind: SubjectKind, pk: int) -> dict[str, str]:
    """Empty the lines of a chain; the digest of each that changed, by its number."""
    digests = {}
    for entry in Entry.objects.of(kind, pk):
        left = emptied_line(entry.kind, entry.data)
        if left == entry.data:
            continue
        entry.data = left
        Entry.objects.filter(pk=entry.pk).update(data=left)
        digests[str(entry.number)] = entry.computed_hash()
    return digests
