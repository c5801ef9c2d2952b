"""The NIP of a person: how it may be written, and what it must be."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"[0-9]{9,30}")
_MISTYPED = (17, 19)  # a digit of the official 18 lost or doubled


def plain_nip(text: str) -> str:
    """The NIP as it is kept: prints and sheets put blanks of any kind into it."""
    return "".join(text.split())


def nip_fault(nip: str) -> str:
    """What is wrong with a plain NIP for an account, said after the NIP itself; "" when nothing is."""
    if not _DIGITS.fullmatch(nip):
        return "harus terdiri atas 9 sampai 30 angka, misalnya 18 angka."
    if len(nip) in _MISTYPED:
        return f"{len(nip)} angka, padahal NIP pegawai 18 angka; periksa angkanya."
    return ""
