"""Many questions at once get the answers that each of them would get alone."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alur.cli.worktime_batch import BULK_FROM, answered
from alur.worktime import Calendar, Timetable, WorktimeError, indonesia
from alur.worktime.bulk import between_many, due_many
from tests.worktime.calendars import at, every_day, hours
from tests.worktime.test_properties import questions, slowly

SECOND = dt.timedelta(seconds=1)


def utc(*instants: dt.datetime) -> np.ndarray:
    return np.array([instant.astimezone(dt.UTC).replace(tzinfo=None) for instant in instants], dtype="datetime64[us]")


def texts(found: np.ndarray) -> list[str]:
    return [str(value) for value in found]


@slowly
@given(questions(), st.lists(st.tuples(st.integers(-200_000, 200_000), st.integers(0, 100_000)), min_size=1))
def test_dues_of_many_are_those_of_each(question, asked):
    oracle, start = question
    starts = [start + later * SECOND for later, _ in asked]

    found = due_many(oracle.calendar, utc(*starts), [seconds for _, seconds in asked])

    alone = [oracle.calendar.due_after(begin, seconds) for begin, (_, seconds) in zip(starts, asked, strict=True)]
    assert texts(found) == texts(utc(*alone))


@slowly
@given(questions(), st.lists(st.tuples(st.integers(-200_000, 200_000), st.integers(-200_000, 200_000)), min_size=1))
def test_time_between_many_is_that_of_each(question, asked):
    oracle, start = question
    pairs = [(start + a * SECOND, start + b * SECOND) for a, b in asked]

    found = between_many(oracle.calendar, utc(*(a for a, _ in pairs)), utc(*(b for _, b in pairs)))

    alone = [oracle.calendar.seconds_between(a, b) * 1_000_000 for a, b in pairs]
    assert found.astype(np.int64).tolist() == alone


def test_one_start_serves_all_lengths():
    start = at("2026-06-08T09:00+07:00")

    found = due_many(indonesia(), utc(start), np.array([0, 0.5, 450 * 60]))

    assert texts(found) == [
        "2026-06-08T02:00:00.000000",
        "2026-06-08T02:00:00.500000",
        "2026-06-09T02:00:00.000000",
    ]


@pytest.mark.parametrize("seconds", [-1, -0.5, 10**13, float("nan"), float("inf"), 10_000_000 * 60 * 10])
def test_a_length_that_is_refused_alone_has_no_answer_here(seconds):
    start = at("2026-06-08T09:00+07:00")

    found = due_many(indonesia(), utc(start, start), [60, seconds])

    assert texts(found) == ["2026-06-08T02:01:00.000000", "NaT"]


def test_a_start_outside_the_calendar_has_no_answer():
    year = Timetable("2026", {0: (hours(8, 9),)}, dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    calendar = Calendar("Asia/Jakarta", [year], [])
    inside, before, after = at("2026-06-01T08:00+07:00"), at("2025-12-31T00:00+07:00"), at("2027-06-01T00:00+07:00")

    found = due_many(calendar, utc(inside, before, after), 60)

    assert texts(found) == ["2026-06-01T01:01:00.000000", "NaT", "NaT"]
    assert texts(between_many(calendar, utc(inside, before), utc(inside, inside))) == ["0 microseconds", "NaT"]


def test_more_work_than_the_calendar_holds_has_no_answer():
    year = Timetable("2026", {0: (hours(8, 9),)}, dt.date(2026, 1, 1), dt.date(2026, 12, 31))

    found = due_many(
        Calendar("Asia/Jakarta", [year], []), utc(at("2026-01-01T00:00+07:00")), [52 * 3600, 52 * 3600 + 1]
    )

    assert texts(found) == ["2026-12-28T02:00:00.000000", "NaT"]


def test_nothing_asked_is_nothing_answered():
    assert due_many(indonesia(), np.array([], dtype="datetime64[us]"), 60).tolist() == []


def test_bulk_crosses_both_changes_of_the_clock_in_berlin():
    calendar = every_day(hours(22, 30), zone="Europe/Berlin")
    evenings = [at("2026-03-28T22:00+01:00"), at("2026-10-24T22:00+02:00")]

    found = due_many(calendar, utc(*evenings), 8 * 3600)

    assert texts(found) == ["2026-03-29T21:00:00.000000", "2026-10-25T04:00:00.000000"]


def test_a_large_portion_of_lines_is_answered_like_each_line_alone():
    lines = [
        json.dumps(
            {"kind": "due", "start": f"2026-02-{16 + n % 5}T09:{n % 60:02}+07:00", "minutes": n * 7 - 20}
        ).encode()
        for n in range(BULK_FROM + 100)
    ]
    lines[3] = b"bukan JSON"
    lines[5] = b'{"kind": "between", "start": "2026-02-16T09:00", "end": "2026-03-27T11:30:00.5"}'
    lines[7] = b'{"kind": "due", "start": "1899-01-01T00:00", "minutes": 1}'
    lines[9] = b'{"kind": "due", "start": "2026-02-16T09:00", "minutes": 12.25}'

    together = answered(indonesia(), lines)

    assert together == [answered(indonesia(), [line])[0] for line in lines]


def test_the_package_works_without_numpy():
    program = (
        "import sys; sys.modules['numpy'] = None\n"
        "import datetime as dt; from alur.worktime import indonesia; import alur.cli.worktime\n"
        "print(indonesia().due(dt.datetime(2026, 2, 16, 9), 9000).isoformat())"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert done.stdout == "2026-03-27T11:30:00+07:00\n"


def test_batch_answers_a_line_before_the_next_one_comes():
    command = [sys.executable, "-m", "alur.cli", "worktime", "batch"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as asked:
        assert asked.stdin is not None and asked.stdout is not None
        asked.stdin.write('{"kind": "due", "start": "2026-06-08T09:00+07:00", "minutes": 1}\n')
        asked.stdin.flush()

        answer = asked.stdout.readline()

        asked.stdin.close()
    assert answer == '{"due": "2026-06-08T09:01:00+07:00"}\n'


def test_a_refused_line_has_the_sentence_of_the_single_question():
    with pytest.raises(WorktimeError) as alone:
        indonesia().due(at("1899-01-01T00:00"), 1)

    together = answered(indonesia(), [b'{"kind": "due", "start": "1899-01-01T00:00", "minutes": 1}'] * BULK_FROM)

    assert together == [{"error": str(alone.value)}] * BULK_FROM
