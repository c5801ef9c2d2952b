"""Encrypts what must be read again but lie in no table as plain text: Fernet under the installation's secret key."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from alur.actions.refusal import Refused

PURPOSE = b"alur.sealing.v1\n"


def seal(text: str) -> str:
    """The text, encrypted and authenticated."""
    return _fernet().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text again. Raises Refused when it was sealed under another secret key."""
    try:
        return _fernet().decrypt(sealed.encode()).decode()
    except InvalidToken as fault:
        raise Refused(
            ["Kunci rahasia pemasangan ini berganti; pengaman kedua harus dibuat baru. Hubungi administrator."]
        ) from fault


def _fernet() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(PURPOSE + settings.SECRET_KEY.encode()).digest()))
