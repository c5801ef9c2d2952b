"""A late decree in a real browser: typed by the administrator, decided by the head, told to who works on the case."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from alur.records.models import Decree, Visit
from tests import make

pytestmark = pytest.mark.browser

WIDTHS = pytest.mark.parametrize(("has_javascript", "width"), [(True, 1320), (False, 360)], ids=["layar", "ponsel"])
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def waiting(office: make.Office) -> Visit:
    """Step 3, opened Monday 09.10, due Wednesday 09.10."""
    visit = make.open_visit(make.case(office, at_step="3"))
    assert visit is not None
    return visit


@WIDTHS
def test_a_late_decree_moves_the_deadline(
    page_of: Callable[..., Page], office: make.Office, has_javascript: bool, width: int
) -> None:
    visit, how = waiting(office), {"has_javascript": has_javascript, "width": width}

    _propose(page_of("admin", **how))
    page = page_of("kepala", **how)
    page.goto(f"/kalender/keputusan/{Decree.objects.get().pk}/")
    preview = page.locator(".moves tbody").locator("th, td").all_inner_texts()
    page.get_by_role("button", name="Tetapkan", exact=True).click()
    page.get_by_text("1 tenggat terbuka bergeser").wait_for()
    case = page_of("dedi", **how)
    told = _notices(case)
    case.get_by_role("button", name="bergeser karena SKB 9/2026").click()
    case.wait_for_url(f"**/permintaan/{visit.case.number}/")

    assert [text.strip() for text in preview] == [visit.case.number, "10 Juni 2026, 09.10", "11 Juni 2026, 09.10"]
    assert Visit.objects.get(pk=visit.pk).due_at == make.at("2026-06-11 09:10")
    assert (told, _notices(case, is_read=True)) == (2, 0)  # the turn, and the move
    case.goto(f"/permintaan/{visit.case.number}/")
    assert case.get_by_text("dari Rab 10 Jun 2026, 09.10 menjadi Kam 11 Jun 2026, 09.10").count() == 1


@pytest.mark.parametrize(
    "address", ["/kalender/", "/kalender/?tahun=2026&bulan=3", "/kalender/keputusan/", "/kalender/keputusan/baru/"]
)
def test_the_calendar_fits_a_phone(page_of: Callable[..., Page], address: str) -> None:
    page = page_of("admin", width=360)
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)

    page.goto(address)

    assert (page.evaluate(OVERFLOW), refused) == (0, [])


def _notices(page: Page, *, is_read: bool = False) -> int:
    """How many unread notices the bell counts and the page lists; both must agree."""
    page.goto("/pemberitahuan/")
    count = page.locator(".notice-row.unread").count()
    name = "Pemberitahuan" if is_read else f"Pemberitahuan, {count} belum dibaca"
    assert page.locator(".bell:visible").get_attribute("aria-label") == name
    return count


def _propose(page: Page) -> None:
    page.goto("/kalender/keputusan/baru/")
    page.fill("[name=number]", "9/2026")
    page.fill("[name=dated_on]", "2026-06-08")
    page.fill("[name=about]", "Cuti bersama")
    page.select_option("[name=baris-0-act]", "cuti bersama")
    page.fill("[name=baris-0-date]", "2026-06-09")
    page.fill("[name=baris-0-name]", "Cuti Bersama Uji")
    page.get_by_role("button", name="Usulkan").click()
    page.get_by_role("heading", name="SKB 9/2026 tanggal 8 Juni 2026").wait_for()
