"""Hours by weekday as text: what is read, what is written, what is refused."""

from __future__ import annotations

import pytest

from alur.actions.decrees.weekly import read_week, week_faults, week_hours, write_week


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("sen-kam 07:30-12:00, 13:00-16:00", ["mon", "tue", "wed", "thu"]),
        ("Jumat: 07.30-11.30", ["fri"]),
        ("sen 08:00-12:00; sab libur", ["mon", "sat"]),
        ("senin – minggu 22:00-06:00", ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]),
    ],
)
def test_the_weekdays_of_a_text(text: str, days: list[str]) -> None:
    assert (list(read_week(text)[0]), read_week(text)[1]) == (days, [])


def test_a_text_is_written_as_it_is_read() -> None:
    text = "sen-kam 07:30-12:00, 13:00-16:00; jum 07:30-11:30; sab libur"

    assert write_week(read_week(text)[0]) == text


def test_a_free_day_is_kept_as_one_and_a_day_that_is_not_written_is_not_named() -> None:
    assert week_hours({"mon": "07.30-12.00", "tue": " Libur ", "wed": ""}) == {"mon": ["07:30-12:00"], "tue": []}


@pytest.mark.parametrize("text", ["kam-sen 08:00-12:00", "se 08:00-12:00", "08:00-12:00", "sen"])
def test_what_names_no_weekday_or_no_hours_is_told(text: str) -> None:
    assert read_week(text) == (
        {},
        [f"“{text}” tidak terbaca; tulis seperti sen-kam 07:30-12:00, 13:00-16:00; sab libur."],
    )


def test_a_weekday_written_twice_is_told() -> None:
    assert read_week("sen 08:00-12:00; sen-sel 13:00-15:00")[1] == ["Senin ditulis dua kali; satukan jamnya."]


def test_a_shift_through_sunday_night_that_meets_monday_is_told_on_monday() -> None:
    assert week_faults({"sun": "22:00-08:00", "mon": "07:30-12:00"}) == {
        "mon": ["Jam kerja “07:30-12:00” bertumpang tindih dengan Minggu “22:00-08:00”."]
    }
