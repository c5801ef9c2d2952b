"""A real nginx with the site of deploy/nginx, on free ports and with a certificate made for it."""

from __future__ import annotations

import datetime as dt
import os
import re
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ROOT = Path(__file__).parents[2]
SITE = ROOT / "deploy/nginx/alur.conf"
NAME = "localhost"
AROUND = """
{user}daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;
events {{}}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


@dataclass(frozen=True)
class Site:
    """A running nginx: where it answers, and the folder with its log and its static files."""

    folder: Path
    plain: int
    secure: int

    @property
    def url(self) -> str:
        return f"https://{NAME}:{self.secure}"

    @property
    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))

    def log(self) -> str:
        """What nginx wrote down, of answers and of errors."""
        return "".join((self.folder / name).read_text() for name in ("access.log", "error.log"))


@contextmanager
def site(program: str, folder: Path, upstream: int) -> Iterator[Site]:
    """The site before the given port of 127.0.0.1, until the block ends."""
    made = Site(folder, free_port(), free_port())
    _certificate(folder)
    (folder / "static").mkdir()
    (folder / "site.conf").write_text(_changed(SITE.read_text(), made, upstream))
    user = "user root; " if os.getuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(user=user, folder=folder))
    process = subprocess.Popen([program, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")])
    try:
        _wait_for(made.secure, folder)
        yield made
    finally:
        process.terminate()
        process.wait(timeout=10)


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        return int(taken.getsockname()[1])


def _changed(text: str, made: Site, upstream: int) -> str:
    """The site as it is but for its places: ports, name, certificate, static files."""
    text = re.sub(r"^ *listen \[::\].*\n", "", text, flags=re.M)
    text = re.sub(r"listen 80\b", f"listen 127.0.0.1:{made.plain}", text)
    text = re.sub(r"listen 443\b", f"listen 127.0.0.1:{made.secure}", text)
    for old, new in (
        ("127.0.0.1:8000", f"127.0.0.1:{upstream}"),
        ("alur.contoh.go.id", NAME),
        ("/var/log/nginx", str(made.folder)),
        ("/etc/ssl/alur", str(made.folder)),
        ("/srv/alur/static", str(made.folder / "static")),
        ("/srv/alur", str(ROOT)),
    ):
        assert old in text
        text = text.replace(old, new)
    return text


def _certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = dt.datetime.now(dt.UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - dt.timedelta(days=1)).not_valid_after(now + dt.timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
    (folder / "fullchain.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def _wait_for(port: int, folder: Path) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError((folder / "error.log").read_text())
