"""The systemd units: systemd takes them, and each is confined."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

UNITS = Path(__file__).parents[2] / "deploy/systemd"
SERVICES = sorted(path.name for path in UNITS.glob("*.service"))
TIMERS = sorted(path.name for path in UNITS.glob("*.timer"))
pytestmark = [
    pytest.mark.once("postgresql"),
    pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="perlu systemd-analyze (Debian: paket systemd)"),
]


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units as they are, but with a program that every machine has."""
    shutil.copytree(UNITS, tmp_path, dirs_exist_ok=True)
    for path in tmp_path.glob("*.service"):
        path.write_text(path.read_text().replace("/srv/alur/.venv/bin/alur", shutil.which("true") or ""))
    return tmp_path


def test_systemd_has_nothing_to_say_about_the_units(units: Path) -> None:
    done = analyze(units, "verify", "--man=no", *(str(units / name) for name in (*SERVICES, *TIMERS)))

    assert [line for line in done.stderr.splitlines() if "alur" in line] == []


def test_every_service_is_confined(units: Path) -> None:
    """systemd's own measure: 10 is wide open; 1.5 is what is left to a program that needs the network."""
    done = analyze(units, "security", "--offline=true", "--threshold=15", *SERVICES)

    assert (done.returncode, done.stderr) == (0, "")


def test_every_timer_starts_a_service() -> None:
    assert {name.replace(".timer", ".service") for name in TIMERS} <= set(SERVICES)


def analyze(units: Path, *words: str) -> subprocess.CompletedProcess[str]:
    surroundings = os.environ | {"SYSTEMD_UNIT_PATH": f"{units}:", "SYSTEMD_LOG_LEVEL": "warning"}
    return subprocess.run(["systemd-analyze", *words], env=surroundings, capture_output=True, text=True)
