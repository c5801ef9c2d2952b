"""Asks a web address once and tells what was seen. It reaches public addresses only, and the ones an office allows.

A name is resolved first, every address found is judged, and the connection goes to the very address that was judged:
a name that changes its answer in between (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import asyncio
import hashlib
import html
import ipaddress
import re
import socket
import ssl
import time
import unicodedata
from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

import anyio.to_thread
import httpx

from alur.actions.addresses import IPAddress, fault_in, is_public
from alur.worktime.wording import number

READ_LIMIT = 256 * 1024
REDIRECTS = 3
HEADERS = {"User-Agent": "Alur (pemeriksaan alamat)", "Accept": "text/html,*/*;q=0.5", "Accept-Encoding": "identity"}

_TITLE = re.compile(rb"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)


class Unreachable(Exception):
    """The address gave no answer that counts; the text is a sentence for the person."""


def see(url: str, *, seconds: float, allowed_hosts: Collection[str]) -> dict[str, Any]:
    """What the address shows within `seconds`; this never raises for what a server does.

    Keys: is_online (final status 200-399 and no error), milliseconds, error (a sentence, "" if none), and as far as it
    came: url (after redirects), status, title, size, is_cut (more than 256 KiB), sha256 of what was read, and
    certificate_until (date). Hosts in `allowed_hosts` may lie on private addresses.
    """
    seen: dict[str, Any] = {"url": url, "error": ""}
    begun = time.monotonic()
    try:
        asyncio.run(_within(seconds, url, seen, allowed_hosts))
    except Unreachable as reason:
        seen["error"] = str(reason)
    seen["milliseconds"] = round((time.monotonic() - begun) * 1000)
    seen["is_online"] = not seen["error"] and 200 <= seen["status"] < 400
    return seen


async def _within(seconds: float, url: str, seen: dict[str, Any], allowed_hosts: Collection[str]) -> None:
    try:
        async with asyncio.timeout(seconds):
            await _follow(httpx.URL(url), seen, allowed_hosts)
    except TimeoutError:
        raise Unreachable(f"Tidak ada jawaban lengkap dalam {number(seconds)} detik.") from None
    except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError) as error:
        raise Unreachable(_sentence(error, urlsplit(seen["url"]).hostname or url)) from error


async def _follow(url: httpx.URL, seen: dict[str, Any], allowed_hosts: Collection[str]) -> None:
    # The authorities that browsers trust; SSL_CERT_FILE names others. Proxies of the environment are not used.
    trusted = httpx.create_ssl_context()
    async with httpx.AsyncClient(verify=trusted, trust_env=False, timeout=None, headers=HEADERS) as client:
        for hop in range(REDIRECTS + 1):
            seen["url"] = str(url)
            address = await _address_of(url, allowed_hosts, is_redirect=hop > 0)
            onward = await _ask(client, url, address, seen)
            if onward is None:
                return
            url = onward
    raise Unreachable(f"Alamat dialihkan lebih dari {REDIRECTS} kali, terakhir ke “{url}”.")


async def _address_of(url: httpx.URL, allowed_hosts: Collection[str], *, is_redirect: bool) -> str:
    """The address to connect to. Raises Unreachable when any address of the name is not public."""
    if fault := fault_in(str(url)):
        raise Unreachable(f"Alamat dialihkan ke tempat yang tidak dapat diperiksa: {fault}")
    host, port = url.raw_host.decode("ascii"), url.port or (443 if url.scheme == "https" else 80)
    try:
        # Abandoned on timeout: a resolver that hangs must not hold the worker.
        found = await anyio.to_thread.run_sync(
            lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM), abandon_on_cancel=True
        )
    except (socket.gaierror, UnicodeError):
        raise Unreachable(f"Nama “{host}” tidak ditemukan di DNS; periksa penulisannya.") from None
    addresses = [str(item[4][0]).partition("%")[0] for item in found]
    if host not in allowed_hosts:
        for address in addresses:
            _refuse_inside(host, ipaddress.ip_address(address), is_redirect=is_redirect)
    return addresses[0]


def _refuse_inside(host: str, address: IPAddress, *, is_redirect: bool) -> None:
    if is_public(address):
        return
    subject = f"Alamat dialihkan ke “{host}”, yang" if is_redirect else f"Alamat “{host}”"
    raise Unreachable(
        f"{subject} berada di jaringan dalam ({address}), jadi tidak diperiksa. "
        "Bila itu memang server kantor, minta administrator menambahkannya ke ALUR_PROBE_HOSTS."
    )


async def _ask(client: httpx.AsyncClient, url: httpx.URL, address: str, seen: dict[str, Any]) -> httpx.URL | None:
    """One question to the judged address, under the name of the host. Returns where to go on, None at the end."""
    request = client.build_request(
        "GET",
        url.copy_with(host=address),
        headers={"Host": url.netloc.decode("ascii")},
        extensions={"sni_hostname": url.raw_host.decode("ascii")},
    )
    response = await client.send(request, stream=True)
    try:
        seen["status"] = response.status_code
        _note_certificate(response, seen)
        if response.has_redirect_location:
            return url.join(response.headers["Location"])
        await _read(response, seen)
    finally:
        await response.aclose()
    if response.status_code >= 400:
        seen["error"] = f"Server menjawab {response.status_code} {response.reason_phrase}".rstrip() + "."
    return None


async def _read(response: httpx.Response, seen: dict[str, Any]) -> None:
    body = b""
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > READ_LIMIT:
            break
    seen["is_cut"] = len(body) > READ_LIMIT
    body = body[:READ_LIMIT]
    seen["size"] = len(body)
    seen["sha256"] = hashlib.sha256(body).hexdigest()
    seen["title"] = _title(body, response.charset_encoding or "utf-8")


def _title(body: bytes, encoding: str) -> str:
    found = _TITLE.search(body)
    if found is None:
        return ""
    try:
        text = found[1].decode(encoding, "replace")
    except LookupError:
        text = found[1].decode("utf-8", "replace")
    words = " ".join(html.unescape(text).split())
    return "".join(letter for letter in words if unicodedata.category(letter)[0] != "C")[:200]


def _note_certificate(response: httpx.Response, seen: dict[str, Any]) -> None:
    secured = response.extensions["network_stream"].get_extra_info("ssl_object")
    certificate = secured.getpeercert() if secured is not None else None
    if certificate:
        ends = time.gmtime(ssl.cert_time_to_seconds(certificate["notAfter"]))
        seen["certificate_until"] = time.strftime("%Y-%m-%d", ends)


def _sentence(error: Exception, host: str) -> str:
    text = str(error)
    if "CERTIFICATE_VERIFY_FAILED" in text:
        return f"Sertifikat “{host}” tidak dapat dipercaya; perbarui sertifikat server atau periksa namanya."
    if isinstance(error, ssl.SSLError) or "SSL" in text:
        return f"Server “{host}” tidak menjawab dengan HTTPS yang benar."
    if isinstance(error, httpx.ProtocolError | httpx.InvalidURL):
        return f"Jawaban server “{host}” bukan HTTP yang dapat dibaca."
    return f"Server “{host}” tidak dapat dihubungi atau memutus sambungan."
