"""The working day to scale."""

from __future__ import annotations

from alur.reports.day_strip import day_strip
from alur.worktime import Calendar, indonesia
from tests.make import at

CALENDAR = indonesia()


def test_a_working_day_has_hours_break_now_and_dues() -> None:
    strip = day_strip(CALENDAR, at("2026-06-08 08:21"), [at("2026-06-08 10:10"), at("2026-06-09 10:10")])

    assert (strip.title, strip.hours, strip.left, strip.now, strip.dues, strip.dues_text) == (
        "Senin, 8 Juni 2026",
        "Jam kerja 07.30–16.00, istirahat 12.00–13.00",
        "399 menit kerja",
        "10.00%",
        ("31.37%",),
        "1 tenggat, pukul 10.10",
    )


def test_friday_has_its_own_break() -> None:
    strip = day_strip(CALENDAR, at("2026-06-05 08:00"))

    assert strip.hours == "Jam kerja 07.30–16.30, istirahat 11.30–13.00"


def test_after_hours_no_now_is_drawn_and_nothing_is_left() -> None:
    strip = day_strip(CALENDAR, at("2026-06-08 18:00"))

    assert (strip.now, strip.past, strip.left) == ("", "100.00%", "0 menit kerja")


def test_a_day_off_says_why() -> None:
    strip = day_strip(CALENDAR, at("2026-06-01 09:00"))

    assert (strip.is_working, strip.hours) == (False, "Bukan hari kerja: Hari Lahir Pancasila.")


def test_a_day_in_another_zone_says_whose_time_it_is() -> None:
    papua = Calendar("Asia/Jayapura", CALENDAR.timetables)

    strip = day_strip(papua, at("2026-06-08 08:21"), [at("2026-06-08 10:10")])

    assert (strip.hours, strip.now_label, strip.dues_text) == (
        "Jam kerja 07.30–16.00, istirahat 12.00–13.00 WIT",
        "10.21",
        "1 tenggat, pukul 12.10 WIT",
    )
