"""One letter from registration to "Sistem/Aplikasi Online" in a real browser, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from alur.records.models import Entry, Release, SubjectKind
from tests import make
from tests.browser.road import Road, walk

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("has_javascript", [True, False], ids=["javascript", "tanpa-javascript"])
def test_a_letter_becomes_an_application_online(
    has_javascript: bool,
    page_of: Callable[..., Page],
    office: make.Office,
    live_server: Any,
    tmp_path: Path,
    settings: Any,
) -> None:
    settings.PROBE_ALLOWED_HOSTS = ["localhost"]
    office.appoint("plh", role="kabag", kind="plh", stands_for="kabag")
    address = f"{live_server.url}/masuk/"

    case = walk(Road(page_of, tmp_path, address, has_javascript=has_javascript))

    steps = list(case.visits.order_by("number").values_list("step", "round"))
    signed = Entry.objects.of(SubjectKind.CASE, case.pk).filter(kind="performed", acting_as__startswith="Plh.")
    assert case.result == "selesai"
    assert [step for step, _ in steps] == [
        "terima",
        "tugaskan-analisis",
        "analisis",
        "periksa-analisis",
        "analisis",
        "periksa-analisis",
        "kerjakan",
        "periksa-hasil",
        "kerjakan",
        "periksa-hasil",
        "tidak-terbaca",
        "instruksi-uji",
        "periksa-hasil",
        "kerjakan",
        "periksa-hasil",
        "tidak-terbaca",
        "instruksi-uji",
        "tugaskan-uji",
        "uji-unggah",
    ]
    assert [entry.acting_as for entry in signed] == ["Plh. Kabag Mutasi & PKP, a.n. Kabag"] * 2
    assert Release.objects.get(case=case).url == address
