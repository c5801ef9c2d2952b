"""The pages of two versions side by side, and of all correction points of a case."""

from __future__ import annotations

import pytest

from alur.actions.handover import FileRef, NewPoint, PaperContent
from alur.records.models import Case, StoredFile
from alur.records.storage import path_of, store_bytes
from tests import make
from tests.papers.test_pictures import pdf
from tests.web.browsing import client_of, statements, text_of

pytestmark = pytest.mark.django_db
PAPER = "hasil-analisis"


def hand_in(office: make.Office, case: Case, note: str, text: str) -> None:
    visit = make.open_visit(case)
    file = FileRef(store_bytes(pdf("Sampul", text), media_type="application/pdf", at=make.MONDAY).sha256, "a.pdf")
    make.advance(office, visit, visit.opened_at, papers={PAPER: PaperContent({"note": note}, [file])})


@pytest.fixture
def case(office: make.Office) -> Case:
    """Two versions of the analysis with the same file, the first sent back, the second approved."""
    return two_versions(office, "Bab 1", "Bab 1")


def two_versions(office: make.Office, first: str, second: str) -> Case:
    made = make.case(office, at_step="3")
    hand_in(office, made, "Rancangan <lama>.", first)
    visit = make.open_visit(made)
    points = [NewPoint("Lengkapi bab 1.", "hal. 2"), NewPoint("Ringkas.", is_strict=False)]
    make.advance(office, visit, visit.opened_at, "dikoreksi", points=points)
    hand_in(office, made, "Rancangan <baru>.", second)
    visit = make.open_visit(made)
    make.advance(office, visit, visit.opened_at, "disetujui")
    return made


def compared(office: make.Office, case: Case, query: str = "") -> str:
    return text_of(client_of(office, "kasubbag").get(f"/permintaan/{case.number}/dokumen/{PAPER}/bandingkan/{query}"))


def test_words_that_went_and_came_are_marked_by_more_than_colour(office: make.Office, case: Case) -> None:
    address = f"/permintaan/{case.number}/dokumen/{PAPER}/bandingkan/"

    raw = client_of(office, "kasubbag").get(address).content.decode()

    assert "Rancangan <del>&lt;lama&gt;.</del>" in raw
    assert "Rancangan <ins>&lt;baru&gt;.</ins>" in raw


def test_the_approved_version_is_named_as_the_one_that_goes_on(office: make.Office, case: Case) -> None:
    assert "Versi 2 disetujui dan dipakai langkah berikutnya." in compared(office, case)


def test_only_pages_that_differ_are_shown_at_first(office: make.Office) -> None:
    shown = compared(office, two_versions(office, "Bab 1", "Bab 1 lengkap"))

    assert "1 halaman berbeda" in shown
    assert [word in shown for word in ("a.pdf, versi 1, berubah", "a.pdf, versi 1, sama")] == [True, False]


def test_all_pages_are_shown_when_asked(office: make.Office) -> None:
    case = two_versions(office, "Bab 1", "Bab 1 lengkap")

    assert "Halaman 1 dari 2 dari a.pdf, versi 2, sama" in compared(office, case, "?a=1&b=2&halaman=semua")


def test_a_version_may_be_compared_with_a_later_or_an_earlier_one(office: make.Office, case: Case) -> None:
    assert "Versi 2 dibandingkan dengan versi 1" in compared(office, case, "?a=2&b=1")


@pytest.mark.parametrize("query", ["?a=1&b=9", "?a=9", f"?b={10**17}"])
def test_versions_that_are_not_there_are_not_found(office: make.Office, case: Case, query: str) -> None:
    address = f"/permintaan/{case.number}/dokumen/{PAPER}/bandingkan/{query}"

    assert client_of(office, "kasubbag").get(address).status_code == 404


@pytest.mark.parametrize("page", [f"dokumen/{PAPER}/bandingkan/", "butir/"])
def test_others_do_not_find_these_pages(office: make.Office, case: Case, page: str) -> None:
    codes = [client_of(office, who).get(f"/permintaan/{case.number}/{page}").status_code for who in ("tamu", "pemohon")]

    assert codes == [403, 200]


def test_a_paper_without_versions_is_not_found(office: make.Office, case: Case) -> None:
    address = f"/permintaan/{case.number}/dokumen/tidak-ada/bandingkan/"

    assert client_of(office, "kasubbag").get(address).status_code == 404


def test_a_single_version_says_that_there_is_nothing_to_compare(office: make.Office) -> None:
    case = make.case(office, at_step="4")

    assert "Baru ada satu versi; belum ada yang dapat dibandingkan." in compared(office, case)


def test_a_file_lost_from_storage_is_said_in_words(office: make.Office, settings: object) -> None:
    case = two_versions(office, "Bab 1", "Bab 1 lengkap")
    for file in StoredFile.objects.all():
        (settings.FILES_ROOT / path_of(file.sha256)).unlink()

    response = client_of(office, "kasubbag").get(f"/permintaan/{case.number}/dokumen/{PAPER}/bandingkan/")

    assert (response.status_code, "Versi ini tidak dapat dibandingkan" in text_of(response)) == (500, True)


def test_points_are_listed_by_round_with_their_severity(office: make.Office, case: Case) -> None:
    shown = text_of(client_of(office, "kasubbag").get(f"/permintaan/{case.number}/butir/"))

    assert "Langkah 4, putaran ke-1" in shown
    assert "2 butir: 2 diterima, 1 berupa catatan." in shown


def test_points_narrowed_to_nothing_offer_all_of_them(office: make.Office, case: Case) -> None:
    shown = text_of(client_of(office, "kasubbag").get(f"/permintaan/{case.number}/butir/?putaran=9&keadaan=salah"))

    assert "Tidak ada butir yang cocok dengan saringan ini." in shown


@pytest.mark.parametrize("page", [f"dokumen/{PAPER}/bandingkan/", "butir/"])
def test_these_pages_take_a_fixed_number_of_statements(office: make.Office, case: Case, page: str) -> None:
    assert statements(client_of(office, "kasubbag"), f"/permintaan/{case.number}/{page}") <= 11
