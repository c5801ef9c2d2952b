"""What hurried people do: two tabs, double clicks, going back, stale pages, leaving with a half-written form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from alur.records.models import Draft, Visit
from tests import make

pytestmark = pytest.mark.browser

TEXT = "[name=kertas-catatan-instruksi-text]"


@pytest.fixture
def case_at_1(office: make.Office) -> str:
    return make.case(office).number


def _fill(page: Page, number: str) -> None:
    page.goto(f"/permintaan/{number}/")
    page.fill(TEXT, "Mohon dianalisis.")


def _hand_in(page: Page) -> None:
    page.locator("button[name=aksi][value=tetapkan]").click()


def test_a_double_click_hands_in_once(page_of: Callable[..., Page], case_at_1: str) -> None:
    page = page_of("kabag")
    _fill(page, case_at_1)

    page.locator("button[name=aksi][value=tetapkan]").dblclick()
    page.wait_for_url(f"**/permintaan/{case_at_1}/")

    expect(page.get_by_text("Langkah 1: diserahkan.")).to_be_visible()
    assert Visit.objects.filter(case__number=case_at_1).count() == 2


def test_the_second_of_two_tabs_is_told_who_acted_and_keeps_its_text(
    page_of: Callable[..., Page], case_at_1: str
) -> None:
    page = page_of("kabag")
    other = page.context.new_page()
    _fill(page, case_at_1)
    _fill(other, case_at_1)
    other.fill(TEXT, "Tulisan tab kedua.")
    _hand_in(page)
    page.wait_for_url(f"**/permintaan/{case_at_1}/")

    _hand_in(other)

    expect(other.get_by_text("sudah ditutup oleh Kabag").first).to_be_visible()
    assert Draft.objects.get().fields["kertas-catatan-instruksi-text"] == "Tulisan tab kedua."
    assert Visit.objects.filter(case__number=case_at_1).count() == 2


def test_going_back_and_pressing_again_changes_nothing(page_of: Callable[..., Page], case_at_1: str) -> None:
    page = page_of("kabag")
    _fill(page, case_at_1)
    _hand_in(page)
    page.wait_for_url(f"**/permintaan/{case_at_1}/")

    page.go_back()
    page.wait_for_load_state()
    again = page.locator("button[name=aksi][value=tetapkan]")
    if again.count():
        again.click()
        page.wait_for_load_state()

    assert Visit.objects.filter(case__number=case_at_1).count() == 2


def test_a_draft_survives_leaving_and_coming_back(page_of: Callable[..., Page], case_at_1: str) -> None:
    page = page_of("kabag")
    _fill(page, case_at_1)
    page.locator("button[name=aksi][value=simpan]").last.click()
    page.wait_for_url(f"**/permintaan/{case_at_1}/**")

    page.context.clear_cookies()
    page.goto("/masuk/")
    page.fill("[name=username]", page_nip(case_at_1))
    page.fill("[name=password]", make.PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url("**/")
    page.goto(f"/permintaan/{case_at_1}/")

    assert page.input_value(TEXT) == "Mohon dianalisis."


def test_what_is_typed_saves_itself(page_of: Callable[..., Page], case_at_1: str) -> None:
    page = page_of("kabag")
    _fill(page, case_at_1)

    expect(page.locator("#draf-status")).to_contain_text("Draf tersimpan", timeout=15_000)

    assert Draft.objects.get().fields["kertas-catatan-instruksi-text"] == "Mohon dianalisis."


def test_a_refusal_takes_the_focus_and_keeps_text_and_file(
    page_of: Callable[..., Page], office: make.Office, tmp_path: Path
) -> None:
    number = make.case(office, at_step="2").number
    file = tmp_path / "bahan ‮fdp.exe😀.pdf"
    file.write_bytes(make.PDF)
    page = page_of("kasubbag")
    page.goto(f"/permintaan/{number}/")
    page.fill("[name=kertas-catatan-penugasan-text]", "<b>tebal</b> =1+1")
    page.set_input_files("[name=berkas-bahan-analisis]", file)

    _hand_in(page)

    expect(page.get_by_role("link", name="Pilih Pranata Komputer yang ditugaskan.").first).to_be_visible()
    assert page.evaluate("document.activeElement.textContent").find("Pilih Pranata Komputer") >= 0
    assert page.input_value("[name=kertas-catatan-penugasan-text]") == "<b>tebal</b> =1+1"
    assert page.locator("bdi", has_text="bahan fdp.exe😀.pdf").count() == 1


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("kosong.pdf", b"", "kosong (0 bita)"),
        ("palsu.pdf", b"MZ\x90\x00 bukan pdf", "bukan PDF"),
        ("program.exe", b"MZ\x90\x00", "tidak diterima"),
        ("besar.pdf", b"%PDF-1.4" + b"x" * 3_000_000, "melebihi batas 2 MB"),
    ],
)
def test_a_bad_file_gets_its_sentence_and_the_text_stays(
    name: str,
    content: bytes,
    sentence: str,
    page_of: Callable[..., Page],
    office: make.Office,
    tmp_path: Path,
    settings: pytest.FixtureRequest,
) -> None:
    settings.UPLOAD_LIMIT = 2 * 1024 * 1024  # type: ignore[attr-defined]
    number = make.case(office, at_step="3").number
    (tmp_path / name).write_bytes(content)
    page = page_of("dedi")
    page.goto(f"/permintaan/{number}/")
    page.fill("[name=kertas-hasil-analisis-note]", "Terlampir.")
    page.set_input_files("[name=berkas-hasil-analisis]", tmp_path / name)

    _hand_in(page)

    expect(page.get_by_text(sentence).first).to_be_visible()
    assert page.input_value("[name=kertas-hasil-analisis-note]") == "Terlampir."
    assert Visit.objects.open().get(case__number=number).step == "analisis"


def test_a_step_is_done_with_the_keyboard_alone(page_of: Callable[..., Page], case_at_1: str) -> None:
    page = page_of("kabag")
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_url("**/permintaan/")
    page.keyboard.press("g")
    page.keyboard.press("t")
    expect(page.get_by_role("heading", name="Tugas saya")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/permintaan/{case_at_1}/")
    page.focus(TEXT)
    page.keyboard.type("Mohon dianalisis.")

    page.keyboard.press("Control+Enter")

    expect(page.get_by_text("Langkah 1: diserahkan.")).to_be_visible()


def test_a_choice_of_theme_stays(page_of: Callable[..., Page]) -> None:
    page = page_of("kabag", color_scheme="light")
    page.evaluate("document.querySelector('form[action=\"/tampilan/\"]').closest('details')?.setAttribute('open', '')")

    page.locator("form[action='/tampilan/'] [name=tampilan][value=dark]").first.click()
    page.goto("/sop/")

    assert page.get_attribute("html", "data-theme") == "dark"


def test_printing_leaves_out_what_only_the_screen_needs(page_of: Callable[..., Page], case_at_1: str) -> None:
    page = page_of("kabag")
    page.goto(f"/permintaan/{case_at_1}/")

    page.emulate_media(media="print")

    assert [page.locator(part).first.is_visible() for part in (".bar", "button[value=tetapkan]")] == [False, False]


def page_nip(number: str) -> str:
    """The NIP of whoever holds the open step's role."""
    role = Visit.objects.open().get(case__number=number).role
    assert role is not None
    return role.positions.get().appointments.get().user.nip
