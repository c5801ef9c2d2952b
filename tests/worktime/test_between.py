"""How much working time lies between two instants."""

import pytest

from alur.worktime import Calendar, Pause, Timetable, WorktimeError
from tests.worktime.calendars import at, every_day, hours, office


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-11-23T08:00", "2026-11-23T17:00", 480),
        ("2026-11-23T11:00", "2026-11-23T14:00", 120),
        ("2026-11-27T16:00", "2026-11-30T09:00", 120),
        ("2026-11-28T00:00", "2026-11-29T23:59", 0),
        ("2026-11-23T09:00", "2026-11-23T09:00", 0),
        ("2026-12-31T16:00", "2027-01-01T09:00", 120),
    ],
)
def test_only_working_minutes_count(start, end, minutes):
    found = office().between(at(start), at(end))

    assert found == minutes


def test_an_end_before_the_start_counts_below_zero():
    found = office().between(at("2026-11-23T10:00"), at("2026-11-23T09:00"))

    assert found == -60


def test_seconds_are_whole_where_they_are_and_exact_where_not():
    calendar = office()

    found = [
        calendar.seconds_between(at("2026-11-23T09:00:00"), at("2026-11-23T09:00:07")),
        calendar.seconds_between(at("2026-11-23T09:00:00"), at("2026-11-23T09:00:00.000001")),
    ]

    assert (found, type(found[0])) == ([7, 0.000001], int)


def test_offsets_are_honoured_and_naive_times_are_local():
    calendar = office()

    found = calendar.between(at("2026-11-23T01:00Z"), at("2026-11-23T09:00"))

    assert found == 60


def test_paused_time_does_not_count():
    pause = Pause(at("2026-11-23T11:30"), at("2026-11-23T13:30"), "Menunggu data")

    found = office().between(at("2026-11-23T11:00"), at("2026-11-23T14:00"), pauses=[pause])

    assert found == 60


def test_time_after_an_open_pause_does_not_count():
    pause = Pause(at("2026-11-23T11:30"), None, "Menunggu data")

    found = office().between(at("2026-11-23T11:00"), at("2026-11-25T14:00"), pauses=[pause])

    assert found == 30


def test_the_night_of_new_year_belongs_to_both_years():
    found = every_day(hours(22, 30)).between(at("2027-01-01T00:00"), at("2027-01-01T12:00"))

    assert found == 360


def test_the_whole_span_of_a_calendar_may_be_asked_for():
    year = Timetable("2026", {0: (hours(8, 9),)}, from_=at("2026-01-01").date(), to=at("2026-12-31").date())

    found = Calendar("Asia/Jakarta", [year]).between(at("2026-01-01T00:00"), at("2027-01-01T00:00"))

    assert found == 52 * 60


def test_time_after_the_last_day_of_the_calendar_is_refused():
    year = Timetable("2026", {0: (hours(8, 9),)}, from_=at("2026-01-01").date(), to=at("2026-12-31").date())

    with pytest.raises(WorktimeError) as refusal:
        Calendar("Asia/Jakarta", [year]).between(at("2026-01-01T00:00"), at("2027-01-01T00:01"))

    assert str(refusal.value) == (
        "Kalender kerja berakhir pada 31 Desember 2026; waktu sesudah itu tidak dapat dihitung. "
        "Periksa tanggalnya, atau tambahkan jadwal untuk masa itu."
    )


def test_an_earlier_question_does_not_change_a_later_answer():
    calendar = office()
    calendar.due(at("2026-11-23T09:00"), 10)
    calendar.between(at("1990-01-01T00:00"), at("2040-01-01T00:00"))

    found = calendar.due(at("2026-11-23T16:00"), 120)

    assert found == at("2026-11-24T09:00+07:00")
