"""The pages of reports: the same numbers everywhere, a fixed number of statements, lists behind each figure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from alur.actions.months import rebuild_months
from tests import make
from tests.reports.achievement.conftest import busy, months  # noqa: F401  (fixtures)
from tests.reports.achievement.scenes import JULY
from tests.web.browsing import client_of, statements, text_of

PERIOD = "periode=2026-S1"
# What is counted is tested on both databases beside `alur.reports.achievement`; here are its pages.
pytestmark = pytest.mark.once("sqlite")


@pytest.fixture
def boss(busy: make.Office) -> Client:  # noqa: F811
    return client_of(busy, "kepala")


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_report_says_its_figures_and_what_stands_out(boss: Client) -> None:
    page = plain(text_of(boss.get(f"/laporan/?{PERIOD}")))

    assert "Yang menonjol" in page
    assert "Waktu tiap langkah terhadap mutu baku" in page


def test_screen_workbook_and_csv_have_the_same_numbers(boss: Client) -> None:
    page = text_of(boss.get(f"/laporan/?{PERIOD}"))
    book = load_workbook(io.BytesIO(boss.get(f"/laporan/laporan.xlsx?{PERIOD}").content))
    lines = list(
        csv.reader(io.StringIO(boss.get(f"/laporan/laporan.csv?{PERIOD}").content.decode("utf-8-sig")), delimiter=";")
    )

    in_book = [[str(value) for value in row[4:5]] for row in book["Langkah"].iter_rows(min_row=3, values_only=True)]
    in_csv = [line[5:6] for line in lines if line[0] == "Langkah"][1:]
    on_page = re.findall(r'data-l="Kunjungan">([\d–]+)<', page.partition('id="tren"')[0])
    assert in_book == in_csv == [[count.replace("–", "0")] for count in on_page]


def visits_behind(client: Client, page: str) -> Iterator[tuple[str, int, int]]:
    """Each step's figure, and how many rows the list behind it has."""
    for address, count in re.findall(
        r'href="(/laporan/daftar/\?[^"]+)">[^<]+</a><span.*?Kunjungan">(\d+)<', page, re.S
    ):
        listed = text_of(client.get(address.replace("&amp;", "&")))
        yield address, int(count), listed.count('<li class="case-row">')


def test_behind_each_figure_are_as_many_rows(boss: Client) -> None:
    found = list(visits_behind(boss, boss.get(f"/laporan/?{PERIOD}").content.decode()))

    assert len(found) == 9
    assert [(count, rows) for _, count, rows in found if count != rows] == []


def test_departures_are_listed_by_kind(boss: Client) -> None:
    for kind, count in (
        ("jeda", 1),
        ("dikembalikan", 4),
        ("pengganti", 1),
        ("dialihkan", 1),
        ("batal", 1),
        ("lewat", 1),
    ):
        page = text_of(boss.get(f"/laporan/penyimpangan/?{PERIOD}&jenis={kind}"))

        assert page.count('<li class="case-row">') >= count, kind


def test_the_process_map_is_drawn_and_told(boss: Client) -> None:
    page = text_of(boss.get(f"/laporan/peta/?{PERIOD}"))

    assert page.count('class="process-map"') == 1
    assert re.search(r"<desc>1 ke langkah 2: \d+ kali\.", page)


def test_a_period_that_is_none_is_told_and_the_usual_one_shown(boss: Client) -> None:
    page = text_of(boss.get("/laporan/?dari=2026-05-01&sampai=2026-04-01"))

    assert "Tanggal akhir lebih awal daripada tanggal mulai; tukar keduanya." in page


@pytest.mark.parametrize("page", ["", "daftar/", "daftar/?apa=permintaan&keadaan=terbuka&umur=tua", "peta/"])
def test_pages_answer_for_every_filter_and_an_unknown_sop_is_not_there(boss: Client, page: str) -> None:
    codes = [
        boss.get(f"/laporan/{page}").status_code,
        boss.get(f"/laporan/{page.partition('?')[0]}?sop=99").status_code,
    ]

    assert codes == [200, 404]


def test_a_closed_period_takes_a_fixed_number_of_statements(busy: make.Office, boss: Client) -> None:  # noqa: F811
    counted = statements(boss, "/laporan/?periode=2026-06")
    rebuild_months(at=JULY)
    kept = [statements(boss, f"/laporan/?periode={key}") for key in ("2026-05", "2026-06", "2026-S1")]

    assert kept == [kept[0]] * 3
    assert (kept[0] <= 13, kept[0] < counted) == (True, True)


def test_lists_take_a_fixed_number_of_statements(busy: make.Office, boss: Client) -> None:  # noqa: F811
    addresses = [
        f"/laporan/daftar/?{PERIOD}",
        f"/laporan/daftar/?{PERIOD}&apa=permintaan",
        "/laporan/daftar/?periode=2025",
    ]

    found = [statements(boss, address) for address in addresses]

    assert (found[0] == found[2], max(found) <= 8) == (True, True)


def test_the_case_page_tells_its_departures_only_where_there_are_any(busy: make.Office, boss: Client) -> None:  # noqa: F811
    pages = [text_of(boss.get(f"/permintaan/P-2026-000{number}/")) for number in (1, 2)]

    assert [("Penyimpangan dari SOP" in page) for page in pages] == [False, True]
    assert plain(pages[1]).count("Dikembalikan untuk dikoreksi langkah") == 3


def test_the_place_is_offered_to_those_who_read_reports(busy: make.Office) -> None:  # noqa: F811
    people = ("kepala", "kabag", "kasubbag", "auditor", "dedi", "petugas", "admin")

    shown = [who for who in people if 'href="/laporan/"' in text_of(client_of(busy, who).get("/"))]

    assert shown == ["kepala", "kabag", "kasubbag", "auditor"]


def test_what_was_typed_is_there_after_a_refusal(busy: make.Office, boss: Client) -> None:  # noqa: F811
    address = boss.post(f"/laporan/penilaian/?{PERIOD}", {"jenis": "tabel-7"})["Location"]
    typed: dict[str, Any] = {"aksi": "tetapkan", "putusan-1": "tidak", "catatan-1": "Perlu dilihat.", "token": "x"}

    refused = boss.post(address, typed)

    assert (refused.status_code, "Perlu dilihat." in text_of(refused)) == (422, True)
    assert "Perlu dilihat." in text_of(boss.get(address))
