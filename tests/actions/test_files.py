"""Uploads: refused in words when empty, too large or not what they say; names made harmless; drafts keep them."""

from __future__ import annotations

import resource
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from alur.actions import attach, detach
from alur.records.models import DraftFile, StoredFile, Visit
from alur.records.storage import UploadRefused, is_whole, open_file
from tests import make

PDF = make.PDF


@pytest.fixture
def visit(office: Any) -> Visit:
    return make.open_visit(make.case(office, at_step="3"))


def _attach(office: Any, visit: Visit, name: str, *chunks: bytes) -> DraftFile:
    return attach(visit, "hasil-analisis", chunks, name, by=office.standing("dedi"), at=make.MONDAY)


def _refusal(office: Any, visit: Visit, name: str, *chunks: bytes) -> str:
    with pytest.raises(UploadRefused) as refused:
        _attach(office, visit, name, *chunks)
    return str(refused.value)


def _archive(name: str) -> bytes:
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr(name, "isi")
    return whole.getvalue()


def test_an_upload_lies_in_the_draft_with_its_bytes(office: Any, visit: Visit) -> None:
    kept = _attach(office, visit, "analisis.pdf", PDF[:9], PDF[9:])

    assert (kept.name, kept.draft.user, kept.file.size) == ("analisis.pdf", office.people["dedi"], len(PDF))
    assert open_file(kept.file_id).read() == PDF


def test_the_same_bytes_are_stored_once(office: Any, visit: Visit) -> None:
    before = StoredFile.objects.count()

    for name in ("satu.pdf", "dua.pdf"):
        _attach(office, visit, name, PDF)

    assert StoredFile.objects.count() == before + 1


def test_an_empty_file_is_refused(office: Any, visit: Visit) -> None:
    assert _refusal(office, visit, "kosong.pdf") == (
        "Berkas “kosong.pdf” kosong (0 bita). Periksa berkasnya, lalu unggah lagi."
    )


def test_a_file_over_the_limit_is_refused_before_it_is_read_to_the_end(
    office: Any, visit: Visit, settings: Any
) -> None:
    settings.UPLOAD_LIMIT = 3 * 1024 * 1024
    read: list[int] = []

    def chunks() -> Any:
        for number in range(200):
            read.append(number)
            yield b"%PDF" + bytes(1024 * 1024 - 4)

    with pytest.raises(UploadRefused) as refused:
        attach(visit, "hasil-analisis", chunks(), "besar.pdf", by=office.standing("dedi"), at=make.MONDAY)

    assert str(refused.value) == (
        "Berkas “besar.pdf” melebihi batas 3 MB. Perkecil atau pecah berkasnya, lalu unggah lagi."
    )
    assert len(read) == 4
    assert list((settings.FILES_ROOT / "incoming").iterdir()) == []


def test_a_paper_may_have_a_limit_of_its_own(db: None, tmp_path: Path) -> None:
    written = make.FIRST.read_text().replace('kunci = "hasil-analisis"\n', 'kunci = "hasil-analisis"\nbatas_mb = 1\n')
    (tmp_path / "sop.toml").write_text(written)
    office = make.office(tmp_path / "sop.toml")
    visit = make.open_visit(make.case(office, at_step="3"))
    assert visit is not None

    refusal = _refusal(office, visit, "besar.pdf", b"%PDF", bytes(1024 * 1024))

    assert refusal == "Berkas “besar.pdf” melebihi batas 1 MB. Perkecil atau pecah berkasnya, lalu unggah lagi."


def test_a_full_disk_refuses_in_words_and_leaves_nothing(office: Any, visit: Visit, settings: Any) -> None:
    before = StoredFile.objects.count()

    with _room_for(16 * 1024 * 1024):
        refusal = _refusal(office, visit, "besar.txt", *[b"a" * 1024 * 1024] * 17)

    assert refusal == (
        "Penyimpanan berkas penuh, jadi berkas belum diterima. "
        "Isian yang diketik tetap tersimpan; coba unggah lagi nanti atau hubungi administrator."
    )
    assert list((settings.FILES_ROOT / "incoming").iterdir()) == []
    assert StoredFile.objects.count() == before


@contextmanager
def _room_for(size: int) -> Iterator[None]:
    """No file of this process may grow beyond this; the system then refuses to write, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("foto.png", PDF, "PNG"),
        ("surat.pdf", b"<html><script>alert(1)</script>", "PDF"),
        ("program.pdf", b"MZ\x90\x00" + bytes(60), "PDF"),
        ("catatan.txt", b"biner\x00biner", "TXT"),
        ("naskah.docx", _archive("gambar.png"), "DOCX"),
    ],
)
def test_a_lying_extension_is_refused(office: Any, visit: Visit, name: str, content: bytes, kind: str) -> None:
    assert _refusal(office, visit, name, content) == (
        f"Isi berkas “{name}” bukan {kind}. Unggah berkas aslinya, atau perbaiki akhiran namanya."
    )


@pytest.mark.parametrize("name", ["virus.exe", "halaman.html", "gambar.svg", "tanpa-akhiran", "pdf"])
def test_a_kind_that_is_not_on_the_list_is_refused(office: Any, visit: Visit, name: str) -> None:
    assert _refusal(office, visit, name, b"isi") == (
        f"Jenis berkas “{name}” tidak diterima. "
        "Yang diterima: csv, docx, gz, jpg, md, odt, pdf, png, pptx, txt, xlsx, zip."
    )


def test_an_office_file_made_as_a_plain_archive_is_accepted(office: Any, visit: Visit) -> None:
    assert _attach(office, visit, "naskah.docx", _archive("word/document.xml")).name == "naskah.docx"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\a\\surat.pdf", "surat.pdf"),
        ('a"b;c.pdf', "a'b;c.pdf"),
        ("tagihan\u202efdp.pdf", "tagihanfdp.pdf"),
        ("baris\r\nSet-Cookie: x.pdf", "barisSet-Cookie: x.pdf"),
        ("laporan 😀.pdf", "laporan 😀.pdf"),
        ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
    ],
)
def test_names_are_made_harmless(office: Any, visit: Visit, name: str, kept: str) -> None:
    assert _attach(office, visit, name, PDF).name == kept


def test_a_file_of_somebody_elses_draft_is_not_taken_off(office: Any, visit: Visit) -> None:
    kept = _attach(office, visit, "analisis.pdf", PDF)

    assert make.refusal(lambda: detach(kept, by=office.standing("sari"))) == ["Berkas ini ada pada draf orang lain."]


def test_a_file_taken_off_a_draft_keeps_its_bytes(office: Any, visit: Visit) -> None:
    kept = _attach(office, visit, "analisis.pdf", PDF)

    detach(kept, by=office.standing("dedi"))

    assert DraftFile.objects.count() == 0
    assert is_whole(kept.file_id) is True


def test_a_draft_holds_50_files(office: Any, visit: Visit) -> None:
    draft = _attach(office, visit, "1.pdf", PDF).draft
    DraftFile.objects.bulk_create(
        DraftFile(draft=draft, paper="hasil-analisis", file=StoredFile.objects.first(), name="x") for _ in range(49)
    )

    assert make.refusal(lambda: _attach(office, visit, "51.pdf", PDF)) == [
        "Sudah ada 50 berkas pada draf ini; lepas yang tidak perlu."
    ]
