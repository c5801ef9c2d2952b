"""A real SMTP server on 127.0.0.1 that keeps what it takes in, and can be gone."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message


class Letterbox(Message):
    """The letters that came, the first one first."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self.port = port
        self.letters: list[Any] = []
        self.server: Controller | None = None

    def handle_message(self, message: Any) -> None:
        self.letters.append(message)

    @property
    def subjects(self) -> list[str]:
        return [str(letter["Subject"]) for letter in self.letters]

    def open(self) -> None:
        self.server = Controller(self, hostname="127.0.0.1", port=self.port)
        self.server.start()

    def close(self) -> None:
        if self.server is not None:
            self.server.stop()
            self.server = None


@contextmanager
def letterbox(settings: Any) -> Iterator[Letterbox]:
    """The server, open, with the settings that lead to it and an operator to write to."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        box = Letterbox(free.getsockname()[1])
    box.open()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.HAS_MAIL, settings.EMAIL_HOST, settings.EMAIL_PORT = True, "127.0.0.1", box.port
    settings.OPERATOR_MAIL = ["pengelola@contoh.go.id"]
    try:
        yield box
    finally:
        box.close()
