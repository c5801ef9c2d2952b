"""Probing an address: what is seen, what is refused, and that nothing on the inside can be reached unasked."""

from __future__ import annotations

import datetime as dt
import hashlib
import ipaddress
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from alur.actions import Refused, request_probe
from alur.actions.addresses import fault_in, is_public
from alur.actions.sighting import READ_LIMIT, see
from alur.records import queue
from alur.records.models import Entry, Job, JobState, Probe
from tests import make
from tests.actions.server import HUGE, PAGE, serving

ALLOWED = ("127.0.0.1",)
INSIDE = (
    "berada di jaringan dalam (127.0.0.1), jadi tidak diperiksa. "
    "Bila itu memang server kantor, minta administrator menambahkannya ke ALUR_PROBE_HOSTS."
)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serving() as address:
        yield address


def ask(url: str, seconds: float = 5.0, allowed: tuple[str, ...] = ALLOWED) -> dict[str, Any]:
    return see(url, seconds=seconds, allowed_hosts=allowed)


def test_a_page_that_answers_is_online(site: str):
    seen = ask(f"{site}/ok")

    assert seen.pop("milliseconds") < 5000
    assert seen == {
        "url": f"{site}/ok",
        "status": 200,
        "title": "SIMKA & KGB",
        "size": len(PAGE),
        "is_cut": False,
        "sha256": hashlib.sha256(PAGE).hexdigest(),
        "error": "",
        "is_online": True,
    }


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        ("broken", "Server menjawab 500 Internal Server Error."),
        ("nowhere", "Server menjawab 404 Not Found."),
        ("garbage", "Jawaban server “127.0.0.1” bukan HTTP yang dapat dibaca."),
    ],
)
def test_a_page_that_fails_is_not_online(site: str, page: str, sentence: str):
    seen = ask(f"{site}/{page}")

    assert (seen["is_online"], seen["error"]) == (False, sentence)


def test_a_server_that_is_not_there_is_not_online():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        seen = ask(f"http://127.0.0.1:{taken.getsockname()[1]}/")

    assert (seen["is_online"], seen["error"]) == (
        False,
        "Server “127.0.0.1” tidak dapat dihubungi atau memutus sambungan.",
    )


def test_a_name_that_does_not_exist_is_said_to_be_unknown():
    seen = ask("http://tidak-ada.invalid/")

    assert seen["error"] == "Nama “tidak-ada.invalid” tidak ditemukan di DNS; periksa penulisannya."


@pytest.mark.parametrize("page", ["slow", "drip"])
def test_the_time_limit_counts_the_whole_answer(site: str, page: str):
    seen = ask(f"{site}/{page}", seconds=0.5)

    assert (seen["is_online"], seen["error"]) == (False, "Tidak ada jawaban lengkap dalam 0,5 detik.")
    assert seen["milliseconds"] < 1500


def test_of_a_huge_page_only_the_beginning_is_read(site: str):
    seen = ask(f"{site}/huge", seconds=2.0)

    assert (seen["is_online"], seen["is_cut"], seen["size"]) == (True, True, READ_LIMIT)
    assert seen["sha256"] == hashlib.sha256(HUGE[:READ_LIMIT]).hexdigest()


def test_a_title_is_kept_without_invisible_letters(site: str):
    assert ask(f"{site}/control")["title"] == "abc"


def test_a_redirect_is_followed_and_the_last_address_kept(site: str):
    seen = ask(f"{site}/onward?ke=/ok")

    assert (seen["is_online"], seen["url"], seen["status"]) == (True, f"{site}/ok", 200)


def test_a_fourth_redirect_is_not_followed(site: str):
    loop = f"{site}/onward?ke=/onward?ke=/ok"
    seen = ask(f"{site}/onward?ke=/onward?ke=/onward?ke=/onward?ke=/ok")

    assert ask(loop)["is_online"] is True
    assert (seen["is_online"], seen["error"]) == (
        False,
        f"Alamat dialihkan lebih dari 3 kali, terakhir ke “{site}/ok”.",
    )


def test_an_inside_address_is_refused_unless_the_office_allows_it(site: str):
    seen = ask(f"{site}/ok", allowed=())

    assert (seen["is_online"], seen["error"], "status" in seen) == (False, f"Alamat “127.0.0.1” {INSIDE}", False)


def test_a_redirect_to_an_inside_address_is_refused(site: str):
    port = site.rpartition(":")[2]
    seen = ask(f"{site}/onward?ke=http://localhost:{port}/ok")

    assert seen["is_online"] is False
    assert seen["error"].startswith("Alamat dialihkan ke “localhost”, yang berada di jaringan dalam (")


def test_a_redirect_to_something_else_than_the_web_is_refused(site: str):
    seen = ask(f"{site}/onward?ke=file:///etc/passwd")

    assert seen["is_online"] is False
    assert seen["error"].startswith("Alamat dialihkan ke tempat yang tidak dapat diperiksa")


def test_the_connection_goes_to_the_address_that_was_judged(site: str, monkeypatch: pytest.MonkeyPatch):
    """The resolver says one thing once and another afterwards, as a rebinding name server does."""
    port = site.rpartition(":")[2]
    answers = [[(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", int(port)))]]
    real = socket.getaddrinfo

    def resolver(host: Any, *args: Any, **options: Any) -> Any:
        return (answers.pop() if answers else []) if host == "simka.contoh.go.id" else real(host, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", resolver)
    seen = ask(f"http://simka.contoh.go.id:{port}/host", allowed=("simka.contoh.go.id",))

    assert (seen["is_online"], seen["title"]) == (True, f"simka.contoh.go.id:{port}")


def test_one_inside_address_among_several_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch):
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("8.8.8.8", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **options: both)

    assert ask("http://simka.contoh.go.id/", allowed=())["error"] == f"Alamat “simka.contoh.go.id” {INSIDE}"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 that ends in 30 days, with its key, in one file."""
    if shutil.which("openssl") is None:
        pytest.skip("perlu openssl")
    folder = tmp_path_factory.mktemp("certificate")
    options = "-newkey rsa:2048 -nodes -days 30 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1"
    paths = ["-keyout", str(folder / "key"), "-out", str(folder / "certificate")]
    subprocess.run(["openssl", "req", "-x509", *options.split(), *paths], check=True, capture_output=True)
    whole = folder / "whole"
    whole.write_text((folder / "key").read_text() + (folder / "certificate").read_text())
    return whole


def test_the_end_of_the_certificate_is_noted(certificate: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with serving(certificate) as site:
        seen = ask(f"{site}/ok")

    days_left = dt.date.fromisoformat(seen["certificate_until"]) - dt.datetime.now(dt.UTC).date()
    assert (seen["is_online"], days_left.days in (29, 30)) == (True, True)


def test_a_certificate_that_nobody_vouches_for_is_refused(certificate: Path):
    with serving(certificate) as site:
        seen = ask(f"{site}/ok")

    assert (seen["is_online"], seen["error"]) == (
        False,
        "Sertifikat “127.0.0.1” tidak dapat dipercaya; perbarui sertifikat server atau periksa namanya.",
    )


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.1.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.1.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
    ],
)
def test_addresses_of_the_inside_are_known_as_such(address: str):
    assert is_public(ipaddress.ip_address(address)) is False


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8"])
def test_addresses_of_the_open_internet_are_known_as_such(address: str):
    assert is_public(ipaddress.ip_address(address)) is True


@pytest.mark.parametrize(
    "url",
    [
        "",
        "simka.contoh.go.id",
        "ftp://simka.contoh.go.id/",
        "javascript:alert(1)",
        "http://",
        "http://[::1",
        "http://simka.contoh.go.id:99999/",
        "http://a b/",
        "http://a/\x00",
        "http://nama:sandi@simka.contoh.go.id/",
        "https://simka.contoh.go.id/" + "x" * 500,
    ],
)
def test_what_is_not_a_web_address_is_refused_with_a_sentence(url: str):
    assert fault_in(url).endswith(".")


def test_a_web_address_has_no_fault():
    assert fault_in("https://simka.contoh.go.id:8443/kgb?x=1") == ""


@pytest.fixture
def visit(office: Any) -> Any:
    """The last step of a case, where the programmer says that the application is online."""
    made = make.open_visit(make.case(office, at_step="10"))
    Job.objects.all().delete()
    return made


LATER = make.at("2026-06-08 15:00")


def test_a_requested_probe_is_answered_by_the_worker(office: Any, visit: Any, site: str, settings: Any):
    settings.PROBE_ALLOWED_HOSTS = ["127.0.0.1"]
    lines = Entry.objects.count()

    probe = request_probe(visit, f" {site}/ok ", by=office.standing("dedi"), at=LATER)
    awaited = probe.is_online
    run_at = make.at("2100-01-01 08:00")
    job = queue.run_one("w1", run_at)

    probe.refresh_from_db()
    assert (awaited, job.state, probe.is_online, probe.seen["title"]) == (None, JobState.DONE, True, "SIMKA & KGB")
    assert (probe.url, probe.requested_by) == (f"{site}/ok", office.people["dedi"])
    assert probe.probed_at == run_at + dt.timedelta(milliseconds=probe.seen["milliseconds"])
    assert Entry.objects.count() == lines


def test_an_inside_address_is_answered_with_a_refusal(office: Any, visit: Any, site: str):
    probe = request_probe(visit, f"{site}/ok", by=office.standing("dedi"), at=LATER)
    queue.run_one("w1", make.at("2100-01-01 08:00"))

    probe.refresh_from_db()
    assert (probe.is_online, probe.seen["error"]) == (False, f"Alamat “127.0.0.1” {INSIDE}")


def test_asking_twice_within_a_minute_asks_once(office: Any, visit: Any):
    first = request_probe(visit, make.URL, by=office.standing("dedi"), at=LATER)
    second = request_probe(visit, make.URL, by=office.standing("dedi"), at=LATER + dt.timedelta(seconds=59))
    third = request_probe(visit, make.URL, by=office.standing("dedi"), at=LATER + dt.timedelta(seconds=60))

    assert (second, third == first, Job.objects.count()) == (first, False, 2)


def test_an_answered_probe_can_be_asked_again_at_once(office: Any, visit: Any):
    first = request_probe(visit, make.URL, by=office.standing("dedi"), at=LATER)
    Probe.objects.update(is_online=False)

    assert request_probe(visit, make.URL, by=office.standing("dedi"), at=LATER) != first


def test_a_bad_address_is_refused_and_nothing_is_asked(office: Any, visit: Any):
    with pytest.raises(Refused) as refusal:
        request_probe(visit, "simka", by=office.standing("dedi"), at=LATER)

    assert refusal.value.reasons == ["“simka” bukan alamat web; contoh yang benar: https://simka.contoh.go.id/."]
    assert (Probe.objects.count(), Job.objects.count()) == (0, 0)


@pytest.mark.parametrize("who", ["sari", "kasubbag", "auditor"])
def test_only_the_person_whose_turn_it_is_may_have_an_address_asked(office: Any, visit: Any, who: str):
    with pytest.raises(Refused):
        request_probe(visit, make.URL, by=office.standing(who), at=LATER)

    assert Job.objects.count() == 0
