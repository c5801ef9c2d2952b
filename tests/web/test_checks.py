"""Settings are checked before anything is served."""

from __future__ import annotations

from typing import Any

import pytest

from alur.web.checks import numbers_and_address


@pytest.mark.parametrize("address", ["", "https://alur.contoh.go.id", "http://10.0.0.4:8000"])
def test_the_settings_as_they_come_are_right(settings: Any, address: str) -> None:
    settings.PUBLIC_URL = address

    assert numbers_and_address() == []


def test_an_address_without_scheme_is_refused_in_words(settings: Any) -> None:
    settings.PUBLIC_URL = "alur.contoh.go.id"

    assert [fault.msg for fault in numbers_and_address()] == [
        "ALUR_URL (alur.contoh.go.id) harus diawali https:// atau http://, misalnya https://alur.contoh.go.id."
    ]
