"""Rows of long lists: they are filled without the template engine, so they have to escape by themselves."""

from __future__ import annotations

import pytest

from tests import make
from tests.web.browsing import client_of, text_of

pytestmark = pytest.mark.django_db
TITLE = "<b>Gaji</b> {title} & “TMT”"
SHOWN = "&lt;b&gt;Gaji&lt;/b&gt; {title} &amp; “TMT”"


@pytest.mark.parametrize("address", ["/", "/permintaan/"])
def test_a_title_shows_as_it_was_typed(office: make.Office, address: str) -> None:
    make.case(office, "2", subject=TITLE)

    shown = client_of(office, "kasubbag").get(address).content.decode()

    assert shown.count(f"data-open>{SHOWN}</a>") == 1


def test_an_ended_case_has_its_result_and_no_deadline(office: make.Office) -> None:
    make.case(office, "selesai")

    shown = text_of(client_of(office, "kasubbag").get("/permintaan/", {"status": "semua"}))

    assert (shown.count('<span class="tag good">Selesai</span>'), shown.count('class="meter')) == (1, 0)
