"""`alur serve` as a whole: prepares a new data folder, answers, and leaves no process behind."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from alur.cli.listening import listening_of


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


@pytest.mark.once("sqlite")
def test_the_pages_alone_answer_and_end_at_a_signal(prepared: Path, free: int) -> None:
    process = pages_alone(prepared, ALUR_PORT=str(free))
    _wait_for(free)
    connection = http.client.HTTPConnection("127.0.0.1", free, timeout=10)
    connection.request("GET", "/sehat/hidup")
    status = connection.getresponse().status
    below = descendants(process.pid)

    process.terminate()

    assert (status, process.wait(timeout=30)) == (200, 0)
    assert [number for number in below if is_alive(number)] == []


@pytest.mark.once("sqlite")
def test_the_pages_alone_are_refused_where_there_is_no_office(tmp_path: Path, free: int) -> None:
    process = pages_alone(tmp_path / "tidak-ada", ALUR_PORT=str(free))

    _, said = process.communicate(timeout=30)

    assert process.returncode == 1
    assert f"Basis data {tmp_path}/tidak-ada/alur.sqlite3 tidak dapat dibuka" in said


@pytest.mark.once("sqlite")
@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("ALUR_BIND", "kantor", 'ALUR_BIND berisi "kantor"; tulislah alamat IP mesin ini, misalnya 127.0.0.1.'),
        ("ALUR_PORT", "70000", 'ALUR_PORT berisi "70000"; tulislah nomor porta antara 1 dan 65535.'),
        ("ALUR_WEB_PROCESSES", "0", 'ALUR_WEB_PROCESSES berisi "0"; tulislah angka antara 1 dan 32.'),
    ],
)
def test_where_to_listen_is_refused_in_words(name: str, value: str, sentence: str) -> None:
    with pytest.raises(ValueError, match="^" + re.escape(sentence) + "$"):
        listening_of({name: value})


@pytest.mark.once("sqlite")
def test_an_address_of_another_machine_cannot_be_listened_at() -> None:
    listening = listening_of({"ALUR_BIND": "192.0.2.1"})

    assert listening.why_not_bind() == "ALUR_BIND berisi 192.0.2.1, yang bukan alamat mesin ini; lihat `ip address`."


@pytest.mark.once("sqlite")
@pytest.mark.parametrize(
    ("bind", "url"),
    [("0.0.0.0", "http://127.0.0.1:8000"), ("::", "http://[::1]:8000"), ("10.0.0.7", "http://10.0.0.7:8000")],
)
def test_the_machine_itself_reaches_the_server_there(bind: str, url: str) -> None:
    assert listening_of({"ALUR_BIND": bind}).url == url


@pytest.fixture
def free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def pages_alone(folder: Path, **settings: str) -> subprocess.Popen[str]:
    surroundings = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.Popen(
        [sys.executable, "-m", "alur.cli", "web"],
        env=surroundings | {"ALUR_DATA": str(folder)} | settings,
        stderr=subprocess.PIPE,
        text=True,
    )


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 30
    with contextlib.ExitStack() as stack:
        while stack.enter_context(socket.socket()).connect_ex(("127.0.0.1", port)):
            assert time.monotonic() < deadline
            time.sleep(0.05)
