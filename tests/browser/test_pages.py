"""Every page at a desk and on a phone, light and dark: accessible by axe's rules, not wider than the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import axe_playwright_python
import pytest
from playwright.sync_api import Page, expect

from tests import make

pytestmark = [pytest.mark.browser, pytest.mark.once("postgresql")]

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
HANDS = {"kabag": ("1", "8"), "kasubbag": ("2", "4", "6", "9"), "dedi": ("3", "5", "10")}
Theme = Literal["light", "dark"]
Looks = list[tuple[int, Theme]]
LOOKS: Looks = [(360, "light"), (360, "dark"), (1320, "dark"), (1320, "light")]
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"


def _faults(page: Page, address: str, looks: Looks = LOOKS) -> list[str]:
    """What is wrong with the page at this address. A 404 is a page too; its console line is expected."""
    page.goto(address)
    return _faults_here(page, address, looks)


def _faults_here(page: Page, name: str, looks: Looks = LOOKS) -> list[str]:
    """What is wrong with the page as it now stands, in each look, with the name given."""
    page.evaluate(AXE.read_text())
    found = []
    for width, theme in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        found += _faults_in_this_look(page, f"{name} ({width}, {theme})")
    return found


def _faults_in_this_look(page: Page, name: str) -> list[str]:
    found = [
        f"{name}: {item['id']} {item['nodes'][0]['html'][:120]}"
        for item in page.evaluate("rules => axe.run(document, rules).then(found => found.violations)", RULES)
    ]
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found + ([f"{name}: {width} px lebih lebar daripada layar"] if width > 0 else [])


def test_pages_of_an_official_are_accessible_and_fit(page_of: Callable[..., Page], office: make.Office) -> None:
    ended = make.case(office, at_step="end")
    cases = [make.case(office, at_step=step) for step in ("1", "4", "6")]
    make.advance(office, make.open_visit(cases[1]), make.at("2026-06-08 11:00"), "dikoreksi")
    make.advance(office, make.open_visit(cases[1]), make.at("2026-06-08 14:00"))
    page = page_of("kasubbag")
    addresses = ["/", "/?tab=tim", "/permintaan/", "/permintaan/?q=tidakada", "/surat/", "/sop/", "/bukan-halaman/"]
    addresses += [f"/permintaan/{case.number}/" for case in (*cases, ended)]
    addresses += [f"/permintaan/{ended.number}/langkah/4/tenggat/", f"/sop/{office.edition.procedure_id}/"]
    addresses += ["/jeda/?keadaan=semua", "/kalender/alasan-jeda/", "/pemberitahuan/"]

    faults = [fault for address in addresses for fault in _faults(page, address)]

    assert faults == []
    assert [line for line in page.said if "404" not in line] == []  # type: ignore[attr-defined]


def test_the_form_of_every_step_is_accessible_and_fits_also_when_refused(
    page_of: Callable[..., Page], office: make.Office
) -> None:
    faults = []
    for who, steps in HANDS.items():
        page = page_of(who)
        for step in steps:
            number = make.case(office, at_step=step).number
            faults += _faults(page, f"/permintaan/{number}/")
            page.locator("button[name=aksi][value=tetapkan]").click()
            page.wait_for_selector("[data-error-summary]")
            faults += _faults_here(page, f"langkah {step} yang ditolak")

    assert faults == []
    assert [line for line in page.said if "422" not in line] == []  # type: ignore[attr-defined]


def test_logging_in_is_accessible_and_fits(visitor: Callable[..., Page]) -> None:
    door = visitor()

    faults = _faults(door, "/masuk/")
    door.get_by_role("button", name="Masuk").click()
    door.wait_for_selector(".error-summary")
    faults += _faults_here(door, "masuk yang ditolak")

    assert faults == []


def test_pages_about_numbers_and_for_strangers_are_accessible_and_fit(
    visitor: Callable[..., Page], page_of: Callable[..., Page], office: make.Office
) -> None:
    case = make.case(office, at_step="2")
    version = case.documents.get(paper="catatan-instruksi").current
    door, desk = visitor(), page_of("kabag")
    addresses = ["/periksa/", "/periksa/?kode=salah", f"/periksa/{version.code}/", "/periksa/000000000000/"]

    faults = [fault for address in addresses for fault in _faults(door, address)]
    faults += _faults(desk, "/nomor/?tahun=2026")
    desk.goto(f"/nomor/{version.pk}/")
    desk.locator("details.card > summary").click()
    faults += _faults_here(desk, "pembatalan naskah")

    assert faults == []


@pytest.mark.parametrize(("width", "theme"), LOOKS)
def test_the_menus_are_accessible_and_fit(width: int, theme: Theme, page_of: Callable[..., Page]) -> None:
    page = page_of("kasubbag", width=width, color_scheme=theme)

    page.locator("details[data-menu] > summary:visible").click()
    faults = _faults_here(page, "menu terbuka", [(width, theme)])
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    faults += _faults_here(page, "pintasan", [(width, theme)])

    assert faults == []


def test_pages_of_the_letter_desk_are_accessible_and_fit(page_of: Callable[..., Page], office: make.Office) -> None:
    letter = make.letter(office)
    page = page_of("petugas")

    faults = [
        fault for address in ("/surat/", "/surat/baru/", f"/surat/{letter.pk}/") for fault in _faults(page, address)
    ]
    page.goto("/surat/baru/")
    page.get_by_role("button", name="Catat surat").click()
    page.wait_for_selector(".error-summary")
    faults += _faults_here(page, "isian surat yang ditolak")

    assert faults == []


def test_pages_of_the_administrator_are_accessible_and_fit(page_of: Callable[..., Page], office: make.Office) -> None:
    page = page_of("admin")
    faults = []
    calendar = ("/kalender/", "/kalender/keputusan/", "/kalender/keputusan/baru/")
    for address in (*calendar, "/langganan-tenggat/", "/kata-sandi/"):
        faults += _faults(page, address)
    page.locator("main .btn.p").click()
    page.wait_for_selector(".error-summary")
    faults += _faults_here(page, "kata sandi yang ditolak")

    assert faults == []


@pytest.mark.parametrize("who", ["tamu", "auditor", "pemohon"])
def test_first_pages_of_others_are_accessible_and_fit(
    who: str, page_of: Callable[..., Page], office: make.Office
) -> None:
    case = make.case(office)
    page = page_of(who, width=320)

    faults = [
        fault
        for address in ("/", "/permintaan/", f"/permintaan/{case.number}/")
        for fault in _faults(page, address, [(320, "light")])
    ]

    assert faults == []


@pytest.mark.parametrize("width", [320, 768, 1024, 1200, 1280])
def test_the_bar_and_the_pages_fit_every_width(width: int, page_of: Callable[..., Page], office: make.Office) -> None:
    case = make.case(office, at_step="4")
    page = page_of("kasubbag", width=width)

    wider = []
    for address in ("/", "/permintaan/", f"/permintaan/{case.number}/", "/sop/", "/kalender/"):
        page.goto(address)
        wider.append(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    assert wider == [0, 0, 0, 0, 0]
