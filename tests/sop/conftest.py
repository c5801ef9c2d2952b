"""Sheets of many generated procedures, laid out once for all tests that must hold for every procedure."""

from __future__ import annotations

import os

import pytest

from alur.sop.document import Procedure
from alur.sop.layout import Sheet, lay_out
from tests.sop.generated import procedure_from

F4, A4 = {"page_width": 1440.0, "page_height": 854.0}, {"page_width": 1286.0, "page_height": 854.0}
SEEDS = range(int(os.environ.get("ALUR_SHEETS", "45")))


@pytest.fixture(scope="session")
def generated() -> list[tuple[Procedure, Sheet]]:
    """Every third on A4, every fifth with long texts. ALUR_SHEETS=3000 tries so many (by hand, minutes)."""
    procedures = [procedure_from(seed, most_words=90 if seed % 5 == 0 else 22) for seed in SEEDS]
    return [
        (procedure, lay_out(procedure, **(A4 if seed % 3 == 0 else F4))) for seed, procedure in enumerate(procedures)
    ]
