"""Whatever a file holds, reading and checking it give faults and never an exception."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alur.sop import check, publishable, read

PROCEDURES = Path(__file__).parents[2] / "procedures"
FIRST = (PROCEDURES / "ot-02-01-4-4739-2019.toml").read_text()
ODD_VALUES = (
    "1", "-1", "0", "1.5", "nan", "inf", "-inf", "9" * 400, "0x" + "f" * 5000, "true", '""', '" "', '"x"', "[]", "{}",
    "[[]]", "[1, 2]", '["x"]', "[{}]", "{ a = 1 }", "2020-02-30", "2020-02-29", "2020-01-01T00:00:00Z", "12:00:00",
    '"""\n"""', "'''x''''", '"\\u0000"', '"{0} {}"', '[{ kertas = "hasil-analisis" }]', '"kalender"', "\u202e", '"💥"',
)  # fmt: skip


@given(st.text())
@settings(max_examples=200)
def test_any_text_gives_faults_and_no_exception(text: str) -> None:
    assert isinstance(check(text), list)


@given(st.binary())
@settings(max_examples=100)
def test_any_bytes_give_faults_and_no_exception(content: bytes) -> None:
    assert isinstance(check(content.decode("utf-8", "surrogateescape")), list)


@pytest.mark.parametrize("part", range(40))
def test_a_truncated_file_has_a_fault(part: int) -> None:
    length = len(FIRST) * part // 40

    faults = publishable(FIRST[:length], file="a.toml")

    assert faults != []


@pytest.mark.parametrize("value", ODD_VALUES)
def test_a_wrong_value_in_any_place_is_no_exception(value: str) -> None:
    lines = FIRST.splitlines()
    places = [number for number, line in enumerate(lines) if " = " in line]

    for number in random.Random(value).sample(places, 25):
        key = lines[number].split(" = ")[0]
        text = "\n".join([*lines[:number], f"{key} = {value}", *lines[number + 1 :]])
        assert isinstance(publishable(text), list)


@pytest.mark.parametrize("value", ODD_VALUES)
def test_a_wrong_value_inside_a_line_is_no_exception(value: str) -> None:
    lines = FIRST.splitlines()
    places = [number for number, line in enumerate(lines) if "{" in line]

    for number in places:
        inner = lines[number].split("{")[1].split(" = ")[0]
        head = lines[number].split("{")[0]
        text = "\n".join([*lines[:number], f"{head}{{{inner} = {value} }}]", *lines[number + 1 :]])
        assert isinstance(publishable(text), list)


leaves = st.one_of(
    st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.dates(), st.datetimes(), st.just(dt.time(1, 2))
)
words = st.sampled_from(
    ["nama", "pemicu", "hari", "total", "pelaksana", "kertas", "langkah", "kunci", "simbol", "kelengkapan", "output"]
    + ["waktu", "cabang", "ke", "label", "lanjut", "menit", "sumber", "identitas", "jawaban", "tanggal", "tanda_tangan"]
)
values = st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=4))


@given(st.dictionaries(words, values, max_size=6))
@settings(max_examples=300)
def test_any_tables_are_no_exception(tables: dict[str, object]) -> None:
    text = "\n".join(f"{key} = {written(value)}" for key, value in tables.items())

    assert read(text).procedure is None


@pytest.mark.parametrize("depth", [50, 400, 5000])
def test_deep_nesting_is_no_exception(depth: int) -> None:
    assert read("nama = " + "[" * depth + "]" * depth).procedure is None
    assert read("nama = " + "{a=" * depth + "1" + "}" * depth).procedure is None


def written(value: object) -> str:
    """A value as TOML; texts go out as literals of letters only, which is enough to have wrong kinds everywhere."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return '"' + "".join(letter for letter in value if letter.isalnum()) + '"'
        case list():
            return "[" + ", ".join(map(written, value)) + "]"
        case dict():
            return "{" + ", ".join(f"{key} = {written(inner)}" for key, inner in value.items()) + "}"
        case dt.date() | dt.time():
            return value.isoformat()
    return repr(value)
