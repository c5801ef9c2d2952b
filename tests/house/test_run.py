"""`./run` on a machine that lacks something: it says what, and who can help, instead of a traceback."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

RUN = Path(__file__).parents[2] / "run"
ASK = "Mintalah pengelola mesin memasangnya (Debian 12: apt-get install {}).\n"


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder of programs that has nothing but what every Debian has."""
    for name in ("sh", "dirname"):
        (tmp_path / name).symlink_to(str(shutil.which(name)))
    return tmp_path


def test_without_python_it_says_so(machine: Path) -> None:
    done = run_on(machine)

    assert done.returncode == 1
    assert done.stderr == (
        "Python 3 belum terpasang di mesin ini; Alur memerlukan Python 3.11 atau lebih baru.\n"
        + ASK.format("python3 python3-venv")
    )


def test_with_an_old_python_it_names_the_version(machine: Path) -> None:
    program(machine / "python3", 'case "$1" in --version) echo Python 3.9.2 ;; *) exit 1 ;; esac')

    done = run_on(machine)

    assert done.returncode == 1
    assert done.stderr == (
        "Alur memerlukan Python 3.11 atau lebih baru; yang ada di mesin ini Python 3.9.2.\n"
        + ASK.format("python3 python3-venv")
    )


def test_without_the_venv_module_it_names_the_package(machine: Path) -> None:
    program(machine / "python3", f'case "$2" in *venv*) exit 1 ;; *) exec {sys.executable} "$@" ;; esac')

    done = run_on(machine)

    assert done.returncode == 1
    assert done.stderr == "Modul venv belum ada pada python3.\n" + ASK.format("python3-venv")


def program(path: Path, body: str) -> None:
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


def run_on(machine: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([RUN], env={"PATH": str(machine)}, cwd="/", capture_output=True, text=True)
