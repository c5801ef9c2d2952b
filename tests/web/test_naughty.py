"""Whatever is written into any field of any form: no fault of ours, nothing runs, nothing of it in the log."""

from __future__ import annotations

import copy
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests import make
from tests.web.form_fields import FormReader, PageForm
from tests.web.walk_scene import Scene, scene

MARK = "NaSkAhRaHaSiA"
RUNNING = f"{MARK}\"'><script>alert(1)</script><img src=x onerror=alert(1)>"
pytestmark = pytest.mark.once("postgresql")  # the stricter one about text
NAUGHTY = [
    RUNNING,
    f"{MARK}\x00\ufffe\x1b[31m\r\nSet-Cookie: jahat=1",
    f"{MARK}' OR 1=1; DROP TABLE records_entry; --",
    MARK + "{{ 7*7 }}${7*7}#{7*7}%s%n{0.__class__}",
    f"{MARK}\u202e\u200b\u0000ﷺ" + "Z\u0351" * 40 + "👩‍👩‍👧",
    "9" * 400,
    "99999-12-31T25:61",
    MARK + "A" * 30_000,
]
EVERYWHERE = [RUNNING, "9" * 400]
PAGES = [
    ("", "/periksa/"),
    ("kasubbag", "/permintaan/{number}/"),
    ("kabag", "/permintaan/{number}/"),
    ("petugas", "/permintaan/{number}/"),
    ("kepala", "/permintaan/{number}/"),
    ("kabag", "/nomor/{version}/"),
    ("kasubbag", "/nomor/{version}/"),
    ("kepala", "/kalender/keputusan/{decree}/"),
    ("kepala", "/surat/{inner}/lingkaran/"),
    ("petugas", "/surat/baru/"),
    ("petugas", "/surat/{letter}/"),
    ("petugas", "/surat/"),
    ("petugas", "/permintaan/"),
    ("petugas", "/nomor/"),
    ("petugas", "/jeda/"),
    ("kasubbag", "/laporan/"),
    ("kasubbag", "/laporan/penyimpangan/"),
    ("kasubbag", "/laporan/peta/"),
    ("kasubbag", "/laporan/penilaian/"),
    ("kasubbag", "/laporan/penilaian/{assessment}/"),
    ("admin", "/kalender/alasan-jeda/"),
    ("admin", "/kalender/keputusan/baru/"),
    ("admin", "/kalender/jam-kerja/baru/"),
    ("admin", "/retensi/jadwal/"),
    ("petugas", "/retensi/"),
    ("kepala", "/retensi/daftar/{disposal}/"),
    ("kepala", "/permintaan/{number}/retensi/"),
    ("admin", "/pengguna/"),
    ("admin", "/pengguna/baru/"),
    ("admin", "/pengguna/{person}/"),
    ("admin", "/pengguna/unit/baru/"),
    ("admin", "/pengguna/jabatan/baru/"),
    ("admin", "/pengguna/impor/"),
    ("admin", "/pengguna/penetapan/{appointment}/"),
    ("admin", "/pengguna/unit/{unit}/"),
    ("admin", "/pengguna/jabatan/{position}/"),
    ("admin", "/pengguna/perbaikan-data/"),
    ("admin", "/pengguna/perbaikan-data/{request}/"),
    ("kepala", "/pengguna/kekosongan/"),
    ("admin", "/keamanan/"),
    ("admin", "/keamanan/tautan/"),
    ("kabag", "/surat/{secret}/alasan-baca/"),
    ("", "/masuk/"),
    ("", "/lupa-kata-sandi/"),
    ("dedi", "/kata-sandi/"),
    ("dedi", "/akun/"),
    ("dedi", "/akun/buktikan/"),
    ("dedi", "/akun/aplikasi-kode/"),
    ("dedi", "/akun/kunci-sandi/"),
    ("dedi", "/cetakan/"),
    ("admin", "/operasi/"),
    ("dedi", "/profil/"),
    ("dedi", "/kalender/"),
    ("dedi", "/langganan-tenggat/"),
    ("dedi", "/pemberitahuan/"),
    ("dedi", "/akun/pemberitahuan/"),
]


@pytest.fixture
def place(office: make.Office, settings: Any) -> Scene:
    settings.HAS_MAIL = True  # else nobody is offered a new password
    return scene(office)


def test_no_field_of_any_form_can_be_made_to_fail_or_to_run(place: Scene, caplog: Any) -> None:
    caplog.set_level(logging.INFO)

    found = {(case.address, case.text[:20]): outcome(case) for case in cases(place)}

    assert {case: what for case, what in found.items() if what} == {}
    assert MARK not in "".join(record.getMessage() for record in caplog.records if record.name != "django.request")


@pytest.mark.parametrize("text", [RUNNING, "\x00", "9" * 400])
def test_the_log_in_withstands_it_too(place: Scene, caplog: Any, text: str) -> None:
    response = place.clients[""].post("/masuk/", {"username": text, "password": text, "next": text})

    assert (response.status_code, "<img src=x" in response.content.decode()) == (422, False)
    assert MARK not in caplog.text


class Case:
    """One form, sent with one text."""

    def __init__(self, client: Client, page: str, form: PageForm, text: str, fields: dict[str, str]) -> None:
        self.client, self.text, self.fields = client, text, fields
        self.address, self.method = form.action or page, form.method
        if not self.address.startswith("/"):
            self.address = page


def cases(place: Scene) -> Iterator[Case]:
    """Every form of every page once, however many pages carry it."""
    seen = set()
    for who, pattern in PAGES:
        page = pattern.format(**place.words["B"], secret=place.words["R"]["letter"])
        client = place.clients[who]
        forms = [form for form in FormReader(client.get(page).content.decode()).forms if is_own(form)]
        assert forms, f"{page} shows {who or 'nobody'} no form"
        for form in forms:
            known = (form.action or page, *form.typed, *sorted(form.fixed))
            if form.action and known in seen:
                continue
            seen.add(known)
            for text in NAUGHTY:
                yield Case(client, page, form, text, form.fixed | dict.fromkeys(form.typed, text))
            for text in EVERYWHERE:
                yield Case(client, page, form, text, dict.fromkeys([*form.fixed, *form.typed], text))


def is_own(form: PageForm) -> bool:
    """False for those that every page carries, and for a button alone."""
    return form.action not in ("/keluar/", "/tampilan/") and bool(form.typed or form.fixed)


def outcome(case: Case) -> str:
    """What is wrong with the answer, "" when nothing is; nothing of it stays."""
    cookies, point = case.client.cookies, transaction.savepoint()
    case.client.cookies = copy.deepcopy(cookies)
    try:
        response = getattr(case.client, case.method)(case.address, case.fields)
        page = b"".join(response.streaming_content) if response.streaming else response.content
    finally:
        transaction.savepoint_rollback(point)
        case.client.cookies = cookies
    if response.status_code >= 500:
        return f"status {response.status_code}"
    if "jahat" in response.cookies or "\n" in response.get("Location", ""):
        return "header"
    return "runs" if b"<img src=x onerror" in page or b"<script>alert" in page else ""
