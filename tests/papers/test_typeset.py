"""Typesetting: archival, tagged, the same bytes every time, and safe from whatever a person types."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pikepdf
import pytest
import typst

from alur.papers.typeset import digest_of, seal, typeset

MADE_AT = dt.datetime(2026, 11, 17, 2, 32, tzinfo=dt.UTC)
needs_pdftotext = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="perlu pdftotext (poppler-utils)")


def note(**changes: Any) -> dict[str, Any]:
    data = {
        "letterhead": ["Kementerian Kesehatan Republik Indonesia", "Sekretariat Jenderal", "Biro Kepegawaian"],
        "address": "",
        "title": "Catatan Penugasan",
        "number": "OT.02.01/4/3318/2026",
        "case_number": "P-2026-0041",
        "facts": [{"label": "Kepada", "lines": ["Dedi, Pranata Komputer"]}],
        "opening": "Agar dilaksanakan langkah 3, dengan ketentuan sebagai berikut.",
        "text": [{"kind": "paragraph", "text": "Telusuri perbedaan masa kerja."}],
        "points": [],
        "deadline": {"outputs": ["Hasil analisis"], "standard": "900 menit kerja (2 hari kerja)", "due": "Kamis"},
        "attachments": [],
        "place_and_date": "Jakarta, 17 November 2026",
        "approval": {"verb": "Disetujui di Alur oleh", "capacity": "Kasubbag", "name": "Rina", "nip": "1", "at": "x"},
    }
    return seal(data | changes)


def verdict(points: list[dict[str, Any]]) -> dict[str, Any]:
    return note(title="Lembar hasil pemeriksaan", verdict="Dikoreksi", points=points)


def point(text: str, number: str = "1") -> dict[str, Any]:
    return {"number": number, "text": text, "place": "hal. 3", "answer": "", "state": "Baru", "reason": ""}


def pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def text_of(pdf: bytes) -> str:
    """The words of the PDF, with single spaces."""
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def typed(text: str) -> dict[str, Any]:
    return note(text=[{"kind": "paragraph", "text": text}])


def test_the_same_data_give_the_same_bytes():
    first = typeset("catatan", note(), made_at=MADE_AT)
    second = typeset("catatan", note(), made_at=MADE_AT)

    assert first == second


def test_a_note_is_set_as_it_was_when_this_test_was_written():
    pdf = typeset("catatan", note(), made_at=MADE_AT)

    assert hashlib.sha256(pdf).hexdigest() == "ee9e71ec4b3be94257e765aa8ba1c63ec4c312bdadd67f212f292068f5723c27"


def test_a_paper_says_that_it_is_archival_tagged_and_indonesian():
    pdf = typeset("catatan", note(), made_at=MADE_AT)

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        marks = opened.open_metadata()
        claims = marks["pdfaid:part"], marks["pdfaid:conformance"], marks["pdfuaid:part"], str(opened.Root.Lang)
        assert claims == ("2", "A", "1", "id")
        assert marks["dc:title"] == "Catatan Penugasan OT.02.01/4/3318/2026"
        assert opened.check_pdf_syntax() == []


def test_a_verdict_with_forty_points_runs_over_several_pages():
    points = [point("Lengkapi bagian ini dengan contoh perhitungan.", str(number)) for number in range(1, 41)]

    assert pages(typeset("periksa", verdict(points), made_at=MADE_AT)) == 4


def test_a_point_longer_than_a_page_is_printed_to_its_end():
    assert pages(typeset("periksa", verdict([point("kata " * 2000)]), made_at=MADE_AT)) > 1


@needs_pdftotext
def test_what_looks_like_a_command_is_printed_as_it_was_typed():
    command = '#panic("x") #read("/etc/passwd") *tebal* $x^2$ <label> @preview \\u{41} <b>html</b>'

    assert command in text_of(typeset("catatan", typed(command), made_at=MADE_AT))


@needs_pdftotext
def test_a_character_without_a_glyph_is_replaced_and_the_foot_says_so():
    words = text_of(typeset("catatan", typed("Uji 漢字 dan 👍 selesai"), made_at=MADE_AT))

    assert "Uji □□ dan □ selesai" in words
    assert "Tanda □ menggantikan huruf" in words


@needs_pdftotext
def test_control_and_direction_marks_are_left_out_and_private_characters_replaced():
    words = text_of(typeset("catatan", typed("a\x00b\x07c\u202ed \ue000 e\u00ad"), made_at=MADE_AT))

    assert "abcd □ e" in words


@needs_pdftotext
def test_indonesian_and_foreign_names_need_no_substitute():
    words = text_of(typeset("catatan", typed("José, Şükrü, ≤ 5 – “baik” → ✓ ☐"), made_at=MADE_AT))

    assert "José, Şükrü, ≤ 5 – “baik” → ✓ ☐" in words
    assert "menggantikan" not in words


@pytest.mark.parametrize("text", ["", " ", "kata " * 20_000, "x" * 5_000, "\n\n\n", "漢👍ꦗ\ue000\x00" * 50])
def test_whatever_is_typed_gives_a_paper(text: str):
    assert typeset("catatan", typed(text), made_at=MADE_AT).startswith(b"%PDF-")


def test_papers_can_be_set_by_several_threads_at_once():
    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(lambda _: typeset("catatan", note(), made_at=MADE_AT), range(12)))

    assert len(made) == 1


def test_data_that_do_not_fit_the_template_are_refused():
    with pytest.raises(typst.TypstError):
        typeset("catatan", {"title": "Catatan"}, made_at=MADE_AT)


@needs_pdftotext
def test_the_digest_is_printed_whole_so_that_it_can_be_copied():
    data = note()

    assert data["digest"] in text_of(typeset("catatan", data, made_at=MADE_AT))


def test_the_digest_counts_every_word():
    first, second = note(), note(opening="Agar dilaksanakan langkah 4.")

    assert first["digest"] != second["digest"]


def test_the_digest_does_not_depend_on_the_order_of_keys():
    assert digest_of({"a": 1, "b": 2}) == digest_of({"b": 2, "a": 1})


def test_the_qr_code_carries_number_case_and_digest():
    data = note()

    carried = f"ALUR OT.02.01/4/3318/2026 P-2026-0041 SHA-256 {data['digest'].upper()}"
    assert data["qr_alt"] == f"Kode QR berisi: {carried}"


def test_with_an_address_the_qr_code_leads_to_the_public_page(settings: Any):
    settings.PUBLIC_URL = "https://alur.contoh.go.id"

    data = note(code="7KQ2M0XD93TB")

    assert data["qr_alt"] == "Kode QR berisi: https://alur.contoh.go.id/periksa/7KQ2M0XD93TB/"


def test_without_an_address_the_qr_code_carries_the_words_and_the_code(settings: Any):
    settings.PUBLIC_URL = ""

    data = note(code="7KQ2M0XD93TB")

    assert data["qr_alt"].endswith(f"SHA-256 {data['digest'].upper()} 7KQ2-M0XD-93TB")


@needs_pdftotext
@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("https://alur.contoh.go.id", "atau buka alur.contoh.go.id/periksa/ dan ketik 7KQ2-M0XD-93TB."),
        ("", "ketik kode 7KQ2-M0XD-93TB pada halaman Periksa naskah di Alur."),
    ],
)
def test_the_code_is_printed_with_the_way_to_check_it(settings: Any, address: str, words: str):
    settings.PUBLIC_URL = address

    printed = text_of(typeset("catatan", note(code="7KQ2M0XD93TB"), made_at=MADE_AT))

    assert (words in printed, printed.count("7KQ2-M0XD-93TB")) == (True, 2)
