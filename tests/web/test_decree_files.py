"""Lines of a decree loaded from a file: every bad line is named at once, and nothing is asked that is not yet due."""

from __future__ import annotations

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from alur.web.forms.decree_files import rows_in
from tests import make
from tests.web.browsing import client_of, text_of

BAD_LINES = """tanggal;perubahan;nama;sampai;jam;unit
2027-01-01;libur nasional;Tahun Baru;;;
31-02-2027;libur nasional;Salah;;;
2027-03-09;hari besar;Salah;;;
2027-03-10;cuti bersama;;;;
2027-05-03;libur khusus;HUT;;;tak-ada
2027-05-04;jam khusus;Pendek;;12.00-12.00;
2027-05-05;dicabut;;;;
"""


def loaded(office: Any, content: str) -> Any:
    head = {"token": make.token(), "kind": "skb", "number": "", "dated_on": "2026-06-08", "about": "", "aksi": "muat"}
    lines = {"baris-TOTAL_FORMS": "0", "baris-INITIAL_FORMS": "0"}
    file = SimpleUploadedFile("libur.csv", content.encode())
    return client_of(office, "admin").post("/kalender/keputusan/baru/", head | lines | {"file": file})


def test_every_bad_line_is_named_in_order_also_what_the_calendar_says(office: Any) -> None:
    text = text_of(loaded(office, BAD_LINES))

    assert re.findall(r"<li>(Baris \d: [^<;.,]*)", text) == [
        "Baris 2: tanggal bukan tanggal yang ada",
        "Baris 3: perubahan “hari besar” tidak dikenal",
        "Baris 4: nama hari liburnya belum diisi",
        "Baris 5: unit berkode “tak-ada” tidak dikenal",
        "Baris 6: Jam kerja “12:00-12:00” mulai dan berakhir pada jam yang sama",
        "Baris 7: tidak ada libur atau jam khusus pada 5 Mei 2027",
    ]


def test_loading_a_file_asks_nothing_of_the_head_and_keeps_it(office: Any) -> None:
    response = loaded(office, "tanggal,nama\n2026-12-28,Cuti Bersama Uji\n")

    text = text_of(response)
    assert (response.status_code, "belum diisi" in text) == (200, False)
    assert 'name="dated_on" value="2026-06-08"' in text


def test_a_kind_may_be_written_as_the_page_shows_it() -> None:
    rows = rows_in("a.csv", b"tanggal,perubahan\n2026-12-24,Libur dicabut\n2026-12-25,Libur khusus unit\n")

    assert [row["act"] for row in rows] == ["dicabut", "libur khusus"]


def test_an_event_of_several_days_is_a_line_a_day() -> None:
    days = "DTSTART;VALUE=DATE:20270311\r\nDTEND;VALUE=DATE:20270313\r\nSUMMARY:Cuti Bersama Idul Fitri\r\n"

    rows = rows_in("a.ics", f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{days}END:VEVENT\r\nEND:VCALENDAR\r\n".encode())

    assert [(row["date"], row["act"]) for row in rows] == [
        ("2027-03-11", "cuti bersama"),
        ("2027-03-12", "cuti bersama"),
    ]


def test_an_event_without_end_or_with_a_wrong_one_is_one_line() -> None:
    ends = ["", "DTEND;VALUE=DATE:20270311\r\n", "DTEND;VALUE=DATE:20270101\r\n", "DTEND;VALUE=DATE:99999999\r\n"]

    counts = []
    for end in ends:
        event = f"BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270311\r\n{end}SUMMARY:Libur\r\nEND:VEVENT\r\n"
        counts.append(len(rows_in("a.ics", f"BEGIN:VCALENDAR\r\n{event}END:VCALENDAR\r\n".encode())))

    assert counts == [1, 1, 1, 1]
