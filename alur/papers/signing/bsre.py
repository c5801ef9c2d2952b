"""Signs with a person's certificate at BSrE, through the Esign Client Service that the agency runs (v1 and v2).

The passphrase travels in one request, from the signer's form to the service, and is kept nowhere. What is logged is the
error's code, never what was sent.
"""

from __future__ import annotations

import base64
import binascii
import io
import json
import logging
import re
import ssl
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx
import pikepdf
from django.views.decorators.debug import sensitive_variables

from alur.papers.signing.keys import secret_of
from alur.papers.signing.port import Passphrase, Person, Signed, SigningFailed
from alur.papers.signing.reading import facts_of
from alur.papers.signing.validating import checked

NOT_REGISTERED, WRONG_PASSPHRASE = "2011", "2031"
ANSWER_LIMIT = 64 * 1024 * 1024
UNDONE = "Langkah ini belum dicatat"
STATES = {
    "EXPIRED": "sertifikat elektronik Anda kedaluwarsa. Perbarui melalui verifikator BSrE di instansi Anda",
    "REVOKE": "sertifikat elektronik Anda telah dicabut. Hubungi verifikator BSrE di instansi Anda",
    "REVOKED": "sertifikat elektronik Anda telah dicabut. Hubungi verifikator BSrE di instansi Anda",
    "SUSPEND": "sertifikat elektronik Anda ditangguhkan. Hubungi verifikator BSrE di instansi Anda",
    "NEW": "sertifikat elektronik Anda belum diaktifkan. Selesaikan aktivasinya pada BSrE",
    "WAITING_FOR_VERIFICATION": "pendaftaran Anda pada BSrE masih menunggu verifikasi",
    "NOT_REGISTERED": "NIK Anda belum terdaftar pada BSrE. Mintalah pendaftaran kepada verifikator BSrE instansi Anda",
}

logger = logging.getLogger(__name__)


class EsignClient:
    """Both versions of the calls: v1 signs one file a request (multipart), v2 all files of an act at once (JSON)."""

    needs_passphrase = True

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = dict(values)
        self.name = f"bsre-{values['api']}"

    def words(self, person: Person) -> str:
        return (
            f"Ditandatangani secara elektronik oleh {person.name} menggunakan sertifikat elektronik yang "
            "diterbitkan oleh Balai Sertifikasi Elektronik (BSrE), Badan Siber dan Sandi Negara."
        )

    def sign(self, papers: Sequence[bytes], person: Person, passphrase: Passphrase, *, reason: str) -> list[Signed]:
        if not passphrase:
            raise SigningFailed(f"tulis frasa sandi sertifikat Anda. {UNDONE}.")
        act = self._sign_v1 if self._values["api"] == "v1" else self._sign_v2
        with self._client() as client:
            try:
                made = act(client, papers, person, passphrase, reason)
            except _Refusal as refusal:
                raise SigningFailed(self._sentence(client, refusal, person)) from None
        if len(made) != len(papers):
            raise SigningFailed(f"layanan BSrE mengembalikan jumlah berkas yang berbeda. {UNDONE}; coba lagi.")
        return [Signed(pdf, facts_of(pdf, by=self.name)) for pdf in map(_ours, papers, made)]

    def _client(self) -> _Client:
        values = self._values
        return _Client(values["url"], (values["user"], secret_of(values)), values["ca"], int(values["seconds"]))

    @sensitive_variables()
    def _sign_v1(
        self, client: _Client, papers: Sequence[bytes], person: Person, passphrase: Passphrase, reason: str
    ) -> list[bytes]:
        made = []
        for paper in papers:
            fields = {"nik": person.nik, "passphrase": passphrase.reveal(), "tampilan": "invisible", "reason": reason}
            files = {"file": ("naskah.pdf", paper, "application/pdf")}
            answer = client.post("/api/sign/pdf", data=fields, files=files)
            if answer.content.startswith(b"%PDF-"):
                made.append(answer.content)
                continue
            document = _json(answer).get("id_dokumen") or answer.document
            if not re.fullmatch(r"[\w-]{1,100}", str(document)):
                raise _Refusal("", answer.status)
            made.append(client.get(f"/api/sign/download/{document}").content)
        return made

    @sensitive_variables()
    def _sign_v2(
        self, client: _Client, papers: Sequence[bytes], person: Person, passphrase: Passphrase, reason: str
    ) -> list[bytes]:
        body = {
            "nik": person.nik,
            "passphrase": passphrase.reveal(),
            "signatureProperties": [{"tampilan": "INVISIBLE", "reason": reason} for _ in papers],
            "file": [base64.b64encode(paper).decode() for paper in papers],
        }
        answer = client.post("/api/v2/sign/pdf", json=body)
        files = _json(answer).get("file")
        try:
            return [base64.b64decode(text, validate=True) for text in files or []]
        except (binascii.Error, TypeError, ValueError):
            raise _Refusal("", answer.status) from None

    def _sentence(self, client: _Client, refusal: _Refusal, person: Person) -> str:
        """The refusal in the signer's words. What its code does not explain is looked up in the signer's state."""
        logger.warning("Layanan BSrE menolak menandatangani: HTTP %s, kode %s", refusal.status, refusal.code or "-")
        if refusal.code == WRONG_PASSPHRASE:
            return f"frasa sandi salah. {UNDONE}; tulis ulang frasa sandi Anda, lalu tekan lagi."
        if refusal.code == NOT_REGISTERED:
            return f"{STATES['NOT_REGISTERED']}. {UNDONE}."
        if refusal.status in (401, 403):
            return f"Alur tidak diterima oleh layanan BSrE (akun layanannya salah). {UNDONE}; hubungi pengelola Alur."
        if refusal.status == 400 and (state := self._state(client, person)) in STATES:
            return f"{STATES[state]}. {UNDONE}."
        return f"layanan BSrE menolak (HTTP {refusal.status}). {UNDONE}; coba lagi, atau hubungi pengelola Alur."

    def _state(self, client: _Client, person: Person) -> str:
        """The state of the signer's certificate at BSrE, "" when the service does not say."""
        try:
            if self._values["api"] == "v1":
                found = _json(client.get(f"/api/user/status/{person.nik}"))
            else:
                found = _json(client.post("/api/v2/user/check/status", json={"nik": person.nik}))
        except (_Refusal, SigningFailed):
            return ""
        return str(found.get("status", "")).upper()


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of the service, read whole; `document` is the header with which v1 names the signed file."""

    status: int
    document: str
    content: bytes = field(repr=False)


class _Refusal(Exception):
    """An answer that is no success. The service's own text stays out: it may repeat what was sent."""

    def __init__(self, code: str, status: int) -> None:
        self.code, self.status = code, status
        super().__init__(f"HTTP {status} {code}")


class _Client:
    """The service over HTTP with basic auth; one act, however many calls, has one deadline."""

    def __init__(self, address: str, account: tuple[str, str], authority: str, seconds: int) -> None:
        trust = ssl.create_default_context(cafile=authority or None)
        self._http = httpx.Client(base_url=address.rstrip("/"), auth=account, verify=trust, trust_env=False)
        self._ends = time.monotonic() + seconds

    def __enter__(self) -> _Client:
        return self

    def __exit__(self, *about: object) -> None:
        self._http.close()

    def post(self, path: str, **content: Any) -> Answer:
        return self._ask("POST", path, content)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, {})

    def _ask(self, method: str, path: str, content: Mapping[str, Any]) -> Answer:
        """The answer. An error of the library is not chained: its request carries the passphrase."""
        try:
            answer = self._whole(method, path, content)
        except httpx.TimeoutException:
            raise SigningFailed(
                f"layanan BSrE tidak menjawab pada waktunya. {UNDONE}; coba lagi sebentar lagi."
            ) from None
        except Exception as error:  # whatever it is, its frames hold the passphrase, so it goes no further
            logger.warning("Layanan BSrE tidak dapat ditanyai: %s", type(error).__name__)
            raise SigningFailed(
                f"layanan BSrE tidak terjangkau. {UNDONE}; coba lagi, atau hubungi pengelola Alur."
            ) from None
        if answer.status != 200:
            raise _refusal_in(answer)
        return answer

    def _whole(self, method: str, path: str, content: Mapping[str, Any]) -> Answer:
        """Read to its end within the deadline, for the library's own limit starts anew with every piece."""
        body = bytearray()
        with self._http.stream(method, path, timeout=self._left(), **content) as answer:
            for piece in answer.iter_bytes():
                body += piece
                self._left()
                if len(body) > ANSWER_LIMIT:
                    raise httpx.DecodingError("The answer is too large")
            return Answer(answer.status_code, answer.headers.get("id_dokumen", ""), bytes(body))

    def _left(self) -> httpx.Timeout:
        left = self._ends - time.monotonic()
        if left <= 0:
            raise httpx.ReadTimeout("The act has taken too long")
        return httpx.Timeout(left, connect=min(left, 3))


@sensitive_variables()
def _refusal_in(answer: Answer) -> _Refusal:
    """The code stands in `status_code`, or, as some versions write it, at the end of the sentence in `error`."""
    body = _object_in(answer)
    told = f"{body.get('status_code', '')} {body.get('error', '')} {body.get('message', '')}"
    code = re.search(rf"\b({NOT_REGISTERED}|{WRONG_PASSPHRASE})\b", told)
    return _Refusal(code[1] if code else "", answer.status)


def _json(answer: Answer) -> dict[str, Any]:
    found = _object_in(answer)
    if not found or "error" in found:
        raise _refusal_in(answer)
    return found


def _object_in(answer: Answer) -> dict[str, Any]:
    try:
        found = json.loads(answer.content)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _ours(sent: bytes, came: bytes) -> bytes:
    """The signed file, when its signature holds and it is the paper that was sent, not another one."""
    outcomes = checked(came)
    if not outcomes or not outcomes[-1].is_intact:
        raise SigningFailed(f"berkas dari layanan BSrE tidak bertanda tangan utuh. {UNDONE}; hubungi pengelola Alur.")
    if not came.startswith(sent) and _identity(came) != _identity(sent):
        raise SigningFailed(f"layanan BSrE mengembalikan naskah yang lain. {UNDONE}; hubungi pengelola Alur.")
    return came


def _identity(pdf: bytes) -> tuple[str, int]:
    """Title (which carries the paper's number) and pages: what a service that writes the file anew must keep."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_metadata() as marks:
            return str(marks.get("dc:title", "")), len(opened.pages)
    except pikepdf.PdfError:
        return "", 0
