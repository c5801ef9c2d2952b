"""The office's own key: opened from a PKCS#12 or PEM file, or on a PKCS#11 token, for the length of one act."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from pkcs11.exceptions import PinIncorrect, PinLocked, PKCS11Error
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.keys import load_certs_from_pemder, load_private_key_from_pemder
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
from pyhanko.sign.signers import Signer, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from alur.papers.signing.port import SigningFailed

SOON = dt.timedelta(days=30)
_token = threading.Lock()  # a token knows one login for the whole process


@contextmanager
def opened(values: Mapping[str, str]) -> Iterator[Signer]:
    """A signer with key and certificate, certificate in force. Raises SigningFailed with the operator's way out."""
    if values["module"]:
        with _token, _on_token(values) as found:
            _must_be_in_force(found)
            yield found
        return
    key, certificate = values["key"], values["certificate"]
    stamps = tuple(Path(path).stat().st_mtime_ns for path in (key, certificate) if path and Path(path).exists())
    found = _from_file(key, certificate, secret_of(values), stamps)
    _must_be_in_force(found)
    yield found


def secret_of(values: Mapping[str, str]) -> str:
    """The passphrase of the key file, the PIN of the token or the password of the service, without its line end."""
    if not values["secret_file"]:
        return values["secret"]
    try:
        return Path(values["secret_file"]).read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise SigningFailed("berkas ALUR_SIGNATURE_SECRET_FILE tidak terbaca. Hubungi pengelola Alur.") from None


def common_name(name: Any) -> str:
    """The common name in a certificate's subject or issuer; the whole name where there is none."""
    found = name.native.get("common_name") or name.human_friendly
    return str(found[-1] if isinstance(found, list) else found)


def ending_soon(values: Mapping[str, str]) -> list[str]:
    """A sentence when the certificate ends within 30 days, or cannot be opened."""
    try:
        with opened(values) as found:
            ends_at = _certificate(found).not_valid_after
    except SigningFailed as failure:
        return [failure.sentence]
    if ends_at - dt.datetime.now(dt.UTC) > SOON:
        return []
    return [f"Sertifikat tanda tangan berakhir {ends_at:%Y-%m-%d}; mintalah perpanjangan kepada penerbitnya."]


@lru_cache(maxsize=2)
def _from_file(key: str, certificate: str, secret: str, stamps: tuple[int, ...]) -> SimpleSigner:
    """Read once per state of the files (`stamps`), so that a renewed certificate is taken without a restart."""
    passphrase = secret.encode() or None
    try:
        chain = list(load_certs_from_pemder([certificate])) if certificate else []
        if Path(key).suffix.lower() in (".p12", ".pfx"):
            return SimpleSigner.load_pkcs12_data(Path(key).read_bytes(), chain, passphrase)
        private = load_private_key_from_pemder(key, passphrase)
    except (OSError, ValueError, TypeError):
        # Its text may tell of the passphrase's length or the file's path: the operator gets a sentence instead.
        raise SigningFailed(
            "kunci kantor tidak dapat dibuka: berkasnya rusak atau frasa sandinya salah. Hubungi pengelola Alur."
        ) from None
    if not chain:
        raise SigningFailed("sertifikat kantor tidak ditemukan pada berkasnya. Hubungi pengelola Alur.")
    others = SimpleCertificateStore()
    others.register_multiple(chain[1:])
    return SimpleSigner(signing_cert=chain[0], signing_key=private, cert_registry=others)


@contextmanager
def _on_token(values: Mapping[str, str]) -> Iterator[Signer]:
    try:
        chain = list(load_certs_from_pemder([values["certificate"]])) if values["certificate"] else []
        session = open_pkcs11_session(
            values["module"], token_criteria=TokenCriteria(label=values["token"]), user_pin=secret_of(values) or None
        )
    except (PinIncorrect, PinLocked):
        raise SigningFailed("PIN token kunci salah atau terkunci. Hubungi pengelola Alur.") from None
    except (PKCS11Error, RuntimeError, OSError, ValueError):
        raise SigningFailed(
            f"token kunci “{values['token']}” tidak dapat dibuka; periksa apakah terpasang. Hubungi pengelola Alur."
        ) from None
    try:
        found = PKCS11Signer(
            session,
            signing_cert=chain[0] if chain else None,
            cert_label=None if chain else values["key_label"],
            key_label=values["key_label"],
            ca_chain=chain[1:],
        )
        try:
            _certificate(found)
        except PKCS11Error:
            raise SigningFailed(
                f"kunci atau sertifikat “{values['key_label']}” tidak ada pada token. Hubungi pengelola Alur."
            ) from None
        yield found
    finally:
        session.close()


def _certificate(found: Signer) -> Any:
    certificate = found.signing_cert
    if certificate is None:
        raise SigningFailed("sertifikat kantor tidak ditemukan. Hubungi pengelola Alur.")
    return certificate


def _must_be_in_force(found: Signer) -> None:
    """The library's own signing checks no dates, and a signature after the end is worth nothing."""
    certificate, now = _certificate(found), dt.datetime.now(dt.UTC)
    if now > certificate.not_valid_after:
        ended = f"{certificate.not_valid_after:%Y-%m-%d}"
        raise SigningFailed(f"sertifikat kantor kedaluwarsa sejak {ended}. Mintalah pengelola Alur memperbaruinya.")
    if now < certificate.not_valid_before:
        begins = f"{certificate.not_valid_before:%Y-%m-%d}"
        raise SigningFailed(f"sertifikat kantor baru berlaku mulai {begins}. Hubungi pengelola Alur.")
