"""Where the web server listens: ALUR_BIND, ALUR_PORT and ALUR_WEB_PROCESSES, read with a sentence for what is wrong."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PROCESSES = range(1, 33)


@dataclass(frozen=True)
class Listening:
    """An IP address and port of this machine, and how many processes answer there."""

    host: str
    port: int
    processes: int

    @property
    def url(self) -> str:
        """The address at which this machine itself reaches the server."""
        local = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)
        return f"http://[{local}]:{self.port}" if ":" in local else f"http://{local}:{self.port}"

    @property
    def family(self) -> socket.AddressFamily:
        return socket.AF_INET6 if ":" in self.host else socket.AF_INET

    def command(self) -> list[str]:
        """Granian; a stalled upload holds one thread, so there are more threads than processors."""
        granian = Path(sys.executable).with_name("granian")
        options = (
            *("--interface", "wsgi", "--host", self.host, "--port", str(self.port), "--no-ws", "--log-level", "error"),
            *("--workers", str(self.processes), "--blocking-threads", "8", "--respawn-failed-workers"),
            *("--workers-kill-timeout", "20"),
        )
        return [str(granian), *options, "alur.config.wsgi:application"]

    def why_not_bind(self) -> str:
        """Why the address cannot be had, as a sentence; "" when it can."""
        with socket.socket(self.family) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((self.host, self.port))
            except PermissionError:
                return f"Porta {self.port} hanya boleh dipakai oleh root. {self._another()}"
            except OSError as error:
                if error.errno == errno.EADDRNOTAVAIL:
                    return f"ALUR_BIND berisi {self.host}, yang bukan alamat mesin ini; lihat `ip address`."
                busy = f"Porta {self.port} sedang dipakai program lain; mungkin Alur sudah berjalan."
                return f"{busy} {self._another()}"
        return ""

    def answers(self) -> bool:
        """True when something listens there."""
        with socket.socket(self.family) as probe:
            probe.settimeout(1)
            return probe.connect_ex((self.host, self.port)) == 0

    def _another(self) -> str:
        port = self.port + 1 if 1024 <= self.port < 65535 else 8000
        return f"Pilih porta lain, misalnya: ALUR_PORT={port} ./run"


def listening_of(environment: Mapping[str, str]) -> Listening:
    """What the environment asks for. Raises ValueError with a sentence where it cannot be read."""
    host = environment.get("ALUR_BIND") or "127.0.0.1"
    try:
        ipaddress.ip_address(host)
    except ValueError:
        raise ValueError(f'ALUR_BIND berisi "{host}"; tulislah alamat IP mesin ini, misalnya 127.0.0.1.') from None
    port = _number(environment.get("ALUR_PORT") or "8000")
    if port not in range(1, 65536):
        text = environment["ALUR_PORT"]
        raise ValueError(f'ALUR_PORT berisi "{text}"; tulislah nomor porta antara 1 dan 65535.')
    processes = _number(environment.get("ALUR_WEB_PROCESSES") or "2")
    if processes not in PROCESSES:
        text = environment["ALUR_WEB_PROCESSES"]
        raise ValueError(f'ALUR_WEB_PROCESSES berisi "{text}"; tulislah angka antara 1 dan {PROCESSES[-1]}.')
    return Listening(host, port, processes)


def asked_listening() -> Listening | None:
    """What this process's environment asks for; None after saying what is wrong with it."""
    try:
        return listening_of(os.environ)
    except ValueError as error:
        print(error, file=sys.stderr)
        return None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
