"""Messages to telephones: a signed JSON call to the one gateway that the operator has named.

The caller has judged the address to connect to, so a name that changes its answer in between gains nothing.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import httpx

from alur.notices.outcome import SENT, Outcome, Result, one_line

READ_LIMIT = 2048
OF_THE_NUMBER = (404, 410, 422)


@dataclass(frozen=True, slots=True)
class Gateway:
    """Where the gateway is, which key signs, how long it may take, and to which network address the call goes."""

    url: str
    secret: str
    seconds: float
    address: str


def call(gateway: Gateway, content: Mapping[str, object], *, key: str, stamp: int) -> Outcome:
    """POST the content as JSON and tell how it ended; this never raises for what a gateway does.

    Header X-Alur-Tanda is "sha256=" and the HMAC (hex) of "STAMP.BODY"; X-Alur-Waktu is the stamp (seconds since
    1970), Idempotency-Key the key, the same each time this message is sent. Redirects are not followed.
    """
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Alur (pemberitahuan)",
        "Idempotency-Key": key,
        "X-Alur-Waktu": str(stamp),
        "X-Alur-Tanda": f"sha256={signature(gateway.secret, stamp, body)}",
    }
    try:
        status, said = asyncio.run(_post(gateway, body, headers))
    except TimeoutError:
        return Outcome(Result.AWAY, f"Gerbang pesan tidak menjawab dalam {gateway.seconds:g} detik.")
    except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError) as error:
        return Outcome(Result.AWAY, f"Gerbang pesan tidak dapat dihubungi: {one_line(str(error)) or 'terputus'}")
    return _judged(status, said)


def signature(secret: str, stamp: int, body: bytes) -> str:
    """HMAC-SHA256 (hex) over the stamp, a full stop and the body: who receives it reckons the same and compares."""
    return hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()


def _judged(status: int, said: str) -> Outcome:
    if 200 <= status < 300:
        return SENT
    reason = f"Gerbang pesan menjawab {status}: {said}" if said else f"Gerbang pesan menjawab {status}."
    if status in OF_THE_NUMBER or status == 400:
        return Outcome(Result.REFUSED, reason, is_address=status in OF_THE_NUMBER)
    return Outcome(Result.LATER, reason)


async def _post(gateway: Gateway, body: bytes, headers: Mapping[str, str]) -> tuple[int, str]:
    url = httpx.URL(gateway.url)
    host, name = url.netloc.decode("ascii"), url.raw_host.decode("ascii")
    async with (
        asyncio.timeout(gateway.seconds),
        httpx.AsyncClient(verify=_trusted(), trust_env=False, timeout=None) as client,
        client.stream(
            "POST",
            url.copy_with(host=gateway.address),
            content=body,
            headers={**headers, "Host": host},
            extensions={"sni_hostname": name},
        ) as response,
    ):
        said = b""
        async for chunk in response.aiter_bytes():
            said += chunk
            if len(said) > READ_LIMIT:
                break
        return response.status_code, one_line(said[:READ_LIMIT].decode("utf-8", "replace"))


@lru_cache(maxsize=1)
def _trusted() -> ssl.SSLContext:
    return httpx.create_ssl_context()
