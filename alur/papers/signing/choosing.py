"""Which adapter signs, by the office's settings, and what is wrong with those, in sentences for the operator."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from alur.papers.signing.port import NAME, Person, Signer, SigningFailed

OFF, CERTIFICATE, BSRE = "off", "certificate", "bsre"
VERSIONS = ("v1", "v2")
NIK = re.compile(r"[0-9]{16}")
SECONDS_LIMIT = 15  # below the 20 seconds for which SQLite lets other people wait


def signer() -> Signer | None:
    """The adapter that signs the papers of this office; None when signatures are off."""
    return _signer(tuple(sorted(settings.SIGNATURE.items())))


def is_on() -> bool:
    """True when the papers of this office are signed. Reads the settings only."""
    return settings.SIGNATURE["adapter"] != OFF


def asks_passphrase() -> bool:
    """True when each act needs the signer's own passphrase. Reads the settings only."""
    return settings.SIGNATURE["adapter"] == BSRE


def why_not_sign(person: Person) -> list[str]:
    """Why this person cannot sign at all, as sentences; nothing is asked of a key or a service."""
    if not asks_passphrase() or NIK.fullmatch(person.nik):
        return []
    return [
        f"{NAME}: NIK Anda belum tercatat di Alur, padahal BSrE mengenal penanda tangan dari NIK-nya. "
        "Mintalah pengelola Alur mencatatnya."
    ]


def faults() -> list[str]:
    """Why Alur cannot start with these settings, each sentence with the variable to mend; none when all is well."""
    values = settings.SIGNATURE
    match values["adapter"]:
        case "off":
            return []
        case "certificate":
            return _shared_faults(values) or _certificate_faults(values) or _opening_faults()
        case "bsre":
            return _shared_faults(values) or _bsre_faults(values)
    return [f"ALUR_SIGNATURE berisi “{values['adapter']}”; tulislah off, certificate, atau bsre."]


def cautions() -> list[str]:
    """What the operator should see to although Alur can run: a certificate about to end, no roots to check with."""
    values, found = settings.SIGNATURE, []
    if values["adapter"] == OFF:
        return []
    if not values["roots"]:
        found.append(
            "ALUR_SIGNATURE_ROOTS belum diisi: pemeriksaan tanda tangan tidak dapat menyebut penerbitnya dikenal."
        )
    if values["adapter"] == BSRE and _is_open_road(values["url"]):
        found.append(
            "ALUR_SIGNATURE_URL memakai http: frasa sandi para pejabat melintasi jaringan tanpa pelindung. "
            "Pakailah https, dengan ALUR_SIGNATURE_CA bila sertifikat layanannya buatan sendiri."
        )
    if values["adapter"] == BSRE and connection.vendor == "sqlite":
        found.append(
            "BSrE dengan SQLite: selama sebuah naskah ditandatangani, orang lain menunggu untuk menyimpan. "
            "Untuk kantor yang sibuk pakailah PostgreSQL (DATABASE_URL)."
        )
    if values["adapter"] == CERTIFICATE:
        from alur.papers.signing.keys import ending_soon

        found += ending_soon(values)
    return found


@lru_cache(maxsize=4)
def _signer(items: tuple[tuple[str, str], ...]) -> Signer | None:
    values = dict(items)
    if values["adapter"] == CERTIFICATE:
        from alur.papers.signing.certificate import OfficeCertificate

        return OfficeCertificate(values)
    if values["adapter"] == BSRE:
        from alur.papers.signing.bsre import EsignClient

        return EsignClient(values)
    return None


def _shared_faults(values: Mapping[str, str]) -> list[str]:
    found = []
    seconds = values["seconds"]
    if not seconds.isdecimal() or not 0 < int(seconds) <= SECONDS_LIMIT:
        found.append(f"ALUR_SIGNATURE_SECONDS berisi “{seconds}”; tulislah bilangan 1 sampai {SECONDS_LIMIT}.")
    if values["secret"] and values["secret_file"]:
        found.append("ALUR_SIGNATURE_SECRET dan ALUR_SIGNATURE_SECRET_FILE terisi keduanya; isi salah satu.")
    paths = ("key", "certificate", "module", "roots", "ca", "secret_file")
    found += [
        f"ALUR_SIGNATURE_{name.upper()} menunjuk {values[name]}, yang tidak ada atau tidak terbaca; periksa jalurnya."
        for name in paths
        if values[name] and not _is_readable(values[name])
    ]
    return found + [
        f"ALUR_SIGNATURE_{name.upper()} berisi “{values[name]}”; tulislah alamat lengkap, misalnya https://esign.go.id."
        for name in ("tsa", "url")
        if values[name] and not _is_address(values[name])
    ]


def _certificate_faults(values: Mapping[str, str]) -> list[str]:
    if bool(values["key"]) == bool(values["module"]):
        return [
            "ALUR_SIGNATURE=certificate memerlukan salah satu: ALUR_SIGNATURE_KEY (berkas .p12 atau PEM) "
            "atau ALUR_SIGNATURE_MODULE (pustaka PKCS#11)."
        ]
    if values["module"]:
        needed = ("token", "key_label")
        return [
            f"ALUR_SIGNATURE_{name.upper()} wajib diisi untuk token PKCS#11." for name in needed if not values[name]
        ]
    if Path(values["key"]).suffix.lower() not in (".p12", ".pfx") and not values["certificate"]:
        return ["ALUR_SIGNATURE_CERTIFICATE wajib diisi bila kuncinya berkas PEM."]
    return []


def _bsre_faults(values: Mapping[str, str]) -> list[str]:
    found = []
    if not values["url"]:
        found.append("ALUR_SIGNATURE_URL wajib diisi: alamat Esign Client Service di instansi ini.")
    if values["api"] not in VERSIONS:
        found.append(f"ALUR_SIGNATURE_API berisi “{values['api']}”; tulislah v1 atau v2.")
    if not values["user"] or not (values["secret"] or values["secret_file"]):
        found.append(
            "ALUR_SIGNATURE_USER dan ALUR_SIGNATURE_SECRET (atau _SECRET_FILE) wajib diisi untuk layanan BSrE."
        )
    return found


def _opening_faults() -> list[str]:
    """The key is opened once at the start: a wrong PIN is better met here than at an official's press."""
    from alur.papers.signing.keys import opened

    try:
        with opened(settings.SIGNATURE):
            return []
    except SigningFailed as failure:
        return [failure.sentence]


def _is_readable(path: str) -> bool:
    try:
        with open(path, "rb"):
            return True
    except OSError:
        return False


def _is_open_road(address: str) -> bool:
    """True for plain HTTP to another machine."""
    parts = urlsplit(address)
    return parts.scheme == "http" and parts.hostname not in ("127.0.0.1", "::1", "localhost")


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
