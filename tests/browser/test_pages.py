"""Every page at a desk and on a phone, light and dark: accessible by axe's rules, not wider than the screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests import make

pytestmark = pytest.mark.browser

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
LOOKS = [(1320, "light"), (1320, "dark"), (360, "light"), (360, "dark")]


def _faults(page: Page, address: str) -> list[str]:
    """What is wrong with a page, each with its address. A 404 is a page too; its console line is expected."""
    page.goto(address)
    found = [
        f"{address}: {item['id']} {item['nodes'][0]['html'][:120]}"
        for item in Axe().run(page, options=RULES).response["violations"]
    ]
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found + ([f"{address}: {width} px lebih lebar daripada layar"] if width > 0 else [])


@pytest.mark.parametrize(("width", "theme"), LOOKS)
def test_pages_of_an_official_are_accessible_and_fit(
    width: int, theme: str, page_of: Callable[..., Page], office: make.Office
) -> None:
    ended = make.case(office, at_step="end")
    cases = [make.case(office, at_step=step) for step in ("1", "4", "6")]
    make.advance(office, make.open_visit(cases[1]), make.at("2026-06-08 11:00"), "dikoreksi")
    make.advance(office, make.open_visit(cases[1]), make.at("2026-06-08 14:00"))
    page = page_of("kasubbag", width=width, color_scheme=theme)
    addresses = ["/", "/?tim=1", "/permintaan/", "/permintaan/?q=tidakada", "/surat/", "/sop/", "/bukan-halaman/"]
    addresses += [f"/permintaan/{case.number}/" for case in (*cases, ended)]
    addresses += [f"/permintaan/{ended.number}/langkah/4/tenggat/", f"/sop/{office.edition.procedure_id}/"]

    faults = [fault for address in addresses for fault in _faults(page, address)]

    assert faults == []
    assert [line for line in page.said if "404" not in line] == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(("width", "theme"), LOOKS)
def test_forms_of_a_programmer_are_accessible_and_fit(
    width: int, theme: str, page_of: Callable[..., Page], office: make.Office
) -> None:
    cases = [make.case(office, at_step=step) for step in ("3", "5", "10")]
    page = page_of("dedi", width=width, color_scheme=theme)

    faults = [fault for case in cases for fault in _faults(page, f"/permintaan/{case.number}/")]

    assert faults == []
    assert page.said == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(("width", "theme"), LOOKS)
def test_pages_of_the_letter_desk_are_accessible_and_fit(
    width: int, theme: str, page_of: Callable[..., Page], office: make.Office
) -> None:
    letter = make.letter(office)
    page = page_of("petugas", width=width, color_scheme=theme)

    faults = [
        fault for address in ("/surat/", "/surat/baru/", f"/surat/{letter.pk}/") for fault in _faults(page, address)
    ]
    page.goto("/surat/baru/")
    page.get_by_role("button", name="Catat surat").click()
    page.wait_for_selector(".error-summary")
    refused = Axe().run(page, options=RULES).response["violations"]

    assert faults == []
    assert refused == []


@pytest.mark.parametrize("who", ["tamu", "auditor", "pemohon"])
def test_first_pages_of_others_are_accessible_and_fit(
    who: str, page_of: Callable[..., Page], office: make.Office
) -> None:
    case = make.case(office)
    page = page_of(who, width=320)

    faults = [
        fault for address in ("/", "/permintaan/", f"/permintaan/{case.number}/") for fault in _faults(page, address)
    ]

    assert faults == []
