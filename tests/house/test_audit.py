"""The audit of libraries names what has an advisory, and says so when it could not look."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "requirements/audit.py"
spec = importlib.util.spec_from_file_location("audit", SCRIPT)
assert spec is not None and spec.loader is not None
audit = importlib.util.module_from_spec(spec)
spec.loader.exec_module(audit)

FAULT = {"id": "PYSEC-2026-1", "fix_versions": ["1.1"]}


@pytest.mark.parametrize(
    ("libraries", "lines"),
    [
        ([], []),
        ([{"name": "aman", "version": "1.0", "vulns": []}], []),
        ([{"name": "rusak", "version": "1.0", "vulns": [FAULT]}], ["rusak 1.0: PYSEC-2026-1, mended in 1.1"]),
    ],
)
def test_a_library_with_an_advisory_is_named(libraries: list[dict[str, object]], lines: list[str]) -> None:
    assert audit.advisories({"dependencies": libraries}) == lines


def test_without_the_tool_it_says_that_nothing_was_looked_for() -> None:
    if importlib.util.find_spec("pip_audit"):
        pytest.skip("pip-audit terpasang")

    done = subprocess.run([sys.executable, str(SCRIPT)], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout.count("skipped: audit of")) == (0, 2)
