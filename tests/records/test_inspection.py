"""Uploaded pictures and PDFs are opened for real."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from alur.records.inspection import fault_in
from tests import make

BROKEN_PICTURE = "tidak dapat dibuka sebagai gambar; mungkin rusak. Simpan ulang gambarnya, lalu unggah lagi."
BROKEN_PDF = "rusak dan tidak dapat dibuka sebagai PDF; unduh atau pindai ulang, lalu unggah lagi."
SCRIPT = "memuat skrip atau perintah; cetak ulang ke PDF biasa, lalu unggah lagi."


def _picture(kind: str) -> bytes:
    file = BytesIO()
    Image.new("RGB", (4, 4)).save(file, kind)
    return file.getvalue()


def _pdf(change: Callable[[pikepdf.Pdf], None], **options: object) -> bytes:
    with pikepdf.open(BytesIO(make.PDF)) as pdf, BytesIO() as file:
        change(pdf)
        pdf.save(file, **options)  # type: ignore[arg-type]
        return file.getvalue()


def _script() -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def _link(**more: object) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://contoh.go.id/", **more)


def _annotate(pdf: pikepdf.Pdf, **action: object) -> None:
    mark = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], **action)
    pdf.pages[0].obj["/Annots"] = pikepdf.Array([mark])


@pytest.mark.parametrize(("kind", "ending"), [("PNG", "png"), ("JPEG", "jpg"), ("JPEG", "jpeg")])
def test_a_picture_is_one(kind: str, ending: str) -> None:
    assert fault_in(BytesIO(_picture(kind)), ending) == ""


def test_a_page_that_begins_like_a_picture_is_refused() -> None:
    assert fault_in(BytesIO(b"\xff\xd8\xff<script>alert(1)</script>"), "jpg") == BROKEN_PICTURE


def test_a_plain_pdf_is_accepted() -> None:
    assert fault_in(BytesIO(make.PDF), "pdf") == ""


def test_a_link_to_an_address_is_no_script() -> None:
    linked = _pdf(lambda pdf: _annotate(pdf, A=_link()))

    assert fault_in(BytesIO(linked), "pdf") == ""


def test_a_torn_pdf_is_refused() -> None:
    assert fault_in(BytesIO(b"%PDF-1.4 robek"), "pdf") == BROKEN_PDF


def test_a_locked_pdf_says_how_to_unlock_it() -> None:
    locked = _pdf(lambda pdf: None, encryption=pikepdf.Encryption(owner="a", user="b"))

    assert fault_in(BytesIO(locked), "pdf") == "terkunci kata sandi; simpan tanpa kata sandi, lalu unggah lagi."


@pytest.mark.parametrize(
    "change",
    [
        lambda pdf: pdf.Root.__setitem__("/OpenAction", _script()),
        lambda pdf: pdf.Root.__setitem__("/AA", pikepdf.Dictionary(WC=_script())),
        lambda pdf: pdf.Root.__setitem__("/Names", pikepdf.Dictionary(JavaScript=pikepdf.Dictionary())),
        lambda pdf: pdf.pages[0].obj.__setitem__("/AA", pikepdf.Dictionary(O=_script())),
        lambda pdf: pdf.Root.__setitem__("/AcroForm", pikepdf.Dictionary(XFA="<xdp/>")),
        lambda pdf: _annotate(pdf, A=_script()),
        lambda pdf: _annotate(pdf, A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")),
        lambda pdf: _annotate(pdf, A=_link(Next=pikepdf.Array([_script()]))),
        lambda pdf: _annotate(pdf, AA=pikepdf.Dictionary(K=_script())),
    ],
    ids=[
        "saat dibuka",
        "saat ditutup",
        "bernama",
        "saat halaman dibuka",
        "formulir XFA",
        "saat ditekan",
        "program lain",
        "sesudah tautan",
        "saat diisi",
    ],
)
def test_a_pdf_that_runs_something_is_refused(change: Callable[[pikepdf.Pdf], None]) -> None:
    assert fault_in(BytesIO(_pdf(change)), "pdf") == SCRIPT
