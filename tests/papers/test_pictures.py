"""Pages as pictures: drawn by a limited process, kept, and refused in words when a file cannot be shown."""

from __future__ import annotations

import errno
import io
from pathlib import Path

import pikepdf
import pytest
from django.core.files.storage import FileSystemStorage
from PIL import Image

from alur.papers.pictures import NotShown, asking, marks_of, picture_of, sheets_of, shelf
from alur.records.models import StoredFile
from alur.records.storage import path_of, store_bytes
from alur.reports.verify.files import orphans
from tests import make

pytestmark = pytest.mark.django_db


def pdf(*texts: str, password: str = "") -> bytes:
    """A PDF of a page for each text."""
    with pikepdf.new() as document, io.BytesIO() as whole:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        for text in texts:
            page = document.add_blank_page(page_size=(595, 842))
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            page.Contents = document.make_stream(f"BT /F1 24 Tf 60 700 Td ({text}) Tj ET".encode())
        lock = pikepdf.Encryption(owner="pemilik", user=password) if password else False
        document.save(whole, encryption=lock)
        return whole.getvalue()


def stored(content: bytes, media_type: str = "application/pdf") -> StoredFile:
    return store_bytes(content, media_type=media_type, at=make.MONDAY)


def photo(*, turned: int) -> bytes:
    """A photograph that its camera took sideways."""
    whole, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = turned
    Image.new("RGB", (400, 300), "teal").save(whole, "JPEG", exif=exif)
    return whole.getvalue()


def opened(webp: bytes) -> Image.Image:
    return Image.open(io.BytesIO(webp))


def refusal(file: StoredFile) -> str:
    with pytest.raises(NotShown) as refused:
        sheets_of(file)
    return str(refused.value)


def test_a_page_is_drawn_in_the_width_that_was_asked_for() -> None:
    picture = opened(picture_of(stored(pdf("Bab 1")), 1, 480))

    assert (picture.format, picture.size) == ("WEBP", (480, 680))


def test_pages_come_ten_at_a_time_with_their_text() -> None:
    found = sheets_of(stored(pdf(*(f"Bab {number}" for number in range(1, 13)))), first=11)

    assert (found.total, [(sheet.number, sheet.text) for sheet in found.sheets]) == (
        12,
        [(11, "Bab 11"), (12, "Bab 12")],
    )


def test_two_thousand_pages_are_counted_without_being_drawn() -> None:
    found = sheets_of(stored(pdf(*["Halaman"] * 2000)))

    assert (found.total, len(found.sheets)) == (2000, 10)


def test_a_locked_pdf_gets_a_sentence() -> None:
    assert refusal(stored(pdf("Rahasia", password="kunci"))) == (
        "PDF ini terkunci kata sandi, jadi tidak dapat ditampilkan. Unduh berkasnya, lalu buka dengan sandinya."
    )


def test_a_broken_pdf_gets_a_sentence() -> None:
    assert refusal(stored(b"%PDF-1.4 isi")) == (
        "Berkas ini rusak dan tidak dapat ditampilkan. Unduh berkasnya, atau mintalah berkas yang utuh."
    )


def test_a_page_that_takes_too_long_gets_a_sentence() -> None:
    with pytest.raises(NotShown) as refused:
        asking.ask(stored(pdf("Bab 1")), "gambar", 1, 480, seconds=0.001)

    assert str(refused.value) == asking.HEAVY


def test_a_picture_too_large_for_the_memory_given_is_refused() -> None:
    whole = io.BytesIO()
    Image.new("1", (20_000, 6_100)).save(whole, "PNG", compress_level=1)

    assert refusal(stored(whole.getvalue(), "image/png")) == asking.SENTENCES[asking.child.BROKEN]


def test_a_photograph_stands_upright_and_tells_nothing_of_its_camera() -> None:
    picture = opened(picture_of(stored(photo(turned=6), "image/jpeg"), 1, 480))

    assert (picture.size, dict(picture.getexif())) == ((300, 400), {})


def test_a_transparent_picture_lies_on_white() -> None:
    whole = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(whole, "PNG")

    picture = opened(picture_of(stored(whole.getvalue(), "image/png"), 1, 480))

    assert picture.convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_a_text_is_not_drawn() -> None:
    assert refusal(stored(b"a;b", "text/csv")) == "Jenis berkas ini tidak dapat ditampilkan; unduh untuk membukanya."


def test_a_page_that_is_not_there_is_not_remembered() -> None:
    file = stored(pdf("Bab 1"))

    with pytest.raises(NotShown):
        picture_of(file, 99, 480)

    assert shelf.kept(file.sha256, "480-99.webp.tolak") is None


def test_what_was_drawn_once_is_not_drawn_again(settings: object) -> None:
    file = stored(pdf("Bab 1"))
    first = picture_of(file, 1, 480)
    (Path(settings.FILES_ROOT) / path_of(file.sha256)).unlink()

    assert picture_of(file, 1, 480) == first


def test_a_refusal_that_will_not_change_is_remembered(settings: object) -> None:
    file = stored(b"%PDF-1.4 isi")
    first = refusal(file)
    (Path(settings.FILES_ROOT) / path_of(file.sha256)).unlink()

    assert refusal(file) == first


def test_a_file_lost_from_storage_says_so(settings: object) -> None:
    file = stored(pdf("Bab 1"))
    (Path(settings.FILES_ROOT) / path_of(file.sha256)).unlink()

    with pytest.raises(FileNotFoundError):
        sheets_of(file)


def test_the_marks_of_two_files_differ_where_a_page_differs() -> None:
    one, other = marks_of(stored(pdf("Bab 1", "Bab 2"))), marks_of(stored(pdf("Bab 1", "Bab 2 baru")))

    assert [mine == theirs for mine, theirs in zip(one.digests, other.digests, strict=True)] == [True, False]


def test_marks_stop_at_two_hundred_pages() -> None:
    found = marks_of(stored(pdf(*["Halaman"] * 201)))

    assert (found.total, len(found.digests), found.is_whole) == (201, 200, False)


def test_a_file_that_lies_on_another_machine_is_fetched_first(settings: object) -> None:
    memory = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.STORAGES = settings.STORAGES | {"default": memory}

    assert opened(picture_of(stored(pdf("Bab 1")), 1, 480)).size == (480, 680)


def test_what_was_drawn_is_no_file_without_a_row() -> None:
    picture_of(stored(pdf("Bab 1")), 1, 480)

    assert orphans() == []


def test_a_picture_that_needs_more_memory_than_is_given_is_too_heavy() -> None:
    whole = io.BytesIO()
    Image.new("1", (20_000, 5_900)).save(whole, "PNG", compress_level=1)

    with pytest.raises(NotShown) as refused:
        picture_of(stored(whole.getvalue(), "image/png"), 1, 480)

    assert str(refused.value) == asking.HEAVY


def test_a_full_disk_costs_time_and_not_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    file = stored(pdf("Bab 1"))

    def refuse(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(FileSystemStorage, "_save", refuse)

    assert opened(picture_of(file, 1, 480)).size == (480, 680)


def test_a_page_without_a_sensible_size_is_taken_for_a4() -> None:
    with pikepdf.new() as document, io.BytesIO() as whole:
        document.add_blank_page(page_size=(3, 3)).MediaBox = pikepdf.Array([0, 0, 0, 0])
        document.save(whole)
        sheet = sheets_of(stored(whole.getvalue())).sheets[0]

    assert sheet.width > 0 < sheet.height


def test_a_page_as_narrow_as_a_thread_stays_a_picture() -> None:
    with pikepdf.new() as document, io.BytesIO() as whole:
        document.add_blank_page(page_size=(3, 14_400))
        document.save(whole)
        picture = opened(picture_of(stored(whole.getvalue()), 1, 960))

    assert picture.height <= 16_000
