"""Jam kerja in the browser: seeing the hours of a unit, proposing them, and why they go before the national ones."""

from __future__ import annotations

from typing import Any

import pytest

from alur.records.models import Decree, Position, Visit
from tests import make
from tests.web.browsing import client_of, statements, text_of

NEW, CALENDAR, DECREES = "/kalender/jam-kerja/baru/", "/kalender/", "/kalender/keputusan/"


def typed(**changes: str) -> dict[str, str]:
    """What the browser sends for hours of the hospital from Monday to Friday."""
    week = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "07:00-12:00, 13:00-15:30")
    head = {"kind": "unit", "number": "5/2026", "dated_on": "2026-06-08", "about": "Jam kerja rumah sakit"}
    whose = {"unit": "rsnb", "service": "", "name": "", "starts_on": "2026-06-01", "ends_on": "", "zone": ""}
    return {"token": make.token(), "aksi": "usul"} | head | whose | week | changes


def decided(office: Any) -> Decree:
    hours = make.line("jam kerja", "2026-06-01", hours="sen-jum 07:00-12:00, 13:00-15:30", unit="rsnb")
    zone = make.line("zona waktu", "2026-06-08", unit="rsnb", zone="Asia/Jayapura")
    return make.decreed(office, hours, zone, when="2026-06-08 07:00", kind="unit", number="5/2026")


def theirs(office: Any) -> Visit:
    """An open visit of the hospital's programmers."""
    Position.objects.filter(roles__key="prakom").update(unit=office.unit)
    visit = make.open_visit(make.case(office, at_step="3"))
    assert visit is not None
    return visit


def test_typed_hours_become_a_draft_with_hours_and_zone(office: Any) -> None:
    response = client_of(office, "admin").post(NEW, typed(zone="Asia/Jayapura", sat="libur"))

    decree = Decree.objects.get()
    assert response.headers["Location"] == f"{DECREES}{decree.pk}/"
    assert [(line.act, line.unit.code, line.hours, line.zone) for line in decree.lines.select_related("unit")] == [
        ("jam kerja", "rsnb", "sen-jum 07:00-12:00, 13:00-15:30; sab libur", ""),
        ("zona waktu", "rsnb", "", "Asia/Jayapura"),
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"mon": "07:30-12:00, 11:00-13:00"}, "Senin: Jam kerja “11:00-13:00” bertumpang tindih dengan “07:30-12:00”."),
        ({"tue": "16:00-15:00"}, "Selasa: Jam kerja “16:00-15:00” berakhir sebelum mulai; tukar kedua jamnya."),
        ({"wed": "08:00-25:00"}, "Rabu: Jam kerja “08:00-25:00” memuat jam yang tidak ada"),
        ({"ends_on": "2026-05-01"}, "Tanggal sampai lebih awal daripada tanggal mulai."),
        ({"unit": "", "zone": "Asia/Jayapura"}, "Pilih unit yang zona waktunya ditetapkan."),
        (dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), ""), "Isi jam kerja sedikitnya satu hari"),
        (dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "libur"), "tidak memuat satu menit kerja pun"),
    ],
)
def test_hours_that_cannot_be_are_told_and_nothing_typed_is_lost(
    office: Any, changes: dict[str, str], sentence: str
) -> None:
    response = client_of(office, "admin").post(NEW, typed(**changes))

    text = text_of(response)
    assert response.status_code == 422
    assert sentence in text
    assert 'value="Jam kerja rumah sakit"' in text
    assert not Decree.objects.exists()


def test_only_the_administrator_proposes_hours(office: Any) -> None:
    answers = {who: client_of(office, who).get(NEW).status_code for who in ("admin", "kepala", "dedi")}

    assert answers == {"admin": 200, "kepala": 403, "dedi": 403}


def test_the_form_says_what_the_hours_are_now(office: Any) -> None:
    decided(office)

    text = text_of(client_of(office, "admin").get(NEW + "?unit=rsnb"))

    assert "Sekarang 07.00–12.00, 13.00–15.30" in text


def test_the_calendar_of_a_unit_shows_its_hours_and_why_they_go_before(office: Any) -> None:
    decree = decided(office)

    text = text_of(client_of(office, "dedi").get(CALENDAR + "?tahun=2026&bulan=6&unit=rsnb"))

    assert "07.00–12.00" in text and "waktu WIT" in text
    assert (
        f"Jam kerja unit RSUP Nusa Bakti “Jam kerja RSUP Nusa Bakti” ({decree.label}) "
        "mendahului jam kerja nasional “biasa” karena lebih khusus"
    ) in text


def test_a_unit_that_is_not_known_shows_the_office(office: Any) -> None:
    text = text_of(client_of(office, "dedi").get(CALENDAR + "?tahun=2026&bulan=6&unit=tiada&layanan=tiada"))

    assert "07.30–12.00" in text


def test_the_preview_says_which_hours_go_before(office: Any) -> None:
    hours = make.line("jam kerja", "2026-06-01", hours="sen 07:00-12:00", unit="rsnb")
    draft = make.proposed(office, make.decree_values(hours, dated_on="2026-06-08"), make.MONDAY)

    text = text_of(client_of(office, "kepala").get(f"{DECREES}{draft.pk}/"))

    assert "mendahului jam kerja nasional “biasa” dan “Ramadan 1448 H” karena lebih khusus" in text
    assert "Untuk unit RSUP Nusa Bakti" in text


def test_the_reckoning_of_a_wit_unit_is_in_its_own_time_and_says_so(office: Any) -> None:
    decided(office)
    visit = theirs(office)

    text = text_of(client_of(office, "dedi").get(f"/permintaan/{visit.case.number}/langkah/{visit.number}/tenggat/"))

    assert "mulai 11.10" in text and "Jam pada tabel ini waktu setempat (WIT); tenggatnya 11.10 WIT." in text
    assert "mendahului jam kerja nasional “biasa” karena lebih khusus" in text


def test_time_left_is_counted_in_the_hours_of_the_unit(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    decided(office)
    theirs(office)
    monkeypatch.setattr("django.utils.timezone.now", lambda: make.at("2026-06-08 15:00"))

    lists = {page: text_of(client_of(office, "dedi").get(page)) for page in ("/", "/permintaan/")}

    # On Monday 200 of the 900 minutes lie before 13.30 WIB, when the hospital closes.
    assert {page: "700 menit kerja" in text for page, text in lists.items()} == {"/": True, "/permintaan/": True}


@pytest.mark.parametrize("page", ["/", "/permintaan/", "/permintaan/?lewat=1", CALENDAR + "?unit=rsnb&bulan=6"])
def test_the_statements_of_a_page_do_not_grow_with_units_that_have_hours(office: Any, page: str) -> None:
    decided(office)
    theirs(office)
    client = client_of(office, "dedi")
    before = statements(client, page)
    make.decreed(
        office, make.line("jam kerja", "2026-06-01", hours="sen 07:00-12:00", unit="ropeg"), when="2026-06-08 10:00"
    )
    make.case(office, at_step="3")

    assert statements(client, page) == before
