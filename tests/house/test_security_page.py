"""The security page leaves out no requirement of ASVS 5.0 level 2, and every test that it names exists."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/security.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
ROW = re.compile(r"^\| (\d+\.[\d., ]+?) \| ([^|]+) \| (.+) \|$", re.M)
MET = ("yes", "partly", "office", "no", "–")
# How many requirements of levels 1 and 2 each section has; those of level 3 stand behind them.
SECTIONS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2, "3.3": 4,
    "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5,
    "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4,
    "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3,
    "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4,
    "17.3": 2,
}  # fmt: skip


def rows() -> list[tuple[list[str], str, str]]:
    return [(numbers.split(", "), met, where) for numbers, met, where in ROW.findall(PAGE.read_text())]


def test_every_test_that_the_page_names_exists() -> None:
    named = sorted(set(NAMED.findall(PAGE.read_text())))

    missing = [f"{path}::{name}" for path, name in named if not is_there(ROOT / path, name)]

    assert (missing, len(named) > 50) == ([], True)


def test_no_requirement_is_missing_or_named_twice() -> None:
    named = [number for numbers, _, _ in rows() for number in numbers]
    wanted = [f"{section}.{place}" for section, count in SECTIONS.items() for place in range(1, count + 1)]

    assert sorted(named) == sorted(wanted)


def test_every_row_says_whether_it_is_met_and_where() -> None:
    unclear = [numbers for numbers, met, where in rows() if met not in MET or len(where) < 10]

    assert unclear == []


def is_there(path: Path, name: str) -> bool:
    return path.is_file() and re.search(rf"^def {name}\(", path.read_text(), re.M) is not None
