"""What stands against examples: they would be signed."""

from __future__ import annotations

from typing import Any

from alur.cli.prepare import why_not_demo
from tests.papers.signing.office import with_signature


def test_examples_are_made_where_nothing_is_signed():
    assert why_not_demo() == []


def test_examples_are_not_signed(settings: Any):
    with_signature(settings, adapter="bsre")

    assert why_not_demo() == [
        "Data contoh tidak ditandatangani, jadi tidak dibuat selama tanda tangan elektronik menyala. "
        "Untuk mencoba Alur dengan data contoh, jalankan sekali dengan ALUR_SIGNATURE=off."
    ]
