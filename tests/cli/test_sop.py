"""`alur sop`: what the checker finds, as lines and exit codes; publishing and showing."""

from __future__ import annotations

from pathlib import Path

import pytest

from alur.cli import main

PROCEDURES = sorted((Path(__file__).parents[2] / "procedures").glob("*.toml"))
FIRST = next(path for path in PROCEDURES if path.stem == "ot-02-01-4-4739-2019")


@pytest.mark.parametrize("file", PROCEDURES, ids=lambda path: path.stem)
def test_every_procedure_that_comes_with_alur_can_run(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["sop", "check", str(file)])

    assert code == 0
    assert capsys.readouterr().out.startswith(f"{file}: dapat dijalankan (0 galat, 0 tanya, ")


def test_a_galat_is_a_line_on_standard_error_and_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "rusak.toml"
    file.write_text(FIRST.read_text().replace('ke = "kerjakan"', 'ke = "kerjakn"'))

    code = main(["sop", "check", str(file)])

    said = capsys.readouterr()
    faults = [line for line in said.err.splitlines() if ": galat: " in line]
    assert (code, said.out) == (1, "")
    assert any(line.startswith(f"{file}:") and "kerjakn" in line for line in faults)


@pytest.mark.django_db
def test_a_published_procedure_is_shown_word_for_word(capsys: pytest.CaptureFixture[str]) -> None:
    published = main(["sop", "publish", str(FIRST)])
    shown = main(["sop", "show", "OT.02.01/4/4739/2019"])

    assert (published, shown) == (0, 0)
    assert capsys.readouterr().out == f"Diterbitkan: OT.02.01/4/4739/2019, edisi ke-1.\n{FIRST.read_text()}"


@pytest.mark.django_db
def test_a_broken_procedure_is_not_published(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "rusak.toml"
    file.write_text(FIRST.read_text().replace('ke = "kerjakan"', 'ke = "kerjakn"'))

    code = main(["sop", "publish", str(file)])

    assert code == 1
    assert f"{file}:" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_number_that_nobody_published_is_1(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["sop", "show", "KP.99/2030"])

    assert code == 1
    assert capsys.readouterr().err == 'Tidak ada SOP terbit bernomor "KP.99/2030".\n'


@pytest.mark.django_db
def test_the_sheet_is_written_as_pdf(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["sop", "publish", str(FIRST)])

    code = main(["sop", "show", "OT.02.01/4/4739/2019", "--pdf", str(tmp_path / "sop.pdf")])

    assert code == 0
    assert capsys.readouterr().out.splitlines()[1:] == [str(tmp_path / "sop.pdf")]
    assert (tmp_path / "sop.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.django_db
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["sop", "publish", str(FIRST)])

    code = main(["sop", "show", "OT.02.01/4/4739/2019", "--pdf", str(tmp_path / "tiada" / "sop.pdf")])

    assert code == 1
    assert capsys.readouterr().err == f"Tidak dapat menulis {tmp_path}/tiada/sop.pdf: No such file or directory.\n"


@pytest.mark.django_db
def test_the_flowchart_is_written_page_by_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["sop", "publish", str(FIRST)])

    code = main(["sop", "show", "OT.02.01/4/4739/2019", "--svg", str(tmp_path / "bagan.svg")])

    pages = capsys.readouterr().out.splitlines()[1:]
    assert code == 0
    assert pages == [str(path) for path in sorted(tmp_path.glob("*.svg"), key=lambda path: len(path.name))]
    assert all(Path(page).read_text().startswith("<svg") for page in pages)


@pytest.mark.django_db
def test_the_flowchart_counts_pages_as_the_sheet_in_print(tmp_path: Path) -> None:
    grounds = "".join(
        f'"Undang-Undang Nomor {number} Tahun 2014 tentang Aparatur Sipil Negara", ' for number in range(60)
    )
    file = tmp_path / "panjang.toml"
    file.write_text(FIRST.read_text().replace("dasar_hukum = [", f"dasar_hukum = [{grounds}", 1))
    main(["sop", "publish", str(file)])

    main(["sop", "show", "OT.02.01/4/4739/2019", "--svg", str(tmp_path / "bagan.svg")])

    assert "Lanjut ke halaman 5: a ke langkah" in (tmp_path / "bagan.svg").read_text()
