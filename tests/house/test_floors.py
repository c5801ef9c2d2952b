"""Imports go down only. The rules stand in pyproject.toml; here they are run, and shown to cover every package."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_imports_go_down_only() -> None:
    linter = Path(sys.executable).with_name("lint-imports")

    done = subprocess.run([linter, "--no-logo"], cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout


def test_every_package_is_on_a_floor() -> None:
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(rule["layers"] for rule in rules if rule["type"] == "layers")
    on_a_floor = {name for layer in layers for name in re.findall(r"alur\.(\w+)", layer)}

    packages = {path.parent.name for path in (ROOT / "alur").glob("*/__init__.py")}

    assert packages - on_a_floor == set()


def test_command_starts_without_django() -> None:
    program = "import sys; from alur.cli import build_parser; build_parser(); sys.exit('django' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT)

    assert done.returncode == 0
