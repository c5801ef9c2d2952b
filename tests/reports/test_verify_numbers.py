"""Running numbers that several processes have noted are judged as if one had."""

from __future__ import annotations

from typing import Any

import pytest

from alur.reports.verify.numbers import Numbers


@pytest.mark.once("sqlite")
def test_numbers_noted_in_two_processes_are_gaps_and_doubles_as_in_one(office: Any) -> None:
    one, two, other = Numbers(), Numbers(), Numbers()
    for numbers, places in ((one, "1 2 4 4"), (two, "1 2 4"), (other, "4 9")):
        for place in places.split():
            numbers._note("agenda/2026", place)

    two.merge(other)

    doubles = "Nomor agenda 4/2026 diberikan dua kali."
    assert list(one.problems()) == [doubles, "Nomor agenda 4/2026 melampaui penghitungnya (0)."]
    assert list(two.problems()) == [doubles, "Nomor agenda 9/2026 melampaui penghitungnya (0)."]
