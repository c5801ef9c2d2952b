"""Codes of papers: long enough not to be guessed, and read as people type them."""

from __future__ import annotations

import pytest

from alur.records.codes import ALPHABET, new_code, read_code, spelled


def test_a_code_has_twelve_signs_of_the_alphabet() -> None:
    code = new_code()

    assert (len(code), set(code) - set(ALPHABET)) == (12, set())


def test_codes_differ() -> None:
    assert len({new_code() for _ in range(1000)}) == 1000


def test_a_code_is_printed_in_groups_of_four() -> None:
    assert spelled("7KQ2M0XD93TB") == "7KQ2-M0XD-93TB"


@pytest.mark.parametrize(
    "typed",
    [
        "7KQ2M0XD93TB",
        "7kq2-m0xd-93tb",
        " 7KQ2 MOXD 93TB ",
        "7kq2\u2011moxd\u201393tb",
        "７ＫＱ２ＭＯＸＤ９３ＴＢ",
        "https://alur.contoh.go.id/periksa/7kq2m0xd93tb/?x=1",
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert read_code(typed) == "7KQ2M0XD93TB"


def test_i_and_l_are_read_as_one() -> None:
    assert read_code("IL11-0000-0000") == "111100000000"


@pytest.mark.parametrize("typed", ["", "7KQ2", "7KQ2M0XD93TBX", "7KQ2M0XD93TU", "'; DROP--", "\x00" * 12, "x" * 5000])
def test_what_can_be_no_code_is_none(typed: str) -> None:
    assert read_code(typed) == ""
