"""The letter desk at its form: dates that cannot be, files that are no scan, and nothing typed or uploaded is lost."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from alur.records.models import Letter
from tests import make

pytestmark = pytest.mark.browser

LETTER = re.compile(r"/surat/\d+/$")
SCAN = make.PDF
SUBJECT = "Perbaikan <i>masa kerja</i> & “KGB”"


@pytest.fixture
def desk(page_of: Callable[..., Page], tmp_path: Path) -> Page:
    """The form with everything right, ready to be spoilt or sent."""
    scan = tmp_path / "surat.pdf"
    scan.write_bytes(SCAN)
    page = page_of("petugas")
    _fill(page)
    page.set_input_files("[name=scan]", scan)
    return page


def _fill(page: Page) -> None:
    today = timezone.localdate().isoformat()
    page.goto("/surat/baru/")
    page.fill("[name=number]", "KP.04.01/RSNB/881/2026")
    page.select_option("[name=unit]", label="RSUP Nusa Bakti")
    page.fill("[name=dated_on]", today)
    page.fill("[name=received_on]", today)
    page.fill("[name=subject]", SUBJECT)


def _register(page: Page) -> None:
    page.get_by_role("button", name="Catat surat").click()
    page.wait_for_selector(".error-summary")


@pytest.mark.parametrize(
    ("field", "days", "sentence", "told_at"),
    [
        ("received_on", 1, "Tanggal diterima", "received_on"),
        ("received_on", -1, "Tanggal surat lebih akhir daripada tanggal diterima", "dated_on"),
        ("dated_on", 1, "Tanggal surat", "dated_on"),
    ],
    ids=["diterima-besok", "diterima-sebelum-surat", "surat-besok"],
)
def test_a_date_that_cannot_be_is_refused_at_its_field(
    field: str, days: int, sentence: str, told_at: str, desk: Page
) -> None:
    desk.fill(f"[name={field}]", (timezone.localdate() + dt.timedelta(days=days)).isoformat())

    _register(desk)

    expect(desk.locator(f".field:has([name={told_at}]) .err")).to_contain_text(sentence)
    assert desk.input_value("[name=subject]") == SUBJECT
    assert not Letter.objects.exists()


def test_29_february_of_an_ordinary_year_is_refused(desk: Page) -> None:
    desk.evaluate("document.querySelector('[name=dated_on]').type = 'text'")
    desk.fill("[name=dated_on]", "29-02-2026")

    _register(desk)

    expect(desk.locator(".field:has([name=dated_on]) .err")).to_contain_text("bukan tanggal yang ada")
    assert not Letter.objects.exists()


def test_the_summary_takes_the_focus_and_leads_to_the_field(desk: Page) -> None:
    desk.fill("[name=number]", "")
    _register(desk)
    focused = desk.evaluate("document.activeElement.className")

    desk.locator(".error-summary a").first.click()

    assert focused == "error-summary"
    assert desk.evaluate("document.activeElement.name") == "number"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("kosong.pdf", b"", "kosong (0 bita)"),
        ("palsu.pdf", b"MZ\x90\x00 bukan pdf", "bukan PDF"),
        ("surat.html", b"<script>alert(1)</script>", "tidak diterima"),
        ("besar.pdf", b"%PDF-1.4" + b"x" * 3_000_000, "melebihi batas 2 MB"),
    ],
)
def test_a_bad_scan_gets_its_sentence_and_the_text_stays(
    name: str, content: bytes, sentence: str, desk: Page, tmp_path: Path, settings: pytest.FixtureRequest
) -> None:
    settings.UPLOAD_LIMIT = 2 * 1024 * 1024  # type: ignore[attr-defined]
    (tmp_path / name).write_bytes(content)
    desk.set_input_files("[name=scan]", tmp_path / name)

    _register(desk)

    expect(desk.locator(".field:has([name=scan]) .err")).to_contain_text(sentence)
    assert desk.input_value("[name=subject]") == SUBJECT


@pytest.mark.parametrize("has_javascript", [True, False], ids=["javascript", "tanpa-javascript"])
def test_a_scan_with_an_evil_name_is_kept_through_a_refusal(
    has_javascript: bool, page_of: Callable[..., Page], tmp_path: Path
) -> None:
    scan = tmp_path / "..\\surat ‮fdp.exe “😀” <b>.pdf"
    scan.write_bytes(SCAN)
    page = page_of("petugas", has_javascript=has_javascript)
    _fill(page)
    page.set_input_files("[name=scan]", scan)
    page.fill("[name=number]", "")
    _register(page)

    page.fill("[name=number]", "KP.04.01/RSNB/882/2026")
    page.get_by_role("button", name="Catat surat").click()
    page.wait_for_url(LETTER)
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh").click()

    letter = Letter.objects.get()
    assert letter.scan is not None
    assert "‮" not in letter.scan_name
    assert "/" not in download.value.suggested_filename
    assert Path(download.value.path()).read_bytes() == SCAN


def test_the_file_chooser_speaks_indonesian_and_names_the_file(desk: Page) -> None:
    chosen = desk.locator(".chooser").inner_text().split("\n")

    desk.set_input_files("[name=scan]", [])

    assert chosen == ["Pilih berkas", "surat.pdf"]
    assert desk.locator(".chooser").inner_text().split("\n") == ["Pilih berkas", "Belum ada berkas"]


def test_pressing_twice_registers_one_letter(desk: Page) -> None:
    desk.get_by_role("button", name="Catat surat").dblclick()
    desk.wait_for_url(LETTER)

    assert Letter.objects.count() == 1


def test_a_similar_request_is_shown_before_registering(desk: Page, office: make.Office) -> None:
    case = make.case(office)

    desk.get_by_role("button", name="Periksa dulu").click()

    expect(desk.get_by_role("link", name=case.number)).to_be_visible()
    assert desk.input_value("[name=subject]") == SUBJECT
