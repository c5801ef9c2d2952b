"""The pages of retention as desk, head and the others meet them, from the schedule to the berita acara."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alur.actions.retention import RuleValues, set_rule
from alur.papers.attachments import papers_of, scans_of
from alur.records.models import Case, Disposal, Hold, RetentionRule, VersionFile
from tests import make
from tests.actions.retention import lists
from tests.actions.retention.lists import WITNESSES, run_all
from tests.web.browsing import client_of, text_of

pytestmark = pytest.mark.once("sqlite")
RULE = {
    "code": "OT.02",
    "name": "Ketatalaksanaan",
    "active_years": "1",
    "inactive_years": "1",
    "fate": "musnah",
    "basis": "Permenkes 1/2020",
    "reason": "Jadwal pertama kantor ini",
    "starts_on": "2020-01-01",
}
PROPOSAL = {"kind": "musnah", "appraisal_number": "PPA/1", "note": "Tidak bernilai guna lagi"}


def _old(office: make.Office, **changes: Any) -> Case:
    """A case that ended five years before the server's today."""
    case = make.case(office, classification="OT.02.01", **changes)
    Case.objects.filter(pk=case.pk).update(closed_at=timezone.now() - timezone.timedelta(days=1826), result="selesai")
    return Case.objects.get(pk=case.pk)


def _ruled(office: make.Office) -> None:
    numbers = {"active_years": 1, "inactive_years": 1, "starts_on": make.MONDAY.date().replace(year=2020)}
    set_rule(RuleValues(**(RULE | numbers)), by=None, at=make.MONDAY)


def _press(office: make.Office, who: str, address: str, **fields: Any) -> Any:
    return client_of(office, who).post(address, fields | {"token": make.token()})


def test_a_list_goes_its_way_through_the_pages(office: Any) -> None:
    case = _old(office)

    _press(office, "admin", "/retensi/jadwal/", **RULE)
    made = _press(office, "petugas", "/retensi/", berkas=[case.pk], **PROPOSAL)
    listed = Disposal.objects.get()
    approval = {"aksi": "setujui", "setujui-decision_number": "HK/1"}
    _press(office, "kepala", made.url, **approval)
    _press(office, "petugas", made.url, **{"aksi": "laksanakan", "laksanakan-witnesses": WITNESSES})
    run_all(timezone.now())
    listed.refresh_from_db()

    page = text_of(client_of(office, "kepala").get(f"/permintaan/{case.number}/"))
    report = client_of(office, "auditor").get(f"{made.url}berita-acara/")
    assert (listed.state, f"dengan daftar {listed.pk}" in page) == ("selesai", True)
    assert b"".join(report.streaming_content)[:5] == b"%PDF-"
    scan = VersionFile.objects.filter(version__document__case=case)[0]
    gone = client_of(office, "kabag").get(f"/berkas/{scan.pk}/")
    assert (gone.status_code, "sudah dimusnahkan" in text_of(gone)) == (410, True)


def test_bytes_that_a_living_case_holds_are_not_given_for_a_destroyed_one(office: Any) -> None:
    lists.rule(office)
    case = lists.ended(office)
    make.case(office, scan=make.file_ref("lain.pdf", b"%PDF-1.4 hasil-analisis"))
    lists.emptied(office, case)
    shared = VersionFile.objects.filter(version__document__case=case, file__size=23)[0]

    client = client_of(office, "kabag")
    answers = [
        client.get(address).status_code
        for address in (
            f"/berkas/{shared.pk}/",
            f"/berkas/{shared.pk}/lihat/",
            f"/berkas/{shared.pk}/halaman/1/",
            f"/surat/{case.letter_id}/pindaian/",
            f"/permintaan/{case.number}/dokumen/{shared.version.document.paper}/bandingkan/",
        )
    ]

    assert (answers, papers_of(case), scans_of([case.letter])) == ([410, 410, 410, 410, 404], [], [])


def test_what_was_typed_in_a_refused_proposal_stays(office: Any) -> None:
    _ruled(office)
    case = _old(office)

    answer = _press(office, "petugas", "/retensi/", berkas=[case.pk], **(PROPOSAL | {"note": "singkat"}))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Pertimbangan belum cukup jelas; tulis sekurang-kurangnya 10 huruf." in page
    assert ('value="PPA/1"' in page, f'value="{case.pk}" checked' in page) == (True, True)


def test_all_that_fit_the_filter_go_on_one_list(office: Any) -> None:
    _ruled(office)
    for _ in range(3):
        _old(office)

    _press(office, "petugas", "/retensi/?klasifikasi=OT.02", semua="1", **PROPOSAL)

    assert Disposal.objects.get().items.count() == 3


def test_the_same_press_makes_one_list(office: Any) -> None:
    _ruled(office)
    fields = PROPOSAL | {"berkas": [_old(office).pk], "token": make.token()}
    client = client_of(office, "petugas")

    places = [client.post("/retensi/", fields).url for _ in range(2)]

    assert (len(set(places)), Disposal.objects.count()) == (1, 1)


def test_the_head_holds_a_case_and_lifts_it(office: Any) -> None:
    case = _old(office)
    address, words = f"/permintaan/{case.number}/retensi/", {"letter_number": "B/7", "reason": "Sedang diperiksa BPK"}

    _press(office, "kepala", address, aksi="tahan", **words)
    held = text_of(client_of(office, "petugas").get("/retensi/?keadaan=ditahan"))
    _press(office, "kepala", address, aksi="cabut", **words)

    assert case.number in held
    assert Hold.objects.get().lift_letter_number == "B/7"


def test_who_does_not_propose_gets_no_form(office: Any) -> None:
    _ruled(office)
    _old(office)

    pages = {who: client_of(office, who).get("/retensi/").content.decode() for who in ("petugas", "kepala")}

    assert {who: "Susun daftar" in page for who, page in pages.items()} == {"petugas": True, "kepala": False}


def test_a_secret_case_is_on_no_page_of_another_desk(office: Any) -> None:
    _ruled(office)
    case = _old(office, security="R")
    office.appoint("petugas-lain", duty="surat")

    seen = {who: case.number in text_of(client_of(office, who).get("/retensi/")) for who in ("petugas", "petugas-lain")}

    assert seen == {"petugas": True, "petugas-lain": False}


def test_a_longer_list_takes_no_more_queries(office: Any) -> None:
    _ruled(office)
    client, counts = client_of(office, "petugas"), []
    for _ in range(2):
        _old(office)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/retensi/")
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_the_table_runs_nothing_in_a_spreadsheet(office: Any) -> None:
    _ruled(office)
    case = _old(office, subject="=1+1")
    made = _press(office, "petugas", "/retensi/", berkas=[case.pk], **PROPOSAL)
    client = client_of(office, "kepala")

    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{made.url}arsip.xlsx").content))

    assert book.active["C2"].value == "'=1+1"
    assert ",'=1+1," in client.get(f"{made.url}arsip.csv").content.decode()
    assert client.get(f"{made.url}arsip.exe").status_code == 404


def test_only_the_administrator_changes_the_schedule(office: Any) -> None:
    answers = {
        who: _press(office, who, "/retensi/jadwal/", **RULE).status_code for who in ("petugas", "kepala", "admin")
    }

    assert (answers, RetentionRule.objects.count()) == ({"petugas": 422, "kepala": 422, "admin": 302}, 1)


def test_any_address_of_the_list_is_answered(office: Any) -> None:
    client = client_of(office, "kepala")
    odd = ("keadaan=x", "tahun=0000", "tahun=99999", "klasifikasi=%00'", "setelah=9999999999999999999", "sebelum=x")

    assert {client.get(f"/retensi/{page}?{query}").status_code for page in ("", "daftar/") for query in odd} == {200}
