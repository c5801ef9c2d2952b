"""Drawings are cached by edition for the life of a process; each test has its own editions."""

from __future__ import annotations

import pytest

from alur.web import rows, sheets
from alur.web.views.case import drawing


@pytest.fixture(autouse=True)
def _fresh_drawings() -> None:
    sheets._sheet.cache_clear()
    sheets.remarks.cache_clear()
    rows.shape.cache_clear()
    rows.asked.cache_clear()
    drawing.drawn.cache_clear()
