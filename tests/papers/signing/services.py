"""Real servers on 127.0.0.1 in the place of BSrE's Esign Client Service (both versions) and of a TSA (RFC 3161)."""

from __future__ import annotations

import base64
import io
import json
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from asn1crypto import keys, tsp
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.papers.signing import authority

USER, PASSWORD = "alur", "sandi-layanan"
NIK, PASSPHRASE = "3174061207900001", "frasa sandi #Kabag 2026"


@dataclass
class Esign:
    """The service's state: who is registered, how it misbehaves, and what it was asked (without any passphrase)."""

    address: str = ""
    signers: dict[str, tuple[str, str, str]] = field(
        default_factory=lambda: {NIK: (PASSPHRASE, "ISSUE", "Kabag Mutasi")}, repr=False
    )
    trouble: str = ""
    gives_id: bool = False
    asked: list[str] = field(default_factory=list)
    kept: dict[str, bytes] = field(default_factory=dict)


class Refused(Exception):
    def __init__(self, status: int, body: dict[str, Any]) -> None:
        self.status, self.body = status, body


class _EsignPages(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    state: Esign

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._answered(body)

    def do_GET(self) -> None:
        self._answered(b"")

    def _answered(self, body: bytes) -> None:
        self.state.asked.append(f"{self.command} {self.path}")
        try:
            self._route(body)
        except Refused as refused:
            self._json(refused.status, refused.body)

    def _route(self, body: bytes) -> None:
        expected = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if self.headers.get("Authorization") != expected:
            raise Refused(401, {"error": "Unauthorized", "status": 401})
        if self.state.trouble == "down":
            raise Refused(503, {"error": "Service Unavailable"})
        if self.state.trouble == "slow":
            time.sleep(1.5)
        if self.path == "/api/sign/pdf":
            self._sign_v1(self._parts(body))
        elif self.path == "/api/v2/sign/pdf":
            self._sign_v2(json.loads(body))
        elif self.path.startswith("/api/sign/download/"):
            self._pdf(self.state.kept[self.path.rpartition("/")[2]])
        elif self.path.startswith("/api/user/status/"):
            self._status(self.path.rpartition("/")[2])
        elif self.path == "/api/v2/user/check/status":
            self._status(json.loads(body)["nik"])
        else:
            raise Refused(404, {"error": "Not Found"})

    def _parts(self, body: bytes) -> dict[str, bytes]:
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        message = BytesParser().parsebytes(head + body)
        parts = {}
        for part in message.get_payload():
            parts[part.get_param("name", header="Content-Disposition")] = part.get_payload(decode=True)
        return parts

    def _sign_v1(self, parts: dict[str, bytes]) -> None:
        if parts.get("tampilan") not in (b"visible", b"invisible"):
            raise Refused(400, {"error": "tampilan tidak dikenal", "status_code": 400})
        name = self._signer(parts["nik"].decode(), parts["passphrase"].decode(), is_v1=True)
        signed = self._made(parts["file"], name, parts["reason"].decode())
        if self.state.gives_id:
            document = f"dok-{len(self.state.kept) + 1}"
            self.state.kept[document] = signed
            self._json(200, {"id_dokumen": document})
        else:
            self._pdf(signed)

    def _sign_v2(self, asked: dict[str, Any]) -> None:
        if len(asked["file"]) != len(asked["signatureProperties"]):
            raise Refused(400, {"error": "signatureProperties tidak sesuai", "status_code": 1001})
        name = self._signer(asked["nik"], asked["passphrase"], is_v1=False)
        made = [
            self._made(base64.b64decode(file), name, properties["reason"])
            for file, properties in zip(asked["file"], asked["signatureProperties"], strict=True)
        ]
        self._json(200, {"time": 812, "file": [base64.b64encode(pdf).decode() for pdf in made]})

    def _signer(self, nik: str, passphrase: str, *, is_v1: bool) -> str:
        """The two ways in which the versions write a refusal: the code at the sentence's end, or as `status_code`."""
        if nik not in self.state.signers:
            raise Refused(400, _refusal("User tidak terdaftar", 2011, is_v1))
        right, status, name = self.state.signers[nik]
        if status != "ISSUE":
            raise Refused(400, _refusal("Sertifikat tidak dapat digunakan", 2021, is_v1))
        if passphrase != right:
            raise Refused(400, _refusal("Passphrase anda salah", 2031, is_v1))
        return name

    def _made(self, pdf: bytes, name: str, reason: str) -> bytes:
        match self.state.trouble:
            case "unsigned":
                return pdf
            case "other":
                return signed_by(name, another_pdf(), reason)
            case "garbage":
                return b"bukan PDF"
        return signed_by(name, pdf, reason)

    def _status(self, nik: str) -> None:
        known = self.state.signers.get(nik)
        self._json(200, {"status": known[1] if known else "NOT_REGISTERED", "message": "-"})

    def _pdf(self, content: bytes) -> None:
        self._answer(200, content, "application/pdf")

    def _json(self, status: int, body: dict[str, Any]) -> None:
        self._answer(status, json.dumps(body).encode(), "application/json")

    def _answer(self, status: int, content: bytes, media_type: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: tests read `Esign.asked`."""


class _StampPages(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
        own = authority.issued("TSA Uji", is_tsa=True)
        stamper = DummyTimeStamper(
            own.asn1,
            keys.PrivateKeyInfo.load(own.key_der()),
            SimpleCertificateStore.from_certs([authority.root().asn1]),
        )
        answer = stamper.request_tsa_response(asked).dump()
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up early is what one test is about."""


def _refusal(words: str, code: int, is_v1: bool) -> dict[str, Any]:
    if is_v1:
        return {"error": f"Proses signing gagal : {words} {code}", "status_code": 400}
    return {"error": words, "status_code": code}


def signed_by(name: str, pdf: bytes, reason: str = "uji", field: str = "BSrE") -> bytes:
    """The PDF signed invisibly with the person's certificate of the test authority."""
    own = authority.issued(name)
    signer = SimpleSigner(
        signing_cert=own.asn1,
        signing_key=keys.PrivateKeyInfo.load(own.key_der()),
        cert_registry=SimpleCertificateStore.from_certs([authority.root().asn1]),
    )
    about = PdfSignatureMetadata(field_name=field, subfilter=SigSeedSubFilter.PADES, reason=reason)
    return bytes(sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), about, signer).getvalue())


def another_pdf() -> bytes:
    from tests import make

    return make.pdf_with("Naskah lain")


@contextmanager
def serving(pages: type[BaseHTTPRequestHandler], certificate: Path | None = None) -> Iterator[str]:
    """The address of a server, running meanwhile; with a certificate (and its key, in one file) it speaks HTTPS."""
    server = _Quiet(("127.0.0.1", 0), pages)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def esign_service(certificate: Path | None = None) -> Iterator[Esign]:
    """The Esign Client Service of the tests, running meanwhile."""
    state = Esign()
    with serving(type("EsignPages", (_EsignPages,), {"state": state}), certificate) as address:
        state.address = address
        yield state


@contextmanager
def stamping_authority() -> Iterator[str]:
    """The address of a time-stamping authority, running meanwhile."""
    with serving(_StampPages) as address:
        yield address
