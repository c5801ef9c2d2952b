"""What was typed into a form that may not be taken, to be shown once more so that it can be copied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from alur.web.middleware import Request

NOT_TYPED = ("csrfmiddlewaretoken", "token", "aksi", "next", "lanjut", "baris", "pindaian")
NOT_SHOWN = ("sandi", "password", "passphrase", "kode", "nik")


@dataclass(frozen=True, slots=True)
class Typed:
    """A field's name on the page, where known, and its text."""

    label: str
    text: str


def typed_texts(request: Request, labels: Mapping[str, str] | None = None) -> list[Typed]:
    """The texts of a form that was sent, in its order; no secrets, and nothing for a page that was only asked for."""
    return [
        Typed((labels or {}).get(name, "Isian Anda"), text)
        for name, text in request.POST.items()
        if isinstance(text, str)
        and text.strip()
        and name not in NOT_TYPED
        and not any(word in name.lower() for word in NOT_SHOWN)
    ]
