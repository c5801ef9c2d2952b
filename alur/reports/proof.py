"""What anybody may learn about a paper by its code, and whether a file is that very paper. Nothing else leaves here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet
from django.utils import timezone

from alur.papers.gathering import VERDICT_TITLE
from alur.records.models import (
    Assessment,
    AssessmentKind,
    DocumentVersion,
    Security,
    VersionFile,
    VersionState,
    Voiding,
)
from alur.sop.document import Form


class Validity(StrEnum):
    VALID = "berlaku"
    REPLACED = "digantikan"
    VOID = "batal"


@dataclass(frozen=True, slots=True)
class PaperProof:
    """A paper in public words. `name` and `successor` are "" where its security class hides them.

    `since` is the day on which it was replaced or voided; `is_successor_void` says that what replaced it is void in its
    turn; `prints` are the SHA-256 of the files that Alur issued.
    """

    code: str
    name: str
    number: str
    made_on: dt.date
    signer: str
    capacity: str
    validity: Validity
    since: dt.date | None
    successor: str
    is_successor_void: bool
    void_reason: str
    prints: tuple[str, ...]


class Likeness(StrEnum):
    """What a file is, compared with a paper."""

    SAME = "sama"
    OTHER = "naskah lain"
    DIFFERENT = "berbeda"
    NOT_ISSUED = "belum terbit"


@dataclass(frozen=True, slots=True)
class Comparison:
    """`code` names the paper that the file is, "" for none."""

    likeness: Likeness
    code: str = ""


def proof_of(code: str) -> PaperProof | None:
    """The paper with this code, None for none. Two queries, whether there is one or not."""
    joined = ("document__current", "document__case", "made_by", "voiding")
    version = DocumentVersion.objects.select_related(*joined).filter(code=code).exclude(code="").first()
    if version is None:
        form = Assessment.objects.select_related("issued_by").filter(code=code).exclude(code="").first()
        return _assessment(form) if form else None
    prints = tuple(_prints().filter(version__code=code).values_list("file_id", flat=True))
    return _told(version, prints)


def compare(sha256: str, proof: PaperProof | None = None) -> Comparison:
    """What the file with this SHA-256 is: this paper, another one that Alur issued, or neither. At most two queries.

    Only papers with a code are known here: whoever holds such a file can read the code in it. All other files of the
    office are as strange as any.
    """
    found = _prints().filter(file=sha256).values_list("version__code", flat=True).first() or ""
    found = found or Assessment.objects.filter(file=sha256).values_list("code", flat=True).first() or ""
    if proof is not None and sha256 in proof.prints:
        return Comparison(Likeness.SAME, proof.code)
    if found:
        return Comparison(Likeness.OTHER if proof else Likeness.SAME, found)
    return Comparison(Likeness.NOT_ISSUED if proof is not None and not proof.prints else Likeness.DIFFERENT)


def _prints() -> QuerySet[VersionFile]:
    return VersionFile.objects.filter(is_print=True).exclude(version__code="").order_by("pk")


def _told(version: DocumentVersion, prints: tuple[str, ...]) -> PaperProof:
    document, current = version.document, version.document.current
    voiding: Voiding | None = getattr(version, "voiding", None)
    successor = current if current is not None and current.pk != version.pk else None
    is_open = document.case.security == Security.OPEN
    validity, since = Validity.VALID, None
    if voiding is not None:
        validity, since = Validity.VOID, timezone.localdate(voiding.voided_at)
    elif successor is not None:
        validity, since = Validity.REPLACED, timezone.localdate(successor.made_at)
    return PaperProof(
        code=version.code,
        name=(VERDICT_TITLE if version.form == Form.VERDICT else document.name) if is_open else "",
        number=version.official_number,
        made_on=timezone.localdate(version.made_at),
        signer=version.made_by.name,
        capacity=version.made_as,
        validity=validity,
        since=since,
        successor=_words(successor) if successor and is_open else "",
        is_successor_void=successor is not None and successor.state == VersionState.VOID,
        void_reason=voiding.get_reason_display() if voiding else "",
        prints=prints,
    )


def _assessment(form: Assessment) -> PaperProof:
    """An issued assessment of an SOP; nothing replaces or voids it."""
    return PaperProof(
        code=form.code,
        name=AssessmentKind(form.kind).label,
        number=form.official_number,
        made_on=timezone.localdate(form.issued_at),
        signer=form.issued_by.name if form.issued_by else "",
        capacity=form.issued_as,
        validity=Validity.VALID,
        since=None,
        successor="",
        is_successor_void=False,
        void_reason="",
        prints=(form.file_id,) if form.file_id else (),
    )


def _words(version: DocumentVersion) -> str:
    return f"versi {version.number}" + (f", nomor {version.official_number}" if version.official_number else "")
