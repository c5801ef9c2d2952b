"""Short codes of papers: twelve letters and digits that cannot be guessed and can be read out on the telephone."""

from __future__ import annotations

import re
import secrets
import unicodedata

# Crockford's base 32: no I, L, O and U, so that nothing is taken for 1, 0 or V. Twelve of them are 60 random bits.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
GROUP = 4

_WELL_FORMED = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
_IN_ADDRESS = re.compile(r"/periksa/([^/?#\s]+)", re.I)
_MISREAD = str.maketrans("OIL", "011")


def new_code() -> str:
    """A new random code."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_code(text: str) -> str:
    """The code that a person means, "" when it can be none.

    Small letters, spaces and hyphens are forgiven, O stands for 0, I and L for 1; a whole address that ends in a code
    will do.
    """
    in_address = _IN_ADDRESS.search(text[:300])
    typed = unicodedata.normalize("NFKC", in_address[1] if in_address else text[:300]).upper().translate(_MISREAD)
    code = re.sub(r"[\s\-\u2010-\u2015_.]", "", typed)
    return code if _WELL_FORMED.fullmatch(code) else ""


def spelled(code: str) -> str:
    """The code as it is printed, in groups of four: "7KQ2-M0XD-93TB"."""
    return "-".join(code[place : place + GROUP] for place in range(0, len(code), GROUP))
