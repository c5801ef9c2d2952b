"""Issuing: Alur makes the numbered PDF of a note or a verdict, keeps it with the version and writes it down."""

from __future__ import annotations

import datetime as dt
import logging

from django.db import transaction
from django.db.models import Max
from django_tasks import task

from alur.actions import recording
from alur.actions.situation import lock_case
from alur.papers.printed import kind_of
from alur.records.models import DocumentVersion, Letter, TemplateFault, VersionFile
from alur.records.storage import clean_name, store_bytes

logger = logging.getLogger(__name__)


@task
def issue_paper(version_id: int, at: str) -> int:
    """The task behind `issue`; `at` is the instant of the record's line in ISO 8601. Returns the print's id."""
    return issue(version_id, at=dt.datetime.fromisoformat(at)).pk


def issue(version_id: int, *, at: dt.datetime) -> VersionFile:
    """Typeset a version's paper and add it to the version's files. A version that has its print gets no second one.

    Raises ValueError for a form that is not printed.
    """
    # Only the worker needs the typesetter; pages that enqueue the task do without its memory.
    from alur.papers.stationery import print_paper
    from alur.papers.typeset import seal

    version = DocumentVersion.objects.select_related(
        "document__case__letter__unit", "visit", "made_by", "examines__document", "examines__made_by"
    ).get(pk=version_id)
    if earlier := _print_of(version):
        return earlier
    kind = kind_of(version)
    data = seal(kind.gather(version))
    printed = print_paper(kind.template, data, made_at=version.made_at)
    note_template(kind.template, printed.fault, at=at)
    file = store_bytes(printed.pdf, media_type="application/pdf", at=at)
    with transaction.atomic():
        case = lock_case(version.document.case)
        if earlier := _print_of(version):
            return earlier
        last = version.files.aggregate(last=Max("position"))["last"]
        made = VersionFile.objects.create(
            version=version, file=file, name=_name(version), position=0 if last is None else last + 1, is_print=True
        )
        facts = {
            "paper": version.document.paper,
            "version": version.number,
            "number": version.official_number,
            "sha256": file.sha256,
            "size": file.size,
            "digest": data["digest"],
        }
        recording.write(case, "terbit", by=None, at=at, data=facts)
    return made


def receipt_pdf(letter: Letter, *, at: dt.datetime) -> bytes:
    """A letter's tanda terima: the same bytes each time, so it is made when asked for and not kept."""
    from alur.papers.receipt import receipt
    from alur.papers.stationery import print_paper
    from alur.papers.typeset import seal

    printed = print_paper("tanda-terima", seal(receipt(letter)), made_at=letter.registered_at)
    note_template("tanda-terima", printed.fault, at=at)
    return printed.pdf


def _print_of(version: DocumentVersion) -> VersionFile | None:
    return version.files.filter(is_print=True).first()


def note_template(template: str, fault: str, *, at: dt.datetime) -> None:
    """Tell the operator why the office's own template was not used, or forget the fault once it works again."""
    if not fault:
        TemplateFault.objects.filter(template=template).delete()
        return
    logger.error(fault)
    TemplateFault.objects.update_or_create(template=template, defaults={"message": fault, "found_at": at})


def _name(version: DocumentVersion) -> str:
    title = kind_of(version).title or version.document.name
    return clean_name(f"{title} {version.official_number}".strip().replace("/", "-") + ".pdf")
