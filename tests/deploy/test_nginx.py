"""The nginx site of deploy/nginx in front of a served Alur, and alone while Alur does not answer."""

from __future__ import annotations

import gzip
import re
import shutil
import socket
import ssl
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from alur.web.secret_addresses import SECRET
from bench.errand import Errand, scan_of_size
from tests import make
from tests.deploy.nginx import NAME, SITE, Site, free_port, site

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin") or ""
pytestmark = [
    pytest.mark.once("sqlite"),
    pytest.mark.skipif(not NGINX, reason="perlu nginx (Debian: apt-get install nginx)"),
]
YEAR = "max-age=31536000; includeSubDomains; preload"


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site with nothing behind it."""
    with site(NGINX, tmp_path_factory.mktemp("nginx"), free_port()) as made:
        yield made


def test_people_work_through_it(live_server: Any, transactional_db: None, settings: Any, tmp_path: Path) -> None:
    """Log in, register a letter with a scan, fetch the scan; the cookie is secure, and the address is the person's."""
    settings.ALLOWED_HOSTS = [NAME]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    office, scan = make.usual_office(), scan_of_size(1024 * 1024)
    with site(NGINX, tmp_path, live_server.thread.port) as made:
        errand = Errand(made.url, made.trust, origin=f"https://{NAME}")

        entered = errand.log_in(office.people["petugas"].nip, make.PASSWORD)
        registered = errand.register("Uji nginx", scan)
        fetched = errand.scan_of(registered.headers["Location"])

    assert (entered.status_code, registered.status_code, fetched.content == scan) == (302, 302, True)
    assert (
        entered.headers["X-Frame-Options"],
        re.fullmatch("[0-9a-f]{32}", entered.headers["X-Request-ID"]) is None,
    ) == (
        "DENY",
        False,
    )


def test_without_tls_it_leads_to_the_same_page_with_tls(alone: Site) -> None:
    answer = httpx.get(f"http://{NAME}:{alone.plain}/surat/?q=a")

    assert (answer.status_code, answer.headers["Location"]) == (301, f"https://{NAME}/surat/?q=a")


def test_an_address_without_the_offices_name_gets_no_answer(alone: Site) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        httpx.get(f"http://127.0.0.1:{alone.plain}/masuk/", headers={"Host": "jahat.example"})


def test_static_files_are_kept_for_a_year_and_come_compressed(alone: Site) -> None:
    (alone.folder / "static/a.0123456789ab.css").write_text("a {}")
    (alone.folder / "static/a.0123456789ab.css.gz").write_bytes(gzip.compress(b"a {}"))

    answer = asked(alone, "/static/a.0123456789ab.css")

    assert (answer.text, answer.headers["Content-Encoding"], answer.headers["Content-Type"]) == (
        "a {}",
        "gzip",
        "text/css",
    )
    assert (answer.headers["Cache-Control"], answer.headers["Strict-Transport-Security"]) == (
        "public, max-age=31536000, immutable",
        YEAR,
    )


def test_while_alur_does_not_answer_a_page_says_so(alone: Site) -> None:
    answer = asked(alone, "/masuk/")

    assert (answer.status_code, "<h1>Alur sedang tidak menjawab</h1>" in answer.text) == (502, True)


def test_more_than_the_limit_is_refused_with_a_page(alone: Site) -> None:
    """Before the body has come: only its announced length is sent here."""
    plain = socket.create_connection((NAME, alone.secure))
    with alone.trust.wrap_socket(plain, server_hostname=NAME) as line:
        line.sendall(f"POST /surat/baru/ HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: 500000000\r\n\r\n".encode())
        answer = line.recv(65536).decode()

    assert (answer.split()[1], "<h1>Kiriman terlalu besar</h1>" in answer) == ("413", True)


def test_figures_are_not_for_outside(alone: Site) -> None:
    assert asked(alone, "/metrik").status_code == 404


def test_secret_addresses_stay_out_of_the_log(alone: Site) -> None:
    """Neither where nginx leads to TLS, nor where it says that Alur does not answer."""
    for path in ("/tenggat/rahasia.ics", "/mulai/rahasia/", "/kata-sandi/baru/rahasia/"):
        httpx.get(f"http://{NAME}:{alone.plain}{path}")
        asked(alone, path)
    asked(alone, "/surat/terbuka/")

    assert ("rahasia" in alone.log(), "/surat/terbuka/" in alone.log()) == (False, True)


def test_nginx_and_alur_know_the_same_secret_addresses() -> None:
    kept_out = re.findall(r"~\*\s?\^/\+?\(([^)]+)\)/", SITE.read_text())
    known = SECRET.pattern.replace("+", "")

    assert [f"(/(?:{names.replace('+', '')})/)" in known for names in kept_out] == [True, True]


def test_nginx_takes_four_files_of_the_largest_size(settings: Any) -> None:
    limit = re.search(r"client_max_body_size (\d+)m;", SITE.read_text())

    assert limit is not None
    assert int(limit[1]) * 1024 * 1024 > 4 * settings.UPLOAD_LIMIT


def test_old_tls_is_refused(alone: Site) -> None:
    old = ssl.create_default_context(cafile=str(alone.folder / "fullchain.pem"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1

    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{alone.url}/masuk/", verify=old)


def asked(made: Site, path: str) -> httpx.Response:
    return httpx.get(f"{made.url}{path}", verify=made.trust)
