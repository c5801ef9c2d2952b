"""Every template: archival, tagged, searchable, in A4 and F4, with its marks, and safe from whatever is typed."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace

import pikepdf
import pytest

from alur.papers.typeset import STANDARD, typeset
from tests.papers.sample import MADE_AT, SHARED, bundle_front, papers

TEMPLATES = ("catatan", "periksa", "uji-coba", "unggah", "jawaban", "tanda-terima")
SECRET = {"code": "R", "label": "Rahasia"}
HOSTILE = 'O\'Neil "Siti" José Şükrü محمد بن علي ꦱꦸꦫꦧꦪ #panic() #read("/etc/passwd") <b>$x$</b> @preview/x \x00\x07'
needs_pdftotext = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="perlu pdftotext (poppler-utils)")


def text_of(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_paper_is_archival_tagged_and_without_fault(template: str):
    pdf = typeset(template, papers()[template], made_at=MADE_AT)

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        marks = opened.open_metadata()
        claims = marks["pdfaid:part"], marks["pdfaid:conformance"], marks["pdfuaid:part"], str(opened.Root.Lang)
        assert claims == ("2", "A", "1", "id")
        assert "/StructTreeRoot" in opened.Root
        assert opened.check_pdf_syntax() == []


@needs_pdftotext
@pytest.mark.parametrize("template", TEMPLATES)
def test_what_is_typed_can_be_searched_and_nothing_of_it_is_a_command(template: str):
    words = text_of(typeset(template, papers(HOSTILE)[template], made_at=MADE_AT)).replace(" ", "")

    assert 'O\'Neil"Siti"JoséŞükrü' in words
    assert '#panic()#read("/etc/passwd")<b>$x$</b>@preview/x' in words


def test_the_front_of_a_bundle_takes_whatever_is_typed():
    pdf = typeset("riwayat", bundle_front(HOSTILE), made_at=MADE_AT)

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.open_metadata()["pdfuaid:part"] == "1"
        assert opened.check_pdf_syntax() == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_text_of_many_pages_in_one_field_is_printed_to_its_end(template: str):
    pdf = typeset(template, papers("kata penutup " * 3000)[template], made_at=MADE_AT)

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) >= 9


@needs_pdftotext
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_secret_paper_says_so_on_its_page(template: str):
    words = text_of(typeset(template, papers(security=SECRET)[template], made_at=MADE_AT))

    assert "RAHASIA" in words
    assert "Klasifikasi OT.02.01 · Rahasia" in words


@needs_pdftotext
def test_an_open_paper_has_no_mark_at_its_head():
    words = text_of(typeset("unggah", papers()["unggah"], made_at=MADE_AT))

    assert "BIASA/TERBUKA" not in words


@needs_pdftotext
def test_a_stand_in_signs_on_behalf_with_the_letter_of_appointment():
    words = text_of(typeset("jawaban", papers()["jawaban"], made_at=MADE_AT))

    assert "Plh. Kasubbag PKDIK a.n. Rina S. Budi NIP 198001010000000001" in words
    assert "Penunjukan KP.03/12/2026" in words


@needs_pdftotext
def test_arabic_letters_are_printed_and_javanese_ones_replaced_with_a_word_about_it():
    words = text_of(typeset("unggah", papers("محمد ꦱꦸꦫꦧꦪ")["unggah"], made_at=MADE_AT))

    assert "□" in words
    assert "Tanda □ menggantikan huruf" in words
    assert "□" not in text_of(typeset("unggah", papers("محمد")["unggah"], made_at=MADE_AT))


@pytest.mark.parametrize(("paper", "height"), [("a4", 297), ("f4", 330)])
def test_papers_come_in_a4_and_f4(paper: str, height: int):
    pdf = typeset("jawaban", papers()["jawaban"], made_at=MADE_AT, stationery=replace(STANDARD, paper=paper))

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        box = [float(value) / 72 * 25.4 for value in opened.pages[0].mediabox]
        assert (round(box[2]), round(box[3])) == (210, height)


@needs_pdftotext
def test_pages_are_counted_at_the_foot():
    words = text_of(typeset("catatan", papers()["catatan"], made_at=MADE_AT))

    assert "Halaman 1 dari 2" in words
    assert "LEMBAR DISPOSISI" in words
    assert SHARED["address"] in words
