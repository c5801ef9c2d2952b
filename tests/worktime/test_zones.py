"""Clocks that are put forward and back."""

import pytest

from tests.worktime.calendars import at, every_day, hours


@pytest.mark.parametrize(
    ("hours_of_night", "date", "minutes"),
    [
        ((22, 30), "2026-03-28", 7 * 60),
        ((22, 30), "2026-10-24", 9 * 60),
        ((22, 30), "2026-06-10", 8 * 60),
    ],
)
def test_a_night_shift_in_berlin_lasts_as_long_as_it_really_does(hours_of_night, date, minutes):
    calendar = every_day(hours(*hours_of_night), zone="Europe/Berlin")
    evening = at(f"{date}T21:00")

    found = calendar.between(evening, calendar.due(evening, minutes))

    assert (found, calendar.due(evening, minutes).hour) == (minutes, 6)


def test_an_hour_that_the_clock_skips_does_not_count():
    calendar = every_day(hours(1, 2.5), zone="Europe/Berlin")

    found = calendar.between(at("2026-03-29T00:00"), at("2026-03-29T12:00"))

    assert found == 60


def test_hours_inside_the_skipped_hour_do_not_exist_that_day():
    calendar = every_day(hours(2, 3), zone="Europe/Berlin")

    found = calendar.between(at("2026-03-29T00:00"), at("2026-03-29T12:00"))

    assert found == 0


def test_an_hour_that_the_clock_repeats_counts_twice():
    calendar = every_day(hours(2, 3), zone="Europe/Berlin")

    found = calendar.between(at("2026-10-25T00:00"), at("2026-10-25T12:00"))

    assert found == 120


def test_both_halves_of_a_repeated_hour_are_working_time():
    calendar = every_day(hours(2, 3), zone="Europe/Berlin")

    found = calendar.due(at("2026-10-25T02:30+02:00"), 45).isoformat()

    assert found == "2026-10-25T02:15:00+01:00"
