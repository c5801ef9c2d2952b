"""Asks the drawing process about one stored file, a few at a time, and puts what goes wrong into a sentence."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from alur.papers.pictures import child
from alur.records.models import StoredFile
from alur.records.storage import open_file

PICTURES = ("image/png", "image/jpeg")
SHOWN = ("application/pdf", *PICTURES)
SECONDS = 12.0
WAIT_SECONDS = 8.0  # longer, and a few heavy files would hold all threads of a web process
PLACES = threading.BoundedSemaphore(2)

SENTENCES = {
    child.LOCKED: "PDF ini terkunci kata sandi, jadi tidak dapat ditampilkan. "
    "Unduh berkasnya, lalu buka dengan sandinya.",
    child.BROKEN: "Berkas ini rusak dan tidak dapat ditampilkan. Unduh berkasnya, atau mintalah berkas yang utuh.",
    child.MISSING: "Halaman itu tidak ada pada berkas ini.",
}
HEAVY = "Halaman ini terlalu berat untuk ditampilkan di sini. Unduh berkasnya untuk membacanya."
BUSY = "Server sedang menggambar banyak halaman. Muat ulang halaman ini sebentar lagi."


class NotShown(ValueError):
    """A file that cannot be shown; its text is a sentence for the person. `is_lasting`: it stays so."""

    def __init__(self, sentence: str, *, is_lasting: bool) -> None:
        super().__init__(sentence)
        self.is_lasting = is_lasting


def ask(file: StoredFile, asked: str, *numbers: int, seconds: float = SECONDS) -> bytes:
    """What the drawing process answers. Raises NotShown, and FileNotFoundError when storage has lost the file."""
    answer, is_whole = _asked(file, asked, numbers, seconds)
    if not is_whole:
        raise NotShown(HEAVY, is_lasting=False)
    return answer


def ask_as_far_as_it_goes(file: StoredFile, asked: str, *numbers: int, seconds: float) -> bytes:
    """The whole lines that the drawing process wrote in this time; raises as `ask` does, but not for being stopped."""
    answer, _ = _asked(file, asked, numbers, seconds)
    return answer[: answer.rfind(b"\n") + 1]


def _asked(file: StoredFile, asked: str, numbers: tuple[int, ...], seconds: float) -> tuple[bytes, bool]:
    if file.media_type not in SHOWN:
        raise NotShown("Jenis berkas ini tidak dapat ditampilkan; unduh untuk membukanya.", is_lasting=True)
    if not PLACES.acquire(timeout=WAIT_SECONDS):
        raise NotShown(BUSY, is_lasting=False)
    try:
        with _real_file(file.sha256) as handle:
            return _run(file, handle, [asked, *map(str, numbers)], seconds)
    finally:
        PLACES.release()


def _run(file: StoredFile, handle: IO[bytes], arguments: list[str], seconds: float) -> tuple[bytes, bool]:
    kind = "gambar" if file.media_type in PICTURES else "pdf"
    command = [sys.executable, "-I", str(Path(child.__file__)), kind, *arguments]
    try:
        done = subprocess.run(
            command,
            stdin=handle,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
            timeout=seconds,
            start_new_session=True,
        )
    except subprocess.TimeoutExpired as stopped:
        return stopped.stdout or b"", False
    if sentence := SENTENCES.get(done.returncode):
        raise NotShown(sentence, is_lasting=done.returncode != child.MISSING)
    if done.returncode and not done.stdout:
        raise NotShown(HEAVY, is_lasting=True)
    return done.stdout, done.returncode == 0


@contextmanager
def _real_file(sha256: str) -> Iterator[IO[bytes]]:
    """The stored bytes as a file of this machine, which a process can be given; storage elsewhere is copied first."""
    with open_file(sha256) as handle:
        inner: Any = getattr(handle, "file", handle)
        if isinstance(inner, io.BufferedReader | io.FileIO):
            yield inner
            return
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(handle, copy)
            copy.seek(0)
            yield copy
