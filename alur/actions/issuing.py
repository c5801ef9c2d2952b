"""Issuing: Alur makes the numbered PDF of a note or a verdict, keeps it with the version and writes it down."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max
from django_tasks import TaskContext, task

from alur.actions import recording
from alur.actions.situation import lock_case
from alur.papers import signing
from alur.papers.printed import kind_of
from alur.records.heads import late_instant
from alur.records.models import Case, DocumentVersion, Edition, Letter, StoredFile, TemplateFault, VersionFile
from alur.records.storage import clean_name, store_bytes

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TypesetPaper:
    """The paper of a version as PDF, with the digest of what it says."""

    version: DocumentVersion
    pdf: bytes = field(repr=False)
    digest: str


@task(takes_context=True)
def issue_paper(context: TaskContext, version_id: int, at: str) -> int:
    """The task behind `issue`; `at` is the instant of the record's line in ISO 8601. Returns the print's id.

    A print that comes when that day is sealed is written down when it is made.
    """
    moment = dt.datetime.fromisoformat(at)
    return issue(version_id, at=late_instant(moment, context.task_result.started_at or moment)).pk


def issue(version_id: int, *, at: dt.datetime) -> VersionFile:
    """Typeset a version's paper and add it to the version's files. A version that has its print gets no second one.

    The office's own certificate signs it where one is set; a person's passphrase never reaches this road, so what was
    waiting here when BSrE was switched on is issued unsigned, and says so. Raises ValueError for a form that is not
    printed, SigningFailed when the certificate cannot sign (the task is then tried again).
    """
    version = DocumentVersion.objects.select_related(
        "document__case__letter__unit", "visit", "made_by", "examines__document", "examines__made_by"
    ).get(pk=version_id)
    if earlier := _print_of(version):
        return earlier
    paper, facts = _signed_by_office(version, at)
    file = store_bytes(paper.pdf, media_type="application/pdf", at=at)
    with transaction.atomic():
        case = lock_case(version.document.case)
        if earlier := _print_of(version):
            return earlier
        return enter_print(case, paper, file, at=at, signature=facts)


def typeset_paper(version: DocumentVersion, *, at: dt.datetime, signature: str = "") -> TypesetPaper:
    """The version's paper as PDF; `signature` are the words that it says about its electronic signature, if any."""
    # Only who prints needs the typesetter; pages that enqueue the task do without its memory.
    from alur.papers.stationery import print_paper
    from alur.papers.typeset import seal

    kind = kind_of(version)
    data = seal(kind.gather(version) | ({"signature": signature} if signature else {}))
    printed = print_paper(kind.template, data, made_at=version.made_at)
    note_template(kind.template, printed.fault, at=at)
    return TypesetPaper(version, printed.pdf, data["digest"])


def enter_print(
    case: Case, paper: TypesetPaper, file: StoredFile, *, at: dt.datetime, signature: Mapping[str, Any]
) -> VersionFile:
    """Add a stored print to its version and write the line; the caller holds the case's lock."""
    version = paper.version
    last = version.files.aggregate(last=Max("position"))["last"]
    made = VersionFile.objects.create(
        version=version,
        file=file,
        name=_name(version),
        position=0 if last is None else last + 1,
        is_print=True,
        signature=dict(signature),
    )
    facts = {
        "paper": version.document.paper,
        "version": version.number,
        "number": version.official_number,
        "name": made.name,
        "sha256": file.sha256,
        "size": file.size,
        "digest": paper.digest,
    }
    if signature:
        facts["signature"] = dict(signature)
    recording.write(case, "terbit", by=None, at=at, data=facts)
    return made


def _signed_by_office(version: DocumentVersion, at: dt.datetime) -> tuple[TypesetPaper, Mapping[str, Any]]:
    signer = signing.signer()
    if signer is None or signer.needs_passphrase:
        return typeset_paper(version, at=at), {}
    person = signing.Person(version.made_by.name)
    paper = typeset_paper(version, at=at, signature=signer.words(person))
    reason = f"Persetujuan selaku {version.made_as} pada permintaan {version.document.case.number}"
    [whole] = signer.sign([paper.pdf], person, signing.NO_PASSPHRASE, reason=reason)
    return TypesetPaper(version, whole.pdf, paper.digest), whole.facts


def receipt_pdf(letter: Letter, *, at: dt.datetime) -> bytes:
    """A letter's tanda terima: the same bytes each time, so it is made when asked for and not kept."""
    from alur.papers.receipt import receipt
    from alur.papers.stationery import print_paper
    from alur.papers.typeset import seal

    printed = print_paper("tanda-terima", seal(receipt(letter)), made_at=letter.registered_at)
    note_template("tanda-terima", printed.fault, at=at)
    return printed.pdf


def sheet_pdf(edition: Edition, *, at: dt.datetime) -> bytes:
    """The SOP sheet of a published edition, on the office's paper; a fault of its own template is told."""
    from alur.papers.sheet import edition_sheet

    printed = edition_sheet(edition)
    note_template("sop", printed.fault, at=at)
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
