"""What cannot be reckoned is refused with a sentence."""

import datetime as dt
from decimal import Decimal

import pytest

from alur.worktime import Calendar, Interval, Pause, Timetable, WorktimeError
from tests.worktime.calendars import at, hours, office


def refusal_of(act) -> str:
    with pytest.raises(WorktimeError) as refusal:
        act()
    return str(refusal.value)


def test_a_calendar_without_a_working_minute():
    sentence = refusal_of(lambda: Calendar("Asia/Jakarta", [Timetable("kosong", {})], []))

    assert sentence == "Kalender kerja tidak memuat satu menit kerja pun; isi jam kerja sedikitnya satu hari."


def test_an_unknown_zone():
    sentence = refusal_of(lambda: Calendar("Asia/Jakrta", office().timetables, []))

    assert sentence == (
        "Zona waktu “Asia/Jakrta” tidak dikenal; tulis nama seperti Asia/Jakarta, Asia/Makassar atau Asia/Jayapura."
    )


@pytest.mark.parametrize("zone", ["", "../../etc/passwd", "/etc/localtime", "Asia"])
def test_a_zone_that_is_no_name(zone):
    sentence = refusal_of(lambda: Calendar(zone, office().timetables, []))

    assert sentence.startswith(f"Zona waktu “{zone}” tidak dikenal")


def test_an_interval_that_ends_before_it_begins():
    sentence = refusal_of(lambda: Interval(12 * 3600, 8 * 3600))

    assert sentence == "Jam kerja 12.00-08.00 berakhir sebelum mulai; tukar kedua jamnya."


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (24, 30, "Jam kerja 24.00-30.00 harus mulai antara 00.00 dan 23.59."),
        (8, 33, "Jam kerja 08.00-33.00 lebih panjang daripada 24 jam; bagi menjadi beberapa hari."),
    ],
)
def test_an_interval_that_is_not_of_one_day(first, last, sentence):
    found = refusal_of(lambda: hours(first, last))

    assert found == sentence


def test_intervals_of_one_day_that_overlap():
    sentence = refusal_of(lambda: Timetable("biasa", {0: (hours(8, 12), hours(11, 16))}))

    assert sentence == ("Jadwal “biasa”: jam kerja Senin 08.00-12.00 bertumpang tindih dengan Senin 11.00-16.00.")


def test_a_night_that_overlaps_the_next_morning():
    sentence = refusal_of(lambda: Timetable("malam", {6: (hours(22, 30),), 0: (hours(5, 12),)}))

    assert sentence == ("Jadwal “malam”: jam kerja Minggu 22.00-06.00 bertumpang tindih dengan Senin 05.00-12.00.")


def test_a_timetable_that_ends_before_it_begins():
    start, end = at("2026-02-01").date(), at("2026-01-01").date()

    sentence = refusal_of(lambda: Timetable("biasa", {0: (hours(8, 12),)}, start, end))

    assert sentence == "Jadwal “biasa” berakhir (2026-01-01) sebelum mulai (2026-02-01)."


def test_a_weekday_that_does_not_exist():
    sentence = refusal_of(lambda: Timetable("biasa", {7: (hours(8, 12),)}))

    assert sentence == "Jadwal “biasa” memuat hari 7; hari ditulis 0 (Senin) sampai 6 (Minggu)."


@pytest.mark.parametrize("minutes", [-1, -0.5, Decimal("-0.000000001")])
def test_minutes_below_zero(minutes):
    sentence = refusal_of(lambda: office().due(at("2026-11-23T09:00"), minutes))

    assert sentence == f"Lama kerja {minutes} menit kurang dari nol; tulis 0 atau lebih."


@pytest.mark.parametrize("minutes", [float("nan"), float("inf"), Decimal("NaN"), Decimal("1e999999"), 10**400])
def test_minutes_that_are_no_reasonable_number(minutes):
    sentence = refusal_of(lambda: office().due(at("2026-11-23T09:00"), minutes))

    assert sentence == "Lama kerja harus sebuah bilangan menit yang wajar, misalnya 9000."


def test_more_work_than_the_calendar_holds():
    year = Timetable("2026", {0: (hours(8, 9),)}, at("2026-01-01").date(), at("2026-12-31").date())

    sentence = refusal_of(lambda: Calendar("Asia/Jakarta", [year], []).due(at("2026-01-01T00:00"), 52 * 60 + 1))

    assert sentence == (
        "Kalender kerja berakhir pada 31 Desember 2026, sebelum 3.121 menit kerja tercapai; "
        "tambahkan jadwal untuk masa sesudahnya, atau periksa lama kerjanya."
    )


def test_more_work_than_two_centuries_hold():
    sentence = refusal_of(lambda: office().due(at("2026-01-01T00:00"), 10**9))

    assert sentence == (
        "Kalender kerja berakhir pada 31 Desember 2199, sebelum 1.000.000.000 menit kerja tercapai; "
        "tambahkan jadwal untuk masa sesudahnya, atau periksa lama kerjanya."
    )


@pytest.mark.parametrize("instant", ["0001-01-01T00:00", "9999-12-31T23:59:59"])
def test_times_at_the_ends_of_the_era(instant):
    sentence = refusal_of(lambda: office().due(at(instant), 1))

    assert sentence.startswith("Kalender kerja ")


def test_a_pause_that_ends_before_it_begins():
    pause = Pause(at("2026-11-23T11:00"), at("2026-11-23T10:00"), "Menunggu data")

    sentence = refusal_of(lambda: office().due(at("2026-11-23T09:00"), 1, pauses=[pause]))

    assert sentence == (
        "Jeda “Menunggu data” berakhir (Senin, 23 November 2026, 10.00 WIB) sebelum mulai "
        "(Senin, 23 November 2026, 11.00 WIB)."
    )


def test_days_outside_the_calendar_have_no_hours():
    year = Timetable("2026", {0: (hours(8, 9),)}, at("2026-01-01").date(), at("2026-12-31").date())
    calendar = Calendar("Asia/Jakarta", [year], [])

    found = [
        calendar.day(date).reason for date in (dt.date.min, dt.date(2025, 12, 29), dt.date(2027, 1, 4), dt.date.max)
    ]

    assert (found, calendar.is_working(at("2027-01-04T08:30")), calendar.is_working(at("0001-01-01T00:00"))) == (
        ["di luar jadwal"] * 4,
        False,
        False,
    )
