"""An office's own stationery: used when it works; left out, and told, when it does not."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from alur.papers.stationery import office_stationery, print_paper
from alur.papers.typeset import TEMPLATES, typeset
from tests.papers.sample import MADE_AT, papers

OWN = '#import "layout.typ": *\n#let d = json(bytes(sys.inputs.data))\n#show: body => sheet(d, body)\n= Naskah kantor\n'
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4"/></svg>'


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    made = tmp_path / "templates"
    made.mkdir()
    return made


def printed(template: str = "unggah") -> tuple[bytes, str]:
    made = print_paper(template, papers()[template], made_at=MADE_AT)
    return made.pdf, made.fault


def standard(template: str = "unggah") -> bytes:
    return typeset(template, papers()[template], made_at=MADE_AT)


def test_without_a_folder_papers_are_standard(settings: Any, tmp_path: Path):
    settings.DATA = tmp_path

    assert printed() == (standard(), "")


def test_an_own_template_takes_the_place_of_the_standard_one(folder: Path):
    (folder / "unggah.typ").write_text(OWN)

    pdf, fault = printed()

    assert fault == ""
    assert pdf != standard()
    assert printed("jawaban") == (standard("jawaban"), "")


def test_an_own_layout_serves_all_papers(folder: Path):
    text = (TEMPLATES / "layout.typ").read_text()
    (folder / "layout.typ").write_text(text.replace('rgb("#13211E")', 'rgb("#000000")'))

    assert printed()[0] != standard()
    assert printed("jawaban")[0] != standard("jawaban")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("#let d = [", "tidak dapat dipakai"),
        ("#panic()", "tidak dapat dipakai"),
        (f"{OWN}#while true {{ }}", "tidak dapat dipakai"),
        (f'{OWN}#image("tidak-ada.png", alt: "x")', "tidak dapat dipakai"),
        (f'{OWN}#image("logo.svg")', "tidak dapat dipakai"),
        ('#import "@preview/cetz:0.3.0": *', "paket dari luar"),
        ('#import ("@pre" + "view/cetz:0.3.0"): *', "import yang dihitung"),
        ('#read("/etc/passwd")', "tidak dapat dipakai"),
        (f'{OWN}#read("pyproject.toml")', "tidak dapat dipakai"),
        ('#read("../secret_key")', "di luar folder templat"),
    ],
)
def test_a_template_that_cannot_be_used_is_left_out_and_told(folder: Path, text: str, reason: str):
    (folder / "unggah.typ").write_text(text)

    pdf, fault = printed()

    assert pdf == standard()
    assert reason in fault


def test_a_read_that_hides_its_path_finds_nothing_outside(folder: Path):
    (folder.parent / "secret_key").write_text("rahasia")
    (folder / "unggah.typ").write_text(f'{OWN}#read(("..", "secret_key").join("/"))')

    pdf, fault = printed()

    assert pdf == standard()
    assert "tidak dapat dipakai" in fault


def test_a_template_that_is_not_text_is_left_out(folder: Path):
    (folder / "unggah.typ").write_bytes(b"\xff\xfe\x00")

    assert printed() == (standard(), "Templat unggah.typ bukan teks UTF-8; simpan ulang sebagai UTF-8.")


def test_the_logo_stands_at_the_head_of_the_paper(folder: Path):
    (folder / "logo.svg").write_bytes(LOGO)

    pdf, fault = printed()

    assert fault == ""
    assert pdf != standard()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.open_metadata()["pdfuaid:part"] == "1"


def test_a_logo_may_be_a_png(folder: Path):
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "#0b6b5d").save(picture, "PNG")
    (folder / "logo.png").write_bytes(picture.getvalue())

    pdf, fault = printed()

    assert fault == ""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pictures = [item for item in opened.objects if isinstance(item, pikepdf.Stream) and "/Width" in item]
        assert [(int(item.Width), int(item.Height)) for item in pictures] == [(40, 30)]
        assert opened.open_metadata()["pdfaid:part"] == "2"


@pytest.mark.parametrize("content", [b"bukan gambar", b"", b"\xff\xfe", b"\x89PNG\r\n\x1a\n" + bytes(60), b"<svg"])
@pytest.mark.parametrize("name", ["logo.png", "logo.svg"])
def test_a_broken_logo_never_holds_a_paper_up(folder: Path, name: str, content: bytes):
    (folder / name).write_bytes(content)

    pdf, fault = printed()

    assert pdf == standard()
    assert "logo" in fault.lower()


def test_an_own_template_may_use_its_own_drawings(folder: Path):
    (folder / "cap.svg").write_bytes(LOGO)
    (folder / "unggah.typ").write_text(f'{OWN}#image("cap.svg", alt: "Cap kantor")')

    assert printed()[1] == ""


def test_a_broken_template_still_gets_the_logo(folder: Path):
    (folder / "logo.svg").write_bytes(LOGO)
    with_logo = printed()[0]
    (folder / "unggah.typ").write_text("#panic()")

    assert printed()[0] == with_logo


def test_an_unknown_paper_size_is_told(settings: Any, tmp_path: Path):
    settings.DATA = tmp_path
    settings.OFFICE = settings.OFFICE | {"paper": "folio"}

    stationery, faults = office_stationery()

    assert stationery.paper == "a4"
    assert faults == ["ALUR_PAPER berisi “folio”; pilih a4 atau f4. Sementara ini dipakai A4."]
