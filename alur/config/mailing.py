"""How mail is sent: read from ALUR_EMAIL_URL, or from ALUR_EMAIL_HOST and its companions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

SCHEMES = {"smtp": (25, False, False), "smtp+tls": (587, True, False), "smtps": (465, False, True)}


def mail_of(environment: Mapping[str, str]) -> dict[str, Any]:
    """Host, port, user, password, and way ("starttls", "tls", "tidak"); host is "" where no mail can be sent.

    Raises ValueError with a sentence for an address that cannot be read.
    """
    url = environment.get("ALUR_EMAIL_URL", "")
    if not url and (host := environment.get("ALUR_EMAIL_HOST", "")):
        return _settings(
            host,
            int(environment.get("ALUR_EMAIL_PORT") or 587),
            environment.get("ALUR_EMAIL_USER", ""),
            environment.get("ALUR_EMAIL_PASSWORD", ""),
            environment.get("ALUR_EMAIL_TLS") or "starttls",
        )
    if not url:
        return _settings("", 25, "", "", "tidak")
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise ValueError("ALUR_EMAIL_URL harus seperti smtp+tls://pengguna:sandi@surel.kantor.go.id:587.")
    port, is_starttls, is_tls = SCHEMES[parts.scheme]
    way = "starttls" if is_starttls else ("tls" if is_tls else "tidak")
    return _settings(
        parts.hostname, parts.port or port, unquote(parts.username or ""), unquote(parts.password or ""), way
    )


def _settings(host: str, port: int, user: str, password: str, way: str) -> dict[str, Any]:
    if way not in ("starttls", "tls", "tidak"):
        raise ValueError("ALUR_EMAIL_TLS harus starttls, tls, atau tidak.")
    return {"host": host, "port": port, "user": user, "password": password, "way": way}
