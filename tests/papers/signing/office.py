"""The office's settings of the signature, as a test changes them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.papers.signing import authority
from tests.papers.signing.services import PASSWORD, USER, Esign


def with_signature(settings: Any, **changes: Any) -> None:
    """Change these values of the signature's settings; all others stay."""
    settings.SIGNATURE = settings.SIGNATURE | {name: str(value) for name, value in changes.items()}


def use_certificate(settings: Any, folder: Path) -> None:
    """Let the papers be signed with the office's own certificate, from a file in this folder."""
    key = authority.issued("Biro Kepegawaian").p12(folder / "kantor.p12")
    roots = authority.root().pem(folder / "induk.pem")
    with_signature(settings, adapter="certificate", key=key, secret=authority.SECRET, roots=roots)


def use_bsre(settings: Any, service: Esign, **changes: Any) -> None:
    """Let the papers be signed by people's certificates at this service."""
    values = {"adapter": "bsre", "url": service.address, "user": USER, "secret": PASSWORD, "seconds": 5}
    with_signature(settings, **(values | changes))
