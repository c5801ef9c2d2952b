"""PDF/A-2a and PDF/UA-1 as an independent checker judges them: every paper, the SOP sheet, and what is signed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from alur.papers import signing
from alur.papers.sheet import print_sheet
from alur.papers.typeset import typeset
from tests.papers.sample import MADE_AT, papers
from tests.papers.signing.office import use_certificate
from tests.papers.test_sheet import official

page = pytest.importorskip("page", reason="perlu pemeriksa PDF/A dan PDF/UA (page-validation)")
TEMPLATES = ("catatan", "periksa", "uji-coba", "unggah", "jawaban", "tanda-terima")


def faults(pdf: bytes) -> list[str]:
    reports = [page.validate_pdf_bytes(pdf, profile=profile) for profile in ("2a", "ua1")]
    return [f"{each.rule_id}: {each.message}" for report in reports for each in report.failures]


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_paper_is_archival_and_accessible(template: str) -> None:
    assert faults(typeset(template, papers()[template], made_at=MADE_AT)) == []


def test_the_sheet_is_archival_and_accessible() -> None:
    made_at = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)

    sheet = print_sheet(official(), edition="edisi 1", sha256="5d5c1dbb" * 8, made_at=made_at)

    assert faults(sheet.pdf) == []


def test_a_signed_paper_stays_archival_and_accessible(settings: Any, tmp_path: Path) -> None:
    use_certificate(settings, tmp_path)
    signer = signing.signer()
    assert signer is not None
    paper = typeset("catatan", papers()["catatan"], made_at=MADE_AT)

    [signed] = signer.sign([paper], signing.Person("Rina"), signing.NO_PASSPHRASE, reason="Persetujuan")

    assert faults(signed.pdf) == []
