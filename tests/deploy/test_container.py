"""The container file, as far as it can be judged without building: no root, a health check, nothing private copied."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILE = (ROOT / "deploy/container/Containerfile").read_text()
LAST = FILE.split("\nFROM ")[-1]


def test_it_does_not_run_as_root() -> None:
    assert re.findall(r"^USER (.+)$", LAST, re.M) == ["10001"]


def test_its_health_is_asked_at_an_address_that_alur_has() -> None:
    asked = re.search(r"HEALTHCHECK.*?(/sehat/\w+)", LAST, re.S)

    assert asked is not None
    assert asked[1] == "/sehat/hidup"


def test_it_installs_a_lock_that_exists() -> None:
    lock = re.search(r"install\.py (\w+) \.venv", FILE)

    assert lock is not None
    assert (ROOT / f"requirements/{lock[1]}.txt").exists()


def test_data_and_history_are_not_copied() -> None:
    left_out = (ROOT / ".containerignore").read_text().split()

    assert {".git", "data", ".venv*", "static"} <= set(left_out)
