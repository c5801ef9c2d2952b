"""The SOP sheet as PDF: the boxes of the form, the same flow as on the screen, archival and readable as text."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from alur.papers.sheet import SIZES, print_sheet, sheet_layout
from alur.sop import read
from alur.sop.document import Procedure, Signatory
from alur.sop.draw import draw_sheet
from tests.sop.generated import procedure_from

MADE_AT = dt.datetime(2026, 11, 24, 2, 0, tzinfo=dt.UTC)
PROCEDURES = sorted((Path(__file__).parents[2] / "procedures").glob("*.toml"))
UNIT_IN_POINTS = 310 / 1440 / 25.4 * 72
needs_pdftotext = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="perlu pdftotext (poppler-utils)")


def official(stem: str = "ot-02-01-4-4739-2019") -> Procedure:
    procedure = read(next(path for path in PROCEDURES if path.stem == stem).read_text()).procedure
    assert procedure is not None
    return procedure


def pdf_of(procedure: Procedure, paper: str = "a4") -> bytes:
    return print_sheet(procedure, edition="edisi 1", sha256="5d5c1dbb" * 8, made_at=MADE_AT, paper=paper).pdf


def words_of(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def figures_of(pdf: bytes) -> list[str]:
    """The words that stand for each picture, in the order of the pages."""
    found: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for part in node:
                walk(part)
        elif isinstance(node, pikepdf.Dictionary):
            if node.get("/S") == "/Figure":
                found.append(str(node.get("/Alt", "")))
            walk(node.get("/K", pikepdf.Array([])))

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        walk(opened.Root.StructTreeRoot.K)
    return found


def test_the_sheet_is_archival_tagged_and_indonesian() -> None:
    with pikepdf.open(io.BytesIO(pdf_of(official()))) as opened:
        facts = opened.open_metadata()

        assert (facts["pdfaid:part"], facts["pdfaid:conformance"], facts["pdfuaid:part"]) == ("2", "A", "1")
        assert str(opened.Root.Lang) == "id"
        assert opened.check_pdf_syntax() == []


@pytest.mark.parametrize(("paper", "millimetres"), [("a4", (297, 210)), ("f4", (330, 210))])
def test_every_page_lies_across_on_the_offices_paper(paper: str, millimetres: tuple[int, int]) -> None:
    with pikepdf.open(io.BytesIO(pdf_of(official(), paper))) as opened:
        sizes = {tuple(round(float(side) / 72 * 25.4) for side in page.mediabox[2:]) for page in opened.pages}

    assert sizes == {millimetres}


@needs_pdftotext
def test_the_identity_boxes_can_be_searched_word_for_word() -> None:
    words = words_of(pdf_of(official()))

    for sentence in (
        "Nomor SOP OT.02.01/4/4739/2019",
        "Tgl. Efektif 1 Oktober 2019",
        "Inpres Nomor 3 Tahun 2003 tentang Kebijakan dan Strategi Nasional Pengembangan E- Goverment",
        "Jumlah waktu baku yang terbaca: 11.170 menit",
    ):
        assert sentence in words


def test_what_is_inferred_or_unreadable_says_so_in_print() -> None:
    told = " ".join(figures_of(pdf_of(official())))

    assert re.findall(r"Keterangan: Disimpulkan: ([^;]+);", told) == ["pelaksana", "tujuan Dikoreksi"]
    assert "(tidak terbaca pada naskah sumber)" in told


@pytest.mark.parametrize("path", PROCEDURES, ids=lambda path: path.stem)
def test_every_flow_page_is_told_in_words(path: Path) -> None:
    procedure = official(path.stem)

    told = " ".join(figures_of(pdf_of(procedure)))

    assert re.findall(r"Langkah (\S+),", told) == [step.number for step in procedure.steps]


def test_the_words_say_where_a_correction_leads() -> None:
    told = figures_of(pdf_of(official()))

    assert "Disetujui ke langkah 5; Dikoreksi ke langkah 3." in told[0]


@pytest.mark.parametrize("paper", SIZES)
@pytest.mark.parametrize("seed", [2, 6, 23])
def test_nothing_is_printed_smaller_than_seven_points(seed: int, paper: str) -> None:
    sheet = sheet_layout(procedure_from(seed), paper)

    sizes = [
        float(size)
        for page in sheet.pages
        for size in re.findall(r'font-size="([\d.]+)"', draw_sheet(sheet, page.number))
    ]

    assert min(sizes) * UNIT_IN_POINTS >= 7


@needs_pdftotext
def test_links_count_the_pages_of_a_long_identity() -> None:
    first = official()
    many = tuple(f"Undang Undang Nomor {number} Tahun 2014 tentang Aparatur Sipil Negara" for number in range(1, 61))
    procedure = replace(first, identity=replace(first.identity, legal_basis=many))

    words = words_of(pdf_of(procedure))

    assert "Lanjut ke halaman 4: a ke langkah" in words
    assert "Halaman 4 dari 4" in words


@needs_pdftotext
def test_hostile_and_foreign_letters_are_printed_as_text_or_as_a_box() -> None:
    first = official()
    step = replace(first.steps[0], activity='#panic("x") <script> $x$ ꦱ 漢 é \x00')
    approver = Signatory("pengesah", "Ñusa “Kutip” ꦱ", "Kepala Biro & Umum", "1970")
    procedure = replace(first, steps=(step, *first.steps[1:]), signatories=(approver,))

    words = words_of(pdf_of(procedure))

    assert '#panic("x") <script> $x$ □ □ é' in words
    assert "Ñusa “Kutip” □ NIP 1970" in words
    assert "Tanda □ menggantikan huruf yang tidak tersedia" in words


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert pdf_of(official()) == pdf_of(official())


def test_a_draft_without_number_dates_and_boxes_is_still_a_sheet() -> None:
    bare = Procedure("", "Rancangan", (), "surat", official().roles, (), official().steps)

    with pikepdf.open(io.BytesIO(pdf_of(bare))) as opened:
        assert len(opened.pages) == 3
