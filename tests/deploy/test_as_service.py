"""`deploy/as-service`: an operator's command gets the settings of the services, read as systemd reads them."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parents[2] / "deploy/as-service"
pytestmark = pytest.mark.once("postgresql")


def test_values_arrive_as_they_are_written(tmp_path: Path) -> None:
    settings = tmp_path / "alur.env"
    settings.write_text("# kantor\n\n; lama\nA=s3://k:r$x@m/e?r=1&b=`2`\nB='Biro Kepegawaian'\nC=\"a=b\"\nD=")

    done = run_with(settings, "sh", "-c", 'printf "%s|" "$A" "$B" "$C" "$D"; pwd')

    assert (done.returncode, done.stdout) == (
        0,
        f"s3://k:r$x@m/e?r=1&b=`2`|Biro Kepegawaian|a=b||{PROGRAM.parents[1]}\n",
    )


def test_a_line_that_is_no_setting_is_named_and_nothing_runs(tmp_path: Path) -> None:
    settings = tmp_path / "alur.env"
    settings.write_text("export A=1\n")

    done = run_with(settings, "echo", "jalan")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"Baris ini di {settings} tidak dapat dibaca: export A\n"


def test_without_settings_it_says_so(tmp_path: Path) -> None:
    done = run_with(tmp_path / "tidak-ada", "echo", "jalan")

    assert (done.returncode, done.stdout) == (2, "")


def test_the_example_settings_can_be_read(tmp_path: Path) -> None:
    example = shutil.copy(PROGRAM.parent / "alur.env", tmp_path)

    done = run_with(Path(example), "sh", "-c", 'echo "$ALUR_OFFICE, $ALUR_HOSTS"')

    assert done.stdout == "Biro Kepegawaian, alur.contoh.go.id,127.0.0.1\n"


def run_with(settings: Path, *command: str) -> subprocess.CompletedProcess[str]:
    surroundings = {"PATH": os.environ["PATH"], "ALUR_ENV": str(settings), "ALUR_USER": getpass.getuser()}
    return subprocess.run([PROGRAM, *command], env=surroundings, capture_output=True, text=True)
