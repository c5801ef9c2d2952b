"""A real web server on 127.0.0.1 whose pages misbehave in the ways that a probe must bear."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

PAGE = b"<html><head><TITLE>\n SIMKA &amp; KGB </TITLE></head><body>ada</body></html>"
HUGE = b"x" * (1024 * 1024)


class Pages(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        name, _, onward = self.path.removeprefix("/").partition("?ke=")
        page: Any = getattr(self, f"page_{name}", self.page_missing)
        page(onward)

    def page_ok(self, onward: str) -> None:
        self.answer(200, PAGE)

    def page_missing(self, onward: str) -> None:
        self.answer(404, b"tidak ada")

    def page_broken(self, onward: str) -> None:
        self.answer(500, b"rusak")

    def page_host(self, onward: str) -> None:
        self.answer(200, f"<title>{self.headers['Host']}</title>".encode())

    def page_huge(self, onward: str) -> None:
        """A gigabyte is promised; whoever waits for the whole waits in vain."""
        self.send_response(200)
        self.send_header("Content-Length", str(1024**3))
        self.end_headers()
        self.wfile.write(HUGE)
        time.sleep(3)

    def page_slow(self, onward: str) -> None:
        time.sleep(2)
        self.answer(200, PAGE)

    def page_drip(self, onward: str) -> None:
        """Never silent for long, never done."""
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        for _ in range(20):
            self.wfile.write(b"x")
            time.sleep(0.1)

    def page_control(self, onward: str) -> None:
        self.answer(200, b"<title>a\x00b\xe2\x80\xaec</title>")

    def page_garbage(self, onward: str) -> None:
        self.wfile.write(b"\x00\x01 bukan http\r\n\r\n")
        self.close_connection = True

    def page_onward(self, onward: str) -> None:
        self.send_response(302)
        self.send_header("Location", onward)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: the tests read what the probe saw, not the server's log."""


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A probe that hangs up early is what several tests are about."""


@contextmanager
def serving(certificate: Path | None = None) -> Iterator[str]:
    """The address of a server that runs meanwhile; with a certificate (chain and key in one file) it speaks HTTPS."""
    server = _Quiet(("127.0.0.1", 0), Pages)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
