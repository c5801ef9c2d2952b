"""A certificate authority for tests: a root, and below it the office, people and a time-stamping authority."""

from __future__ import annotations

import datetime as dt
import ipaddress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

DAY = dt.timedelta(days=1)
SECRET = "rahasia berkas kunci"


@dataclass(frozen=True)
class Issued:
    """A certificate with its private key; `asn1` is the form that the validator wants."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey

    @property
    def asn1(self) -> Any:
        return asn1_x509.Certificate.load(self.certificate.public_bytes(Encoding.DER))

    def pem(self, path: Path) -> Path:
        path.write_bytes(self.certificate.public_bytes(Encoding.PEM))
        return path

    def key_pem(self, path: Path, secret: str = "") -> Path:
        hidden = BestAvailableEncryption(secret.encode()) if secret else NoEncryption()
        path.write_bytes(self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, hidden))
        return path

    def key_der(self) -> bytes:
        return self.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())

    def p12(self, path: Path, secret: str = SECRET) -> Path:
        bundle = pkcs12.serialize_key_and_certificates(
            b"kantor", self.key, self.certificate, [root().certificate], BestAvailableEncryption(secret.encode())
        )
        path.write_bytes(bundle)
        return path


@lru_cache(maxsize=1)
def root() -> Issued:
    return _issue("Induk Uji", None)


@lru_cache(maxsize=1)
def stranger() -> Issued:
    """A root that nobody here trusts."""
    return _issue("Induk Lain", None, key=3)


@lru_cache(maxsize=8)
def issued(name: str, *, begins: int = -1, ends: int = 365, by_stranger: bool = False, is_tsa: bool = False) -> Issued:
    """A certificate in force from `begins` to `ends` days from now."""
    parent = stranger() if by_stranger else root()
    return _issue(name, parent, begins=begins, ends=ends, is_tsa=is_tsa)


@lru_cache(maxsize=4)
def _key(number: int) -> rsa.RSAPrivateKey:
    """Making a key takes longest, so leaves share a few."""
    return rsa.generate_private_key(65537, 2048)


def _issue(
    name: str, parent: Issued | None, *, begins: int = -1, ends: int = 3650, is_tsa: bool = False, key: int = 0
) -> Issued:
    private = _key(key if parent is None else 2 if is_tsa else 1)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    build = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(parent.certificate.subject if parent else subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + begins * DAY)
        .not_valid_after(now + ends * DAY)
        .add_extension(x509.BasicConstraints(ca=parent is None, path_length=None), critical=True)
        .add_extension(_usage(is_root=parent is None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(private.public_key()), critical=False)
    )
    if parent is not None:
        here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
        build = build.add_extension(here, critical=False)
    if is_tsa:
        build = build.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return Issued(build.sign(parent.key if parent else private, hashes.SHA256()), private)


def _usage(*, is_root: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=not is_root,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_root,
        crl_sign=is_root,
        encipher_only=False,
        decipher_only=False,
    )
