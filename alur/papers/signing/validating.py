"""Checks the signatures of a PDF and says it in words: who, when, by whose certificate, and whether it holds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from pyhanko.keys import load_certs_from_pemder
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from alur.papers.signing.keys import common_name
from alur.papers.signing.reading import UNREADABLE, signatures_in, stamp_of
from alur.papers.wording import instant_words

END = re.compile(rb"startxref\s+\d+\s+%%EOF\s*\Z")
TAIL = 64
BROKEN = "Tanda tangan elektronik pada berkas ini tidak dapat dibaca: berkasnya rusak."


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome for one signature. `is_good` only when the whole file is as it was signed, by a known issuer."""

    sentence: str
    signer: str
    at: dt.datetime | None
    is_intact: bool
    is_whole: bool
    is_trusted: bool

    @property
    def is_good(self) -> bool:
        return self.is_intact and self.is_whole and self.is_trusted


def signature_words(pdf: bytes, roots: Sequence[Any] | None = None) -> list[str]:
    """One sentence a signature, in the order in which they were made; none for a PDF that is not signed.

    `roots` are trusted certificates (asn1crypto); without them those of ALUR_SIGNATURE_ROOTS count. A file that is no
    readable PDF gets one sentence that says so.
    """
    return [outcome.sentence for outcome in checked(pdf, roots)]


def checked(pdf: bytes, roots: Sequence[Any] | None = None) -> list[Checked]:
    """The outcome for each signature (see `signature_words`). Nothing is fetched from outside while checking."""
    trusted = roots if roots is not None else trusted_roots()
    try:
        found = signatures_in(pdf)
    except UNREADABLE:
        return [Checked(BROKEN, "", None, False, False, False)]
    has_clean_end = END.search(pdf, max(0, len(pdf) - TAIL)) is not None
    return [_outcome(item, trusted, item is found[-1], has_clean_end) for item in found]


def trusted_roots() -> list[Any]:
    """The certificates in ALUR_SIGNATURE_ROOTS; none when it is not set or not readable."""
    path = settings.SIGNATURE["roots"]
    try:
        return list(_loaded(path, Path(path).stat().st_mtime_ns)) if path else []
    except (OSError, ValueError):
        return []


@lru_cache(maxsize=2)
def _loaded(path: str, stamp: int) -> tuple[Any, ...]:
    return tuple(load_certs_from_pemder([path]))


def _outcome(found: EmbeddedPdfSignature, roots: Sequence[Any], is_newest: bool, has_clean_end: bool) -> Checked:
    """Judged at the instant of signing: a certificate that ended later takes nothing from what it signed before."""
    try:
        signer = common_name(found.signer_cert.subject)
        stamped_at = stamp_of(found)
        at = stamped_at or found.self_reported_timestamp
        status = _status(found, roots, at)
    except UNREADABLE:
        return Checked(BROKEN, "", None, False, False, False)
    is_intact = bool(status.intact and status.valid)
    is_whole = _is_whole(status) or (has_clean_end and _is_only_extended(status, is_newest=is_newest))
    is_trusted = bool(roots) and bool(status.trusted)
    words = _words(signer, at, _clock(status, is_stamped=stamped_at is not None))
    sentence = f"{words}; {_judgement(is_intact, is_whole, is_trusted, status, found)}."
    return Checked(sentence, signer, at, is_intact, is_whole, is_trusted)


def _status(found: EmbeddedPdfSignature, roots: Sequence[Any], at: dt.datetime | None) -> PdfSignatureStatus:
    moment = min(at, timezone.now()) if at else timezone.now()
    context = ValidationContext(trust_roots=list(roots), allow_fetching=False, moment=moment)
    stamps = ValidationContext(trust_roots=list(roots), allow_fetching=False, moment=moment)
    return validate_pdf_signature(found, context, ts_validation_context=stamps)


def _is_whole(status: PdfSignatureStatus) -> bool:
    """Bytes added after the end leave the library's own verdict good, so the coverage is asked for as well."""
    return status.coverage is SignatureCoverageLevel.ENTIRE_FILE and bool(status.docmdp_ok)


def _is_only_extended(status: PdfSignatureStatus, *, is_newest: bool) -> bool:
    """What may follow a signature: data for validating it later (BSrE may add such), and a further signature.

    Bytes that make no revision of the file leave the level at NONE, so they are not taken for either.
    """
    level = status.modification_level
    if is_newest:
        return bool(status.docmdp_ok) and level is ModificationLevel.LTA_UPDATES
    return bool(status.docmdp_ok) and level is not None and level <= ModificationLevel.FORM_FILLING


def _words(signer: str, at: dt.datetime | None, clock: str) -> str:
    if at is None:
        return f"Ditandatangani secara elektronik oleh {signer}, tanpa waktu"
    return f"Ditandatangani secara elektronik oleh {signer} pada {instant_words(at, settings.TIME_ZONE)} ({clock})"


def _clock(status: PdfSignatureStatus, *, is_stamped: bool) -> str:
    """Whose clock gave the instant; a time stamp counts only when it holds and its authority is known."""
    if not is_stamped:
        return "menurut jam penanda tangan"
    stamp = status.timestamp_validity
    is_known = stamp is not None and stamp.valid and stamp.intact and stamp.trusted
    return "menurut cap waktu" if is_known else "menurut cap waktu yang penerbitnya tidak dikenal"


def _judgement(
    is_intact: bool, is_whole: bool, is_trusted: bool, status: PdfSignatureStatus, found: EmbeddedPdfSignature
) -> str:
    if not is_intact:
        return "isinya DIUBAH sesudah ditandatangani, jadi tanda tangan ini tidak berlaku"
    if not is_whole:
        return "ada yang DITAMBAHKAN pada berkas sesudah ditandatangani; mintalah berkas aslinya"
    if not is_trusted:
        return f"utuh, tetapi {_distrust(status, found)}"
    certificate = found.signer_cert
    issuer = common_name(certificate.issuer)
    ended = certificate.not_valid_after < timezone.now()
    tail = f" (masa berlakunya berakhir {certificate.not_valid_after:%Y-%m-%d})" if ended else ""
    if status.modification_level is ModificationLevel.LTA_UPDATES:
        tail += "; sesudah itu hanya ditambahkan data untuk pemeriksaan kelak"
    return f"utuh, dengan sertifikat terbitan {issuer}{tail}"


def _distrust(status: PdfSignatureStatus, found: EmbeddedPdfSignature) -> str:
    issuer = common_name(found.signer_cert.issuer)
    at = status.signer_reported_dt or timezone.now()
    certificate = found.signer_cert
    if status.revoked:
        return "sertifikatnya telah dicabut"
    if not certificate.not_valid_before <= at <= certificate.not_valid_after:
        return "sertifikatnya tidak berlaku pada saat itu"
    return f"penerbit sertifikatnya ({issuer}) tidak dikenal oleh kantor ini"
