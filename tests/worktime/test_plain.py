"""A reckoning as plain data: its lines are the answer, and every field is documented."""

from __future__ import annotations

import json
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from alur.worktime import Pause, indonesia, reckoning_data
from tests.worktime.calendars import at
from tests.worktime.test_properties import MINUTE, questions, slowly

PAGE = Path(__file__).parents[2] / "docs/reckoning-format.md"


@slowly
@given(questions(), st.integers(0, 700), st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 900)), max_size=3))
def test_the_lines_add_up_to_the_standard(question, minutes, pauses):
    oracle, start = question
    paused = [Pause(start + a * MINUTE, start + (a + b) * MINUTE, "Menunggu") for a, b in pauses]

    data = reckoning_data(oracle.calendar.reckon(start, minutes, pauses=paused))

    assert sum(line["seconds"] for line in data["lines"]) == data["standard_seconds"] == minutes * 60
    assert data["lines"][-1]["running_seconds"] == data["standard_seconds"]


def test_a_day_off_has_its_name_kind_and_decree():
    data = reckoning_data(indonesia().reckon(at("2026-12-23T15:00"), 90))

    assert data["lines"][1] == {
        "date": "2026-12-24",
        "weekday": 4,
        "kind": "libur",
        "timetable": "biasa",
        "basis": "Keppres 68/1995; sejak 12 April 2023 Perpres 21/2023",
        "counted": [],
        "breaks": [],
        "days_off": [
            {
                "name": "Cuti Bersama Hari Raya Natal",
                "kind": "cuti bersama",
                "decree": "SKB 1497/2025, 2/2025, 5/2025",
                "is_estimate": False,
            }
        ],
        "pauses": [],
        "seconds": 0,
        "running_seconds": 3600,
        "is_estimate": False,
    }


def test_a_pause_stands_on_its_day_with_what_it_took():
    pause = Pause(at("2026-06-08T10:00"), at("2026-06-08T14:00"), "Menunggu akses")

    data = reckoning_data(indonesia().reckon(at("2026-06-08T09:00"), 120, pauses=[pause], until=at("2026-06-08T14:30")))

    assert data["lines"][0]["pauses"] == [
        {
            "start": "2026-06-08T10:00:00+07:00",
            "end": "2026-06-08T14:00:00+07:00",
            "reason": "Menunggu akses",
            "seconds": 180 * 60,
        }
    ]
    assert (data["due"], data["due_without_pauses"], data["remaining_seconds"], data["paused_seconds"]) == (
        "2026-06-08T15:00:00+07:00",
        "2026-06-08T11:00:00+07:00",
        30 * 60,
        180 * 60,
    )


def test_every_field_is_documented():
    pause = Pause(at("2026-12-23T15:10"), at("2026-12-23T15:20"), "Menunggu")
    data = reckoning_data(indonesia().reckon(at("2026-12-23T15:00"), 90, pauses=[pause]))

    fields = set(re.findall(r'"(\w+)":', json.dumps(data)))

    assert fields - set(re.findall(r"`(\w+)`", PAGE.read_text())) == set()
