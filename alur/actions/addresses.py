"""Judges web addresses without asking them: can one be asked as typed, and does it lie on the open internet."""

from __future__ import annotations

import ipaddress
import unicodedata
from urllib.parse import SplitResult, urlsplit

URL_LIMIT = 500

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def fault_in(url: str) -> str:
    """What is wrong with an address as typed, as a sentence; "" when it can be asked."""
    if not url:
        return "Alamat aplikasi belum diisi."
    if len(url) > URL_LIMIT:
        return f"Alamat melebihi {URL_LIMIT} huruf; isi alamat halaman depannya."
    if any(letter.isspace() or unicodedata.category(letter)[0] == "C" for letter in url):
        return "Alamat memuat spasi atau huruf yang tidak terlihat; ketik ulang alamatnya."
    parts = _parts(url)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        return f"“{url}” bukan alamat web; contoh yang benar: https://simka.contoh.go.id/."
    if "@" in parts.netloc:
        return "Alamat memuat nama pengguna atau kata sandi; isi alamatnya saja."
    return ""


def is_public(address: IPAddress) -> bool:
    """True for an address of the open internet; an IPv4 address wrapped in an IPv6 one is judged by what is inside."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        wrapped = [address.sixtofour, *(address.teredo or ())]
        if address in _NAT64:
            wrapped.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if any(inner is not None and not is_public(inner) for inner in wrapped):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _parts(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        return parts if parts.port != 0 else None
    except ValueError:
        return None
