"""The virus check: with a real clamd that knows one signature (where the package is), and while it is away."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from alur.records.models import StoredFile
from alur.records.storage import UploadRefused, store
from alur.records.virus_scan import scanner_fault
from tests import make

# The harmless test string of EICAR, in two parts so that no scanner takes this file for it.
EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}" + "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
AWAY = (
    "Pemeriksa virus sedang tidak dapat dihubungi, jadi berkas belum diterima. "
    "Isian yang diketik tetap tersimpan; coba unggah lagi nanti atau hubungi administrator."
)
CLAMD = shutil.which("clamd", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if CLAMD is None:
        pytest.skip("perlu clamd (paket Debian clamav-daemon)")
    folder = tmp_path_factory.mktemp("clamd")
    (folder / "uji.ndb").write_text(f"Uji-Eicar:0:0:{EICAR.encode().hex()}\n")
    place, port = folder / "clamd.ctl", _free_port()
    (folder / "clamd.conf").write_text(
        f"DatabaseDirectory {folder}\nLocalSocket {place}\nTCPSocket {port}\nTCPAddr 127.0.0.1\nForeground yes\n"
        "StreamMaxLength 1M\nUser root\n"
    )
    daemon = subprocess.Popen([CLAMD, "-c", folder / "clamd.conf"], stdout=subprocess.DEVNULL)
    _wait_for(place)
    yield f"unix:{place} tcp:127.0.0.1:{port}"
    daemon.terminate()
    daemon.wait()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait_for(place: Path) -> None:
    for _ in range(200):
        if place.exists():
            return
        time.sleep(0.05)
    raise TimeoutError(place)


def _refusal(*chunks: bytes) -> str:
    with pytest.raises(UploadRefused) as refused:
        store(chunks, name="catatan.txt", at=make.MONDAY)
    return str(refused.value)


@pytest.mark.parametrize("which", [0, 1])
def test_what_the_daemon_finds_is_refused_by_its_name(db: None, clamd: str, settings: Any, which: int) -> None:
    settings.CLAMD = clamd.split()[which]

    refusal = _refusal(EICAR.encode())

    assert refusal == (
        "Berkas “catatan.txt” ditolak: pemeriksa virus menemukan Uji-Eicar.UNOFFICIAL. "
        "Jangan buka berkas itu; laporkan kepada pengelola komputer."
    )
    assert StoredFile.objects.count() == 0


def test_a_clean_file_is_kept(db: None, clamd: str, settings: Any) -> None:
    settings.CLAMD = clamd.split()[0]

    kept = store([b"bersih"], name="catatan.txt", at=make.MONDAY)

    assert (kept.size, scanner_fault()) == (6, "")


def test_a_file_too_long_for_the_daemon_is_not_taken_for_clean(db: None, clamd: str, settings: Any) -> None:
    settings.CLAMD = clamd.split()[0]

    assert _refusal(b"a" * 5_000_000) == AWAY


def test_a_daemon_that_is_away_refuses_uploads_and_is_reported(db: None, settings: Any, tmp_path: Path) -> None:
    settings.CLAMD = f"unix:{tmp_path}/tidak-ada"

    assert _refusal(b"bersih") == AWAY
    assert scanner_fault() == (
        "Pemeriksa virus (ALUR_CLAMD) tidak dapat dihubungi: [Errno 2] No such file or directory. "
        "Selama itu unggahan ditolak."
    )


def test_a_daemon_that_hangs_up_is_not_taken_for_clean(db: None, settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=lambda: listener.accept()[0].close(), daemon=True).start()
        settings.CLAMD = f"tcp:127.0.0.1:{listener.getsockname()[1]}"

        assert _refusal(b"bersih") == AWAY


def test_another_form_of_address_is_explained(settings: Any) -> None:
    settings.CLAMD = "/run/clamd.ctl"

    assert scanner_fault() == (
        "Pemeriksa virus (ALUR_CLAMD) tidak dapat dihubungi: "
        "tulis ALUR_CLAMD sebagai unix:/jalur/soket atau tcp:mesin:porta. Selama itu unggahan ditolak."
    )
