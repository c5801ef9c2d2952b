"""Hands on the keyboard only, from logging in to handing in; and what a form shows before it is needed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import make

pytestmark = [pytest.mark.browser, pytest.mark.once("postgresql")]


def _tab_to(page: Page, selector: str, limit: int = 60) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} tidak tercapai dengan Tab")


def test_from_logging_in_to_handing_in_with_tab_and_enter(visitor: Callable[..., Page], office: make.Office) -> None:
    number = make.case(office).number
    page = visitor()
    page.goto("/masuk/")
    _tab_to(page, "[name=username]")
    page.keyboard.type(office.people["kabag"].nip)
    _tab_to(page, "[name=password]")
    page.keyboard.type(make.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Tugas saya")).to_be_visible()
    _tab_to(page, "[data-open]")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/permintaan/{number}/")
    _tab_to(page, "[name=kertas-catatan-instruksi-text]")
    page.keyboard.type("Mohon dianalisis.")
    _tab_to(page, "button[value=tetapkan]")

    page.keyboard.press("Enter")

    expect(page.get_by_text("Langkah 1: diserahkan.")).to_be_visible()


def test_the_skip_link_is_the_first_stop_and_leads_past_the_bar(page_of: Callable[..., Page]) -> None:
    page = page_of("kabag")
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.textContent")

    page.keyboard.press("Enter")

    assert first == "Langsung ke isi"
    assert page.evaluate("document.activeElement.id") == "isi"


def test_slash_goes_to_the_search_and_enter_finds(page_of: Callable[..., Page], office: make.Office) -> None:
    make.case(office)
    page = page_of("kabag")

    page.keyboard.press("/")
    page.keyboard.type("masa kerja")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("1 permintaan cocok")


def test_letters_of_a_text_are_no_shortcuts(page_of: Callable[..., Page], office: make.Office) -> None:
    number = make.case(office).number
    page = page_of("kabag")
    page.goto(f"/permintaan/{number}/")
    page.focus("[name=kertas-catatan-instruksi-text]")

    page.keyboard.type("g t / ? j k")

    assert page.input_value("[name=kertas-catatan-instruksi-text]") == "g t / ? j k"
    assert page.url.endswith(f"/permintaan/{number}/")


def test_the_next_row_for_a_correction_point_appears_when_the_last_has_words(
    page_of: Callable[..., Page], office: make.Office
) -> None:
    number = make.case(office, at_step="4").number
    page = page_of("kasubbag")
    page.goto(f"/permintaan/{number}/")
    rows = page.locator(".baru > li")
    before = [row.is_visible() for row in rows.all()]

    page.fill("[name=butir-baru-0-teks]", "Masa kerja CPNS belum dihitung.")

    assert before == [True, False, False]
    assert [row.is_visible() for row in rows.all()] == [True, True, False]


def test_more_rows_are_all_shown_when_asked_for(page_of: Callable[..., Page], office: make.Office) -> None:
    number = make.case(office, at_step="4").number
    page = page_of("kasubbag", has_javascript=False)
    page.goto(f"/permintaan/{number}/")

    page.get_by_role("button", name="Tambah butir").click()
    page.wait_for_url("**/#butir-baru")

    assert {row.is_visible() for row in page.locator(".baru > li").all()} == {True}


def test_whoever_was_overtaken_reads_what_they_wrote(page_of: Callable[..., Page], office: make.Office) -> None:
    office.appoint("plh", role="kabag", kind="plh", stands_for="kabag")
    case = make.case(office)
    page = page_of("kabag")
    page.goto(f"/permintaan/{case.number}/")
    page.fill("[name=kertas-catatan-instruksi-text]", "Tulisan yang terlambat.")
    page_of("plh").goto(f"/permintaan/{case.number}/")
    page_of("plh").fill("[name=kertas-catatan-instruksi-text]", "Lebih dahulu.")
    page_of("plh").locator("button[value=tetapkan]").click()
    page_of("plh").wait_for_url(f"**/permintaan/{case.number}/")

    page.locator("button[value=tetapkan]").click()

    expect(page.locator("[data-error-summary]")).to_be_focused()
    expect(page.locator("#draf-tersisa")).to_contain_text("Tulisan yang terlambat.")
