"""How answers are counted; nothing is timed here."""

from __future__ import annotations

from bench.asking import Person, Timing, durations, timing


def test_the_middle_and_the_slow_end_are_in_milliseconds() -> None:
    seconds = [number / 1000 for number in range(1, 101)]

    assert timing(seconds) == Timing(51.0, 96.0)


def test_each_number_is_taken_once_by_all_people_together() -> None:
    taken: list[int] = []

    def act(person: Person, number: int) -> float:
        taken.append(number)
        return 0.0

    durations([Person(0), Person(0), Person(0)], act, range(100))

    assert sorted(taken) == list(range(100))


def test_the_token_of_a_form_is_found_on_its_page() -> None:
    page = '<form><input type="hidden" name="csrfmiddlewaretoken" value="abc123"></form>'

    assert Person.token_in(page) == "abc123"
