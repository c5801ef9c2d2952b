"""What the case page reads: with how many statements, what it says of time, papers, record and reckoning."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alur.actions import mark_seen, pause, resume
from alur.actions.clock import calendar_version, office_calendar
from alur.records import triggers
from alur.records.models import Case, Entry, Letter, SubjectKind, Visit
from alur.reports.case_page import CasePage, describe, reckon_visit
from tests import make

pytestmark = pytest.mark.django_db


def described(office: make.Office, case: Case, who: str = "kasubbag", at: dt.datetime | None = None) -> CasePage:
    at = at or make.at("2026-06-08 10:00")
    version = calendar_version()
    calendar = office_calendar(version)
    return describe(case.number, office.standing(who, at.date()), at, calendar=calendar, version=version)


def statements(office: make.Office, case: Case, who: str = "kasubbag") -> int:
    calendar, standing = office_calendar(calendar_version()), office.standing(who)
    with CaptureQueriesContext(connection) as captured:
        describe(case.number, standing, make.at("2026-06-08 10:00"), calendar=calendar)
    return len(captured)


def test_a_case_that_is_not_visible_does_not_exist(office: make.Office) -> None:
    case = make.case(office)

    with pytest.raises(Case.DoesNotExist):
        described(office, case, "tamu")


@pytest.mark.parametrize("others", [0, 50, 500])
def test_the_number_of_statements_does_not_grow_with_the_cases(office: make.Office, others: int) -> None:
    case = make.case(office, "4")
    copies(office, case, others)

    assert statements(office, case) == 6


def copies(office: make.Office, case: Case, count: int) -> None:
    """Cases made straight in the tables, since only their number matters here."""
    letters = []
    for number in range(count):
        letter = Letter.objects.get(pk=case.letter_id)
        letter.pk, letter.token, letter.number, letter.agenda_number = None, None, f"S-{number}", 10_000 + number
        letters.append(letter)
    Letter.objects.bulk_create(letters)
    rows = []
    for number, letter in enumerate(letters):
        row = Case.objects.get(pk=case.pk)
        row.pk, row.number, row.letter = None, f"X-{number}", letter
        rows.append(row)
    Case.objects.bulk_create(rows)
    role = office.edition.procedure.roles.first()
    visits = [Visit(case=row, number=1, step="terima", role=role, opened_at=make.MONDAY) for row in rows]
    Visit.objects.bulk_create(visits)


@pytest.mark.parametrize("lines", [1, 50, 500])
def test_the_number_of_statements_does_not_grow_with_the_record(office: make.Office, lines: int) -> None:
    case = make.case(office, "4")
    lengthen(office, case, lines)

    assert statements(office, case) == 6


def lengthen(office: make.Office, case: Case, lines: int) -> None:
    for _ in range(lines):
        Entry.objects.append(
            "seen", subject=(SubjectKind.CASE, case.pk), at=make.MONDAY, by=office.people["kabag"], data={"visit": 1}
        )


def test_the_record_shows_its_last_fifty_lines(office: make.Office) -> None:
    case = make.case(office, "4")
    lengthen(office, case, 60)

    record = described(office, case).record

    assert (len(record.lines), record.total, record.older) == (50, 64, 14)


def test_a_whole_chain_is_found_whole(office: make.Office) -> None:
    case = make.case(office, "8")

    assert described(office, case).record.broken_at is None


def test_a_line_changed_behind_the_back_is_named(office: make.Office) -> None:
    case = make.case(office, "4")
    triggers.remove(connection)
    Entry.objects.filter(subject_id=case.pk, subject_kind=SubjectKind.CASE, number=2).update(acting_as="Orang lain")
    triggers.install(connection)

    assert described(office, case).record.broken_at == 2


def test_lines_tell_what_happened_newest_first(office: make.Office) -> None:
    case = make.case(office, "4")
    visit = make.open_visit(case)
    assert visit is not None
    make.advance(office, visit, make.at("2026-06-08 10:00"), "dikoreksi")

    titles = [line.title for line in described(office, case).record.lines]

    assert titles == [
        "Dikoreksi, 1 butir koreksi",
        "Hasil analisis dan rancangan pengembangan/perbaikan aplikasi kepegawaian diserahkan",
        "Catatan Penugasan dan Bahan analisis serta rancangan pengembangan/perbaikan aplikasi kepegawaian diserahkan",
        "Catatan Instruksi diserahkan",
        "Permintaan dibuka",
    ]


def test_a_stand_in_signs_as_one(office: make.Office) -> None:
    office.appoint("wati", role="kabag", kind="plh", stands_for="kabag")
    case = make.case(office)
    visit = make.open_visit(case)
    assert visit is not None
    make.advance(office, visit, make.at("2026-06-08 09:10"), by="wati")

    assert described(office, case).record.lines[0].who == "Wati, Plh. Kabag Mutasi & PKP, a.n. Kabag"


CLOCKS: list[tuple[str, str, str]] = [
    ("2026-06-08 09:15", "calm", "sisa 120 menit kerja"),
    ("2026-06-08 10:45", "warn", "sisa 30 menit kerja"),
    ("2026-06-08 11:14", "warn", "sisa 1 menit kerja"),
    ("2026-06-08 14:13", "late", "lewat 118 menit kerja"),
    ("2026-06-09 11:15", "late", "lewat 1 hari kerja (450 menit kerja)"),
]


@pytest.mark.parametrize(("at", "tone", "headline"), CLOCKS)
def test_the_clock_speaks_in_working_time(office: make.Office, at: str, tone: str, headline: str) -> None:
    case = make.case(office, "4")

    clock = described(office, case, at=make.at(at)).clock

    assert clock is not None
    assert (clock.tone, clock.headline) == (tone, headline)


def test_a_paused_clock_says_since_when(office: make.Office) -> None:
    case = make.case(office, "3")
    pause_at(office, case, "2026-06-08 09:40")

    clock = described(office, case, at=make.at("2026-06-08 15:00")).clock

    assert clock is not None
    assert (clock.tone, clock.headline) == ("hold", "dijeda sejak hari ini, 09.40")


def pause_at(office: make.Office, case: Case, at: str) -> None:
    visit = make.open_visit(case)
    assert visit is not None
    reason = office.edition.document.step(visit.step).pause_reasons[0]
    pause(visit, reason, by=office.standing("dedi"), at=make.at(at), token=make.token())


def test_what_follows_by_itself_is_quiet_in_the_record(office: make.Office) -> None:
    case = make.case(office, "2")
    visit = make.open_visit(case)
    assert visit is not None
    mark_seen(visit, by=office.standing("kasubbag"), at=make.at("2026-06-08 09:30"))

    lines = described(office, case).record.lines

    assert [(line.entry.kind, line.is_quiet) for line in lines] == [
        ("seen", True),
        ("performed", False),
        ("opened", False),
    ]
    assert lines[0].detail == ("langkah 2",)


def resume_at(office: make.Office, case: Case, at: str) -> None:
    visit = make.open_visit(case)
    assert visit is not None
    resume(visit, by=office.standing("dedi"), at=make.at(at), token=make.token())


def test_the_short_reckoning_adds_up_to_the_standard(office: make.Office) -> None:
    case = make.case(office, "4")

    rows = [(line.label, line.hours, line.minutes) for line in described(office, case).why.lines]

    assert rows == [("Sen 8 Jun", "09.15–11.15", "120 menit")]


def test_the_days_of_a_short_reckoning_add_up_when_it_begins_between_two_minutes(office: make.Office) -> None:
    case = make.case(office, "4", when=make.at("2026-06-08 14:03:36"))

    rows = [line.minutes for line in described(office, case).why.lines]

    assert rows == ["101 menit", "19 menit"]


def test_a_long_reckoning_is_folded_in_the_middle(office: make.Office) -> None:
    case = make.case(office, "5")

    labels = [line.label for line in described(office, case).why.lines]

    assert labels == [
        "Sen 8 Jun",
        "Sel 9 Jun",
        "Rab 10 Jun",
        "15 hari kerja lain",
        "Jum 3 Jul",
        "Sen 6 Jul",
        "Sel 7 Jul",
    ]


def test_papers_say_their_state(office: make.Office) -> None:
    case = make.case(office, "4")

    papers = [(paper.key, paper.tag, len(paper.versions)) for paper in described(office, case).papers]

    assert papers == [
        ("hasil-analisis", "diperiksa", 1),
        ("catatan-penugasan", "terbit", 1),
        ("bahan-analisis", "terlampir", 1),
        ("catatan-instruksi", "terbit", 1),
        ("surat-permintaan", "terbit", 1),
        ("pemeriksaan-analisis", "", 0),
    ]


def test_a_new_version_stands_before_the_old_one(office: make.Office) -> None:
    case = make.case(office, "4")
    for when, decision in [("2026-06-08 09:30", "dikoreksi"), ("2026-06-08 09:40", "")]:
        visit = make.open_visit(case)
        assert visit is not None
        make.advance(office, visit, make.at(when), decision)

    paper = next(item for item in described(office, case).papers if item.key == "hasil-analisis")

    assert [line.version.number for line in paper.versions] == [2, 1]


def test_the_input_of_a_step_is_the_paper_that_came_before(office: make.Office) -> None:
    case = make.case(office, "3")

    inputs = [(item.text, item.paper.key if item.paper else "") for item in described(office, case, "dedi").inputs]

    assert [key for _, key in inputs] == ["catatan-penugasan", "bahan-analisis"]


@pytest.mark.parametrize(("who", "is_mine"), [("dedi", True), ("sari", False), ("kasubbag", False), ("auditor", False)])
def test_the_turn_is_the_assignees(office: make.Office, who: str, is_mine: bool) -> None:
    case = make.case(office, "3")

    assert described(office, case, who).is_mine == is_mine


def test_the_marks_tell_used_and_standard_time(office: make.Office) -> None:
    case = make.case(office, "3")

    marks = [(mark.state, mark.time) for mark in described(office, case).marks]

    assert marks == [
        ("done", "5/20 menit"),
        ("done", "5/10 menit"),
        ("now", "baku 900 menit"),
        ("open", "baku 120 menit"),
        ("open", "baku 9.000 menit"),
        ("open", "baku 120 menit"),
        ("unreadable", "lewat otomatis"),
        ("open", "baku 900 menit"),
        ("open", "baku 10 menit"),
        ("open", "baku 90 menit"),
    ]


def reckoned(office: make.Office, case: Case, at: str, number: int | None = None) -> Any:
    visit = make.open_visit(case)
    number = number or (visit.number if visit else 0)
    calendar = office_calendar(calendar_version())
    return reckon_visit(case.number, number, office.standing("auditor"), make.at(at), calendar_of=lambda _: calendar)


def test_the_reckoning_ends_with_the_standard_on_the_due_day(office: make.Office) -> None:
    case = make.case(office, "5")

    page = reckoned(office, case, "2026-06-09 08:20")

    assert (page.rows[-1].label, page.rows[-1].total, page.rows[-1].look) == ("Sel 7 Jul", "9.000", "du")


def test_a_reckoning_says_how_long_the_due_time_has_passed(office: make.Office) -> None:
    case = make.case(office, "4")

    lefts = [reckoned(office, case, at).left for at in ("2026-06-08 11:00", "2026-06-08 11:45")]

    assert lefts == ["sisa 15", "lewat 30"]


def test_weekends_are_folded_and_days_off_have_their_decree(office: make.Office) -> None:
    case = make.case(office, "5")

    rows = {row.label: row for row in reckoned(office, case, "2026-06-09 08:20").rows}

    assert rows["Sab–Min 13–14 Jun"].look == "we"
    assert [(r.tag, r.strong) for r in rows["Sel 16 Jun"].remarks] == [("Libur nasional", "Tahun Baru Islam")]
    assert rows["Sel 16 Jun"].remarks[0].second != ""


def test_today_says_how_much_of_it_has_passed(office: make.Office) -> None:
    case = make.case(office, "5")

    rows = {row.label: row for row in reckoned(office, case, "2026-06-09 08:20").rows}

    assert rows["Sel 9 Jun"].remarks[-1].tag == "hari ini, 50 menit sampai 08.20"


def test_a_pause_is_a_row_with_its_reason_and_moves_the_due(office: make.Office) -> None:
    case = make.case(office, "3")
    pause_at(office, case, "2026-06-08 10:00")
    resume_at(office, case, "2026-06-08 14:00")

    page = reckoned(office, case, "2026-06-09 08:00")

    assert page.paused == "180"
    assert page.rows[0].hours == ("09.10–10.00", "14.00–16.00")
    assert [remark.strong for remark in page.rows[0].remarks] == ["mulai 09.10", "mulai 10.00, selesai 14.00"]
    assert page.rows[-1].remarks[0].strong == "tenggat 13.10"


def test_a_paused_step_is_due_where_its_table_ends(office: make.Office) -> None:
    case = make.case(office, "3")
    pause_at(office, case, "2026-06-08 10:00")

    page = reckoned(office, case, "2026-06-09 08:00")

    assert page.due == make.at("2026-06-10 15:40")
    assert page.rows[1].remarks[0].strong == "masih berlangsung"
    assert page.rows[-1].remarks[0].strong == "tenggat 15.40"


def test_a_closed_visit_keeps_what_was_judged(office: make.Office) -> None:
    case = make.case(office, "4")

    page = reckoned(office, case, "2026-07-01 08:00", number=3)

    assert (page.used, page.visit.is_late) == ("5", False)


def test_the_reckoning_of_a_case_that_is_not_visible_does_not_exist(office: make.Office) -> None:
    case = make.case(office, "4")
    calendar = office_calendar(calendar_version())

    with pytest.raises(Case.DoesNotExist):
        reckon_visit(case.number, 1, office.standing("tamu"), make.MONDAY, calendar_of=lambda _: calendar)
