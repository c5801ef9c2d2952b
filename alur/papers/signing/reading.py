"""Reads who signed a PDF and when, without judging it. Whether the signature holds is asked in `validating`."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator.errors import ValidationError

from alur.papers.signing.keys import common_name
from alur.papers.signing.port import SigningFailed

UNREADABLE = (PdfError, SignatureValidationError, ValidationError, ValueError, TypeError, KeyError, AttributeError)


def signatures_in(pdf: bytes) -> list[EmbeddedPdfSignature]:
    """The signatures of a PDF, oldest first, time stamps left out. Raises one of UNREADABLE for a broken file."""
    return list(PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures)


def facts_of(pdf: bytes, *, by: str) -> dict[str, Any]:
    """Facts of the newest signature for the record: adapter, subject, issuer, serial, instant (ISO 8601, UTC), level.

    Raises SigningFailed when the file has no readable signature.
    """
    try:
        found = signatures_in(pdf)[-1]
        certificate = found.signer_cert
        stamped_at = stamp_of(found)
        at = stamped_at or found.self_reported_timestamp
    except (*UNREADABLE, IndexError) as error:
        raise SigningFailed("berkas yang kembali tidak bertanda tangan. Langkah ini belum dicatat.") from error
    return {
        "adapter": by,
        "subject": common_name(certificate.subject),
        "issuer": common_name(certificate.issuer),
        "serial": f"{certificate.serial_number:x}",
        "at": at.astimezone(dt.UTC).isoformat(timespec="seconds") if at else "",
        "level": "PAdES B-T" if stamped_at else "PAdES B-B",
    }


def stamp_of(found: EmbeddedPdfSignature) -> dt.datetime | None:
    """The instant in the signature's time stamp, not judged yet; None without one."""
    for token in extract_tst_data_iter(found.signer_info, signed=False):
        instant: dt.datetime = token["encap_content_info"]["content"].parsed["gen_time"].native
        return instant
    return None
