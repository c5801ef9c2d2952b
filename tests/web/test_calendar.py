"""Kalender kerja in the browser: the year, a decree typed or loaded from a file, its preview, and its decision."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from alur.actions import why_not
from alur.actions.clock import Calendars
from alur.actions.decrees import decide_decree, replanning
from alur.records import queue
from alur.records.models import Decree, DecreeLine, Job, JobState, Timetable, Visit
from tests import make
from tests.web.browsing import client_of, text_of

LEAVE = make.line("cuti bersama", "2026-06-09", "Cuti Bersama Uji")
NEW, LIST, CALENDAR = "/kalender/keputusan/baru/", "/kalender/keputusan/", "/kalender/"


def typed(*rows: tuple[str, ...], **changes: Any) -> dict[str, Any]:
    """What the browser sends: the head, and lines as (act, date, name, until, hours, unit, service)."""
    data: dict[str, Any] = {
        "token": make.token(),
        "kind": "skb",
        "number": "9/2026",
        "dated_on": "2026-06-08",
        "about": "Cuti bersama",
        "aksi": "usul",
        "baris-TOTAL_FORMS": str(len(rows)),
        "baris-INITIAL_FORMS": "0",
    }
    for place, row in enumerate(rows):
        for field, value in zip(("act", "date", "name", "until", "hours", "unit", "service"), row, strict=False):
            data[f"baris-{place}-{field}"] = value
    return data | changes


def draft(office: Any) -> Decree:
    return make.proposed(office, make.decree_values(LEAVE, dated_on="2026-06-08", number="9/2026"), make.MONDAY)


def waiting(office: Any) -> Visit:
    visit = make.open_visit(make.case(office, at_step="3"))
    assert visit is not None
    return visit


@pytest.mark.parametrize("query", ["?tahun=2026", "?tahun=2026&bulan=3", "?tahun=2031", "?tahun=abc&bulan=99", ""])
def test_the_calendar_is_shown_to_every_member(office: Any, query: str) -> None:
    assert client_of(office, "pemohon").get(CALENDAR + query).status_code == 200


def test_a_month_shows_hours_kind_and_decree_of_each_day(office: Any) -> None:
    text = text_of(client_of(office, "dedi").get(CALENDAR + "?tahun=2026&bulan=3"))

    assert "08.00–12.00" in text
    assert "Cuti Bersama Hari Suci Nyepi" in text
    assert "SKB 1497/2025, 2/2025, 5/2025" in text


def test_estimates_are_marked(office: Any) -> None:
    assert "perkiraan" in text_of(client_of(office, "dedi").get(CALENDAR + "?tahun=2027&bulan=3"))


def test_only_the_administrator_may_enter_a_decree(office: Any) -> None:
    answers = {who: client_of(office, who).get(NEW).status_code for who in ("admin", "kepala", "dedi")}

    assert answers == {"admin": 200, "kepala": 403, "dedi": 403}


def test_a_typed_decree_becomes_a_draft(office: Any) -> None:
    rows = [("cuti bersama", "2026-12-28", "Cuti Bersama Uji"), ("dicabut", "2026-12-24"), ("", "", "", "", "")]

    response = client_of(office, "admin").post(NEW, typed(*rows))

    decree = Decree.objects.get()
    assert response.headers["Location"] == f"/kalender/keputusan/{decree.pk}/"
    assert [(line.act, str(line.date)) for line in decree.lines.all()] == [
        ("cuti bersama", "2026-12-28"),
        ("dicabut", "2026-12-24"),
    ]


def test_a_bad_line_is_named_and_nothing_typed_is_lost(office: Any) -> None:
    rows = [("cuti bersama", "2026-02-30", "Cuti Bersama Uji"), ("dicabut", "2026-06-10", "")]

    response = client_of(office, "admin").post(NEW, typed(*rows))

    text = text_of(response)
    assert response.status_code == 422
    assert "Baris 1: tanggal bukan tanggal yang ada." in text
    assert 'value="2026-02-30"' in text and 'value="Cuti Bersama Uji"' in text


def test_a_line_that_does_not_fit_the_calendar_is_named(office: Any) -> None:
    response = client_of(office, "admin").post(NEW, typed(("dicabut", "2026-06-10", "")))

    assert response.status_code == 422
    assert "Baris 1: tidak ada libur atau jam khusus pada 10 Juni 2026" in text_of(response)
    assert not DecreeLine.objects.exists()


CSV = "tanggal;perubahan;nama\n2026-12-28;cuti bersama;Cuti Bersama Uji\n31-13-2026;libur nasional;Salah\n"
ICS = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261228\r\nSUMMARY:Cuti Bersama\r\n  Uji\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)


def load(office: Any, name: str, content: bytes) -> Any:
    data = typed(aksi="muat", file=SimpleUploadedFile(name, content))
    return client_of(office, "admin").post(NEW, data)


def test_a_csv_is_loaded_and_its_bad_line_named(office: Any) -> None:
    response = load(office, "libur.csv", CSV.encode())

    text = text_of(response)
    assert response.status_code == 422
    assert "Baris 2: tanggal bukan tanggal yang ada." in text
    assert 'value="2026-12-28"' in text


def test_a_spreadsheet_is_loaded(office: Any) -> None:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in (["Tanggal", "Perubahan", "Nama"], [dt.date(2026, 12, 28), "cuti bersama", "Cuti Bersama Uji"]):
        book.active.append(row)
    book.save(file)

    response = load(office, "libur.xlsx", file.getvalue())

    assert response.status_code == 200
    assert 'value="2026-12-28"' in text_of(response)


def test_an_icalendar_is_loaded(office: Any) -> None:
    response = load(office, "libur.ics", ICS.encode())

    text = text_of(response)
    assert response.status_code == 200
    assert 'value="2026-12-28"' in text and 'value="Cuti Bersama Uji"' in text


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("libur.pdf", b"%PDF", "Berkas harus CSV, XLSX, atau ICS."),
        ("libur.csv", b"", "Berkas itu tidak memuat satu baris pun; periksa isinya."),
        ("libur.csv", b"a;b\n1;2\n", "Baris pertama berkas harus judul kolom: tanggal, perubahan, nama, sampai, jam."),
        ("libur.ics", b"apa saja", "Berkas itu bukan kalender ICS; ekspor ulang dari aplikasi kalender."),
        ("libur.xlsx", b"PK bukan", "Berkas itu tidak terbaca sebagai XLSX; simpan ulang dari aplikasi lembar kerja."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(office: Any, name: str, content: bytes, sentence: str) -> None:
    response = load(office, name, content)

    assert response.status_code == 422
    assert sentence in text_of(response)


def test_the_preview_says_from_when_to_when(office: Any) -> None:
    visit, decree = waiting(office), draft(office)

    text = text_of(client_of(office, "kepala").get(f"{LIST}{decree.pk}/"))

    assert "1 tenggat terbuka akan bergeser" in text
    assert visit.case.number in text
    assert "10 Juni 2026, 09.10" in text and "11 Juni 2026, 09.10" in text


def test_the_preview_hides_cases_that_the_person_may_not_see(office: Any) -> None:
    visit, decree = waiting(office), draft(office)

    text = text_of(client_of(office, "admin").get(f"{LIST}{decree.pk}/"))

    assert "1 tenggat terbuka akan bergeser" in text
    assert visit.case.number not in text


def test_deciding_moves_the_deadline_and_the_page_lists_it(office: Any) -> None:
    visit, decree = waiting(office), draft(office)
    client = client_of(office, "kepala")

    client.post(f"{LIST}{decree.pk}/", {"aksi": "tetapkan", "token": make.token()})

    text = text_of(client.get(f"{LIST}{decree.pk}/"))
    assert Visit.objects.get(pk=visit.pk).due_at == make.at("2026-06-11 09:10")
    assert "1 tenggat terbuka bergeser" in text and visit.case.number in text


def test_the_case_tells_why_its_deadline_moved(office: Any) -> None:
    visit, decree = waiting(office), draft(office)
    client_of(office, "kepala").post(f"{LIST}{decree.pk}/", {"aksi": "tetapkan", "token": make.token()})

    text = text_of(client_of(office, "dedi").get(f"/permintaan/{visit.case.number}/"))

    assert "dari Rab 10 Jun 2026, 09.10 menjadi Kam 11 Jun 2026, 09.10" in text
    assert decree.label in text


def test_who_may_not_decide_sees_why_and_no_button(office: Any) -> None:
    decree = draft(office)

    text = text_of(client_of(office, "dedi").get(f"{LIST}{decree.pk}/"))

    assert 'value="tetapkan"' not in text
    assert "Perubahan kalender ditetapkan oleh kepala biro" in text


def test_a_refused_decision_is_told(office: Any) -> None:
    decree = draft(office)

    response = client_of(office, "dedi").post(f"{LIST}{decree.pk}/", {"aksi": "tetapkan", "token": "T"})

    assert response.status_code == 422
    assert Decree.objects.get().state == "draf"


@pytest.fixture
def given_up(office: Any, monkeypatch: pytest.MonkeyPatch) -> Decree:
    """A decided decree whose worker has given up after the first of three deadlines."""
    monkeypatch.setattr(replanning, "PORTION", 1)
    monkeypatch.setattr("alur.actions.decrees.deciding.AT_ONCE", 1)
    for _ in range(3):
        waiting(office)
    decree = make.decreed(office, LEAVE, when="2026-06-08 12:00")
    replanning._replan_portion(decree, Calendars(), replanning.reach_of(decree), at=make.at("2026-06-08 12:01"))
    Job.objects.filter(task__endswith="replan_open_visits").update(state=JobState.DEAD)
    return decree


def test_the_administrator_runs_a_given_up_replanning_again(office: Any, given_up: Decree) -> None:
    client = client_of(office, "admin")
    assert 'value="lanjutkan"' in text_of(client.get(f"{LIST}{given_up.pk}/"))

    client.post(f"{LIST}{given_up.pk}/", {"aksi": "lanjutkan"})
    while queue.run_one("uji", timezone.now()):
        pass

    assert set(Visit.objects.open().values_list("due_at", flat=True)) == {make.at("2026-06-11 09:10")}
    assert "3 tenggat terbuka bergeser" in text_of(client.get(f"{LIST}{given_up.pk}/"))


def test_nobody_else_runs_it_again(office: Any, given_up: Decree) -> None:
    client = client_of(office, "kepala")

    response = client.post(f"{LIST}{given_up.pk}/", {"aksi": "lanjutkan"})

    assert response.status_code == 422
    assert "dijalankan lagi oleh administrator" in text_of(response)
    assert 'value="lanjutkan"' not in text_of(client.get(f"{LIST}{given_up.pk}/"))


def test_a_replanning_that_runs_is_not_started_twice(office: Any, given_up: Decree) -> None:
    Job.objects.filter(task__endswith="replan_open_visits").update(
        state=JobState.RUNNING, lease_until=timezone.now() + dt.timedelta(minutes=1)
    )

    reasons = why_not("resume_replanning", given_up, by=office.standing("admin"), at=timezone.now())

    assert reasons == ["Pekerja latar sedang menyesuaikan tenggat; muat ulang halaman untuk melihat kemajuannya."]


@pytest.mark.parametrize("who", ["admin", "dedi", "kepala"])
def test_the_page_and_the_refusal_say_the_same(office: Any, who: str) -> None:
    decree = draft(office)
    reasons = why_not("decide_decree", decree, by=office.standing(who), at=make.MONDAY)

    page = text_of(client_of(office, who).get(f"{LIST}{decree.pk}/"))
    refused = make.refusal(lambda: decide_decree(decree, by=office.standing(who), at=make.MONDAY, token=make.token()))

    assert [reason for reason in reasons if reason not in page] == []
    assert refused == reasons


def test_the_head_turns_a_draft_down(office: Any) -> None:
    decree = draft(office)

    client_of(office, "kepala").post(
        f"{LIST}{decree.pk}/", {"aksi": "tolak", "alasan": "Nomornya belum benar.", "token": "T"}
    )

    assert (Decree.objects.get().state, Decree.objects.get().reason) == ("ditolak", "Nomornya belum benar.")


def test_a_closed_visit_is_reckoned_on_the_version_that_judged_it(office: Any) -> None:
    visit = waiting(office)
    make.advance(office, visit, make.at("2026-06-10 09:00"))
    make.decreed(office, make.line("libur khusus", "2026-06-09", "Kantor ditutup"), when="2026-06-10 10:00")

    text = text_of(client_of(office, "auditor").get(f"/permintaan/{visit.case.number}/langkah/{visit.number}/tenggat/"))

    assert "Kantor ditutup" not in text
    assert "tidak dinilai lagi" in text


def test_the_administrator_is_warned_on_every_page_and_nobody_else(office: Any) -> None:
    today = timezone.localdate()
    ahead = {"starts_on": today + dt.timedelta(days=1), "ends_on": today + dt.timedelta(days=29)}
    Timetable.objects.create(name="Ramadan uji", hours={}, is_estimate=True, position=99, **ahead)

    warned = {
        who: "Tanggal Ramadan uji" in text_of(client_of(office, who).get("/sop/"))
        for who in ("admin", "kepala", "dedi")
    }

    assert warned == {"admin": True, "kepala": False, "dedi": False}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("28-12-2026", 'type="date" name="baris-0-date" value="2026-12-28"'),
        ("2026-02-30", 'type="text" name="baris-0-date" value="2026-02-30"'),
        ("besok", 'type="text" name="baris-0-date" value="besok"'),
    ],
    ids=["in another form", "no such day", "no date"],
)
def test_a_date_is_kept_so_that_the_browser_shows_it(office: Any, written: str, shown: str) -> None:
    response = client_of(office, "admin").post(NEW, typed(("cuti bersama", written, "Uji"), number=""))

    inputs = re.findall(r"<input[^>]*>", text_of(response))
    assert [shown in tag for tag in inputs if 'name="baris-0-date"' in tag] == [True]


def test_a_line_for_a_unit_is_loaded_from_a_file(office: Any) -> None:
    content = "tanggal;perubahan;nama;unit\n2026-12-28;libur khusus;HUT;rsnb\n"

    response = load(office, "libur.csv", content.encode())

    assert response.status_code == 200
    assert 'value="rsnb"' in text_of(response)


def test_a_zone_is_written_where_the_hours_are(office: Any) -> None:
    rows = [("zona waktu", "2026-06-08", "", "", "wit", "rsnb"), ("hari kerja", "2026-12-24", "", "", "", "rsnb")]

    client_of(office, "admin").post(NEW, typed(*rows))

    assert [(line.act, line.zone, line.unit.code) for line in DecreeLine.objects.select_related("unit")] == [
        ("zona waktu", "Asia/Jayapura", "rsnb"),
        ("hari kerja", "", "rsnb"),
    ]
