"""`alur serve` as a whole: prepares a new data folder, answers, and leaves no process behind."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of an empty office, made once."""
    folder = tmp_path_factory.mktemp("office") / "data"
    surroundings = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    subprocess.run(
        [sys.executable, "-m", "alur.cli", "serve", "--setup", "--kosong"],
        env=surroundings | {"ALUR_DATA": str(folder)},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return folder


@pytest.fixture
def serving(tmp_path: Path, prepared: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """An empty office being served, and its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    surroundings = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    shutil.copytree(prepared, tmp_path / "data")
    process = subprocess.Popen(
        [sys.executable, "-m", "alur.cli", "serve", "--kosong"],
        env=surroundings | {"ALUR_DATA": str(tmp_path / "data"), "ALUR_PORT": str(port)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("Tekan Ctrl-C"):
            break
    yield process, f"127.0.0.1:{port}"
    process.send_signal(signal.SIGINT)
    process.wait(timeout=30)


def test_a_new_office_answers(serving: tuple[subprocess.Popen[str], str]) -> None:
    _, address = serving
    connection = http.client.HTTPConnection(address, timeout=10)

    connection.request("GET", "/")

    assert connection.getresponse().status < 500


def test_a_number_format_that_gives_doubles_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    surroundings = os.environ | {"ALUR_DATA": str(tmp_path / "data"), "ALUR_PORT": "1025"}

    done = subprocess.run(
        [sys.executable, "-m", "alur.cli", "serve", "--setup"],
        env=surroundings | {"ALUR_NUMBER_FORMAT": "{unit}/{nomor}/{tahun}"},
        capture_output=True,
        text=True,
    )

    assert (done.returncode, list((tmp_path / "data").glob("*.sqlite3"))) == (1, [])
    assert done.stderr == (
        "ALUR_NUMBER_FORMAT ({unit}/{nomor}/{tahun}) harus memuat {klasifikasi}, supaya tidak ada nomor ganda.\n"
    )


def test_ctrl_c_leaves_no_process(serving: tuple[subprocess.Popen[str], str]) -> None:
    process, address = serving
    below = descendants(process.pid)

    process.send_signal(signal.SIGINT)

    assert process.wait(timeout=30) == 0
    assert len(below) >= 4
    assert [number for number in below if Path(f"/proc/{number}").exists()] == []


def test_kill_leaves_no_process(serving: tuple[subprocess.Popen[str], str]) -> None:
    process, address = serving
    below = descendants(process.pid)

    process.kill()

    deadline = time.monotonic() + 30
    while any(is_alive(number) for number in below):
        assert time.monotonic() < deadline, "Processes are left behind."
        time.sleep(0.1)


def descendants(number: int) -> list[int]:
    """All processes below this one, at any depth."""
    children = Path(f"/proc/{number}/task/{number}/children").read_text().split()
    return [int(child) for child in children] + [below for child in children for below in descendants(int(child))]


def is_alive(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False
