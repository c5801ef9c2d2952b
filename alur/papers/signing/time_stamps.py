"""Time stamps (RFC 3161): asks an authority for a token, and says whether a token holds over a digest."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import httpx
from asn1crypto import cms, tsp
from pyhanko.sign.general import SigningError
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko_certvalidator import ValidationContext

from alur.papers.signing.keys import common_name

UNREADABLE = (ValueError, TypeError, KeyError, IndexError, SignatureValidationError, SigningError)


@dataclass(frozen=True, slots=True)
class Token:
    """A token as DER, whose it is and of when."""

    der: bytes
    authority: str
    at: dt.datetime


class HttpTimeStamper(TimeStamper):
    """Asks a time-stamping authority (RFC 3161) over HTTP with the client that the whole program uses."""

    def __init__(self, address: str, seconds: int) -> None:
        super().__init__()
        self._address = address
        self._seconds = seconds

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
        try:
            async with httpx.AsyncClient(timeout=self._seconds) as client:
                answer = await client.post(self._address, content=req.dump(), headers=headers)
            answer.raise_for_status()
            return tsp.TimeStampResp.load(answer.content, strict=True)
        except (httpx.HTTPError, ValueError) as error:
            raise TimestampRequestError("The time-stamping authority gave no usable answer") from error


def token_over(digest: str, address: str, *, seconds: int) -> Token:
    """A token of the authority at this address over a SHA-256 in hexadecimal. Raises TimestampRequestError."""
    stamper = HttpTimeStamper(address, seconds)
    token = asyncio.run(stamper.async_timestamp(bytes.fromhex(digest), "sha256"))
    return read_token(token.dump())


def read_token(der: bytes) -> Token:
    """Who gave a token and when. Raises ValueError for what is no token."""
    try:
        info, signed = _opened(der)
        signer = next((item.chosen for item in signed["certificates"] if _is_authority(item.chosen)), None)
        name = common_name(signer.subject) if signer is not None else "tanpa nama"
        return Token(der, name, info["gen_time"].native)
    except UNREADABLE as error:
        raise ValueError("cap waktu tidak dapat dibaca") from error


def fault_in_token(der: bytes, digest: str, roots: Sequence[Any]) -> str:
    """What is wrong with a token over this digest, "" when it holds. Without roots nobody vouches for its signer."""
    try:
        info, signed = _opened(der)
        imprint = info["message_imprint"]
        is_ours = imprint["hash_algorithm"]["algorithm"].native == "sha256" and imprint[
            "hashed_message"
        ].native == bytes.fromhex(digest)
        if not is_ours:
            return "cap waktunya untuk sidik jari lain"
        moment = info["gen_time"].native
        anchors = list(roots) or [item.chosen for item in signed["certificates"]]
        context = ValidationContext(trust_roots=anchors, allow_fetching=False, moment=moment)
        status = asyncio.run(validate_tst_signed_data(signed, context, lambda _: bytes.fromhex(digest)))
    except UNREADABLE:
        return "cap waktunya rusak"
    if not (status["intact"] and status["valid"]):
        return "tanda tangan cap waktunya tidak cocok"
    if roots and not _is_trusted(status):
        return "penerbit cap waktunya tidak dikenal"
    return ""


def _is_trusted(status: dict[str, Any]) -> bool:
    return status.get("validation_path") is not None and status.get("trust_problem_indic") is None


def _opened(der: bytes) -> tuple[Any, Any]:
    signed = cms.ContentInfo.load(der, strict=True)["content"]
    return signed["encap_content_info"]["content"].parsed, signed


def _is_authority(certificate: Any) -> bool:
    usage = certificate.extended_key_usage_value
    return usage is not None and "time_stamping" in usage.native
