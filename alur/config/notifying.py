"""How notices leave the office: the gateway for messages, and what those get who have chosen nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

SHORTEST_SECRET = 16
WORDS = ("segera", "rangkuman")


def webhook_of(environment: Mapping[str, str]) -> dict[str, Any]:
    """url ("" for none), secret and seconds. Raises ValueError with a sentence that does not repeat the secret."""
    url, secret = environment.get("ALUR_WEBHOOK_URL", ""), environment.get("ALUR_WEBHOOK_SECRET", "")
    seconds = environment.get("ALUR_WEBHOOK_SECONDS") or "10"
    if not url:
        return {"url": "", "secret": "", "seconds": 10}
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        raise ValueError(
            "ALUR_WEBHOOK_URL harus alamat http(s) tanpa nama pengguna, misalnya https://gerbang.contoh.go.id/kirim."
        )
    if len(secret) < SHORTEST_SECRET:
        raise ValueError(
            f"ALUR_WEBHOOK_SECRET harus diisi, sekurang-kurangnya {SHORTEST_SECRET} huruf: kunci tanda kiriman."
        )
    if not seconds.isdigit() or not 1 <= int(seconds) <= 60:
        raise ValueError("ALUR_WEBHOOK_SECONDS harus bilangan 1 sampai 60.")
    return {"url": url, "secret": secret, "seconds": int(seconds)}


def defaults_of(environment: Mapping[str, str]) -> dict[str, bool]:
    """What a person gets who has just given an address: is_at_once and is_digest. Raises ValueError with a sentence."""
    text = environment.get("ALUR_NOTICES") or "segera,rangkuman"
    words = [word.strip() for word in text.split(",") if word.strip()]
    if words != ["tidak"] and not set(words) <= set(WORDS):
        raise ValueError("ALUR_NOTICES harus berisi segera, rangkuman, keduanya dipisah koma, atau tidak.")
    return {"is_at_once": "segera" in words, "is_digest": "rangkuman" in words}
