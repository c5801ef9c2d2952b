"""Asks a ClamAV daemon (clamd) about an upload, by its INSTREAM command. Off unless ALUR_CLAMD names the daemon."""

from __future__ import annotations

import contextlib
import socket
import struct
from typing import IO

from django.conf import settings

CHUNK = 64 * 1024
SECONDS = 60


class ScannerAway(OSError):
    """The daemon cannot be reached, or did not give an answer that says clean or found."""


def virus_in(whole: IO[bytes]) -> str:
    """The name of what the daemon found; "" for a clean file and where no daemon is set. Raises ScannerAway."""
    if not settings.CLAMD:
        return ""
    try:
        with contextlib.closing(_connected(settings.CLAMD)) as line:
            answer = _answer(line, whole)
    except (OSError, ValueError) as error:
        raise ScannerAway(f"clamd: {error}") from error
    if answer == "stream: OK":
        return ""
    if answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")
    raise ScannerAway(f"clamd: {answer[:200]}")


def scanner_fault() -> str:
    """Why the daemon that is set cannot be asked, as a sentence for the operator; "" when it answers or none is set."""
    if not settings.CLAMD:
        return ""
    try:
        with contextlib.closing(_connected(settings.CLAMD)) as line:
            line.sendall(b"zPING\0")
            answer = _line(line)
    except (OSError, ValueError) as error:
        return f"Pemeriksa virus (ALUR_CLAMD) tidak dapat dihubungi: {error}. Selama itu unggahan ditolak."
    return "" if answer == "PONG" else f"Pemeriksa virus (ALUR_CLAMD) menjawab lain: {answer[:100]}."


def _connected(address: str) -> socket.socket:
    """`unix:/run/clamav/clamd.ctl` or `tcp:host:3310`. Raises ValueError for another form."""
    kind, _, place = address.partition(":")
    if kind == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        try:
            line.connect(place)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = place.rpartition(":")
    if kind != "tcp" or not host:
        raise ValueError("tulis ALUR_CLAMD sebagai unix:/jalur/soket atau tcp:mesin:porta")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS)


def _answer(line: socket.socket, whole: IO[bytes]) -> str:
    whole.seek(0)
    try:
        line.sendall(b"zINSTREAM\0")
        while chunk := whole.read(CHUNK):
            line.sendall(struct.pack("!L", len(chunk)) + chunk)
        line.sendall(struct.pack("!L", 0))
    except (BrokenPipeError, ConnectionResetError):
        pass  # a daemon that has enough (StreamMaxLength) answers and hangs up while we still send
    return _line(line)


def _line(line: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and (part := line.recv(4096)):
        answer += part
    return answer.rstrip(b"\0").decode(errors="replace").strip()
