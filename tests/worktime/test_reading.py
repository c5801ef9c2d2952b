"""Calendar files: what they can say, and how their faults are told."""

import datetime as dt

import pytest

from alur.worktime import DayOff, Interval, WorktimeError, read_calendar
from tests.worktime.calendars import at

OFFICE = """zone = "Asia/Makassar"

[[timetable]]
name = "biasa"
from = 2026-01-01
to = 2026-12-31
basis = "Perpres 21/2023"
mon = ["07:30-12:00", "13:00-24:00"]
tue = ["22:00-06:00"]

[[day_off]]
date = 2026-03-20
name = "Cuti Bersama Idul Fitri"
kind = "cuti bersama"
decree = "SKB 1497/2025"
estimate = true
"""


def faults_of(text: str) -> list[str]:
    with pytest.raises(WorktimeError) as refusal:
        read_calendar(text, file="kantor.toml")
    return str(refusal.value).split("\n")


def test_hours_may_end_at_24_and_run_over_midnight():
    calendar = read_calendar(OFFICE, file="kantor.toml")

    found = calendar.timetables[0].hours

    assert found == {
        0: (Interval(27_000, 43_200), Interval(46_800, 86_400)),
        1: (Interval(79_200, 108_000),),
    }


def test_a_day_off_keeps_all_that_the_file_says():
    calendar = read_calendar(OFFICE, file="kantor.toml")

    assert calendar.days_off == (
        DayOff(dt.date(2026, 3, 20), "Cuti Bersama Idul Fitri", "cuti bersama", "SKB 1497/2025", True),
    )


def test_from_and_to_are_inclusive():
    calendar = read_calendar(OFFICE.replace("2026-01-01", "2026-01-05").replace("2026-12-31", "2026-01-05"), file="k")

    assert calendar.between(at("2026-01-05T00:00"), at("2026-01-06T00:00")) == 270 + 660


def test_the_zone_of_the_file_holds():
    calendar = read_calendar(OFFICE, file="kantor.toml")

    assert calendar.due(at("2026-01-05T07:30"), 1).isoformat() == "2026-01-05T07:31:00+08:00"


def test_a_byte_order_mark_does_no_harm():
    calendar = read_calendar("\ufeff" + OFFICE, file="kantor.toml")

    assert calendar.zone == "Asia/Makassar"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("Asia/Makassar", "Asia/Makasar", 'kantor.toml:1: Zona waktu “Asia/Makasar” tidak dikenal; tulis nama seperti '
         "Asia/Jakarta, Asia/Makassar atau Asia/Jayapura."),
        ('zone = "Asia/Makassar"', "", 'kantor.toml:1: zone belum ditulis; tambahkan zone = "…".'),
        ("22:00-06:00", "22:00", "kantor.toml:9: Jam kerja “22:00” tidak terbaca; tulis seperti “07:30-12:00”."),
        ("22:00-06:00", "25:00-26:00",
         "kantor.toml:9: Jam kerja “25:00-26:00” memuat jam yang tidak ada; jam ditulis 00:00 sampai 24:00."),
        ("22:00-06:00", "08:00-08:00", "kantor.toml:9: Jam kerja “08:00-08:00” mulai dan berakhir pada jam yang sama; "
         "untuk sehari penuh tulis 00:00-24:00."),
        ('["22:00-06:00"]', '"22:00-06:00"',
         'kantor.toml:9: tue harus daftar jam kerja, misalnya ["07:30-12:00", "13:00-16:00"].'),
        ("13:00-24:00", "11:00-24:00", "kantor.toml:3: Jadwal “biasa”: jam kerja Senin 07.30-12.00 bertumpang tindih "
         "dengan Senin 11.00-24.00."),
        ("from = 2026-01-01", "from = 2027-01-01",
         "kantor.toml:3: Jadwal “biasa” berakhir (2026-12-31) sebelum mulai (2027-01-01)."),
        ("date = 2026-03-20", 'date = "2026-03-20"',
         "kantor.toml:12: date harus tanggal tanpa tanda kutip, misalnya date = 2026-03-20."),
        ("date = 2026-03-20\n", "",
         "kantor.toml:11: hari libur ini tidak punya tanggal; tulis date = 2026-03-20."),
        ("estimate = true", 'estimate = "ya"', "kantor.toml:16: estimate harus true atau false."),
        ("decree =", "decre =", "kantor.toml:15: “decre” tidak dikenal; mungkin maksudnya “decree”."),
        ("[[day_off]]", "[day_off]",
         "kantor.toml:1: day_off harus ditulis sebagai [[day_off]], satu untuk tiap isian."),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line(old, new, fault):
    text = OFFICE.replace(old, new)

    assert faults_of(text) == [fault]


def test_all_faults_are_told_at_once():
    text = OFFICE.replace("22:00-06:00", "22").replace('kind = "cuti bersama"', "kind = 7")

    assert faults_of(text) == [
        "kantor.toml:9: Jam kerja “22” tidak terbaca; tulis seperti “07:30-12:00”.",
        "kantor.toml:14: kind harus teks di antara tanda kutip.",
    ]


def test_what_is_no_toml_is_told_with_its_line():
    faults = faults_of(OFFICE.replace("to = 2026-12-31", "to = "))

    assert faults[0].startswith("kantor.toml:6: bukan TOML yang sah (")


def test_a_file_without_hours_is_refused():
    faults = faults_of('zone = "Asia/Jakarta"\n')

    assert faults == [
        "kantor.toml:1: Kalender kerja tidak memuat satu menit kerja pun; isi jam kerja sedikitnya satu hari."
    ]
