"""A file looked at inside the case, and the pages of versions and points: in a browser, on a phone, by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from alur.actions.handover import FileRef, PaperContent
from alur.records.models import Visit
from alur.records.storage import store_bytes
from tests import make
from tests.papers.test_pictures import pdf

pytestmark = [pytest.mark.browser, pytest.mark.once("postgresql")]
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
PAPER = "hasil-analisis"


def hand_in(office: make.Office, visit: Visit, text: str) -> None:
    file = FileRef(store_bytes(pdf("Sampul", text), media_type="application/pdf", at=make.MONDAY).sha256, "a.pdf")
    make.advance(office, visit, visit.opened_at, papers={PAPER: PaperContent({"note": text}, [file])})


def test_a_checker_looks_at_the_work_and_at_what_changed(page_of: Callable[..., Page], office: make.Office) -> None:
    case = make.case(office, "3")
    hand_in(office, make.open_visit(case), "Bab 1")
    check = make.open_visit(case)
    make.advance(office, check, check.opened_at, "dikoreksi")
    hand_in(office, make.open_visit(case), "Bab 1 lengkap")
    page = page_of("kasubbag", width=360)
    page.goto(f"/permintaan/{case.number}/")

    page.locator(".kini .intip summary").first.focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("img", name="Halaman 1 dari 2 dari a.pdf").first).to_have_js_property("complete", True)
    faults = [Axe().run(page, options=RULES).response["violations"]]
    for address in (f"dokumen/{PAPER}/bandingkan/", "butir/"):
        page.goto(f"/permintaan/{case.number}/{address}")
        faults.append(Axe().run(page, options=RULES).response["violations"])
        assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert (faults, page.said) == ([[], [], []], [])
