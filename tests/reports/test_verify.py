"""The record verifies as it is; whatever is changed behind its back is named, and nothing else is."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Concat
from django.test.utils import CaptureQueriesContext

from alur.actions import assign, cancel, mark_seen, pause, recall, resume, withdraw
from alur.actions.issuing import issue
from alur.cli import main
from alur.records import triggers
from alur.records.models import (
    Case,
    CorrectionPoint,
    DocumentVersion,
    Edition,
    Entry,
    Letter,
    Pause,
    StoredFile,
    User,
    Visit,
    Voiding,
)
from alur.records.storage import path_of
from alur.reports.verify import Tally, orphans, verify
from tests import make

WAITING = "Menunggu akses server atau basis data"


@pytest.fixture
def case(office: Any) -> Case:
    """A case in its second round at step 3, with a point answered, a pause, a print and somebody's first look."""
    made = make.case(office, at_step="4")
    make.advance(office, make.open_visit(made), make.at("2026-06-08 10:00"), "dikoreksi")
    visit = make.open_visit(made)
    mark_seen(visit, by=office.standing("dedi"), at=make.at("2026-06-08 10:30"))
    pause(visit, WAITING, by=office.standing("dedi"), at=make.at("2026-06-08 11:00"), token=make.token())
    resume(visit, by=office.standing("dedi"), at=make.at("2026-06-08 14:00"), token=make.token())
    make.advance(office, visit, make.at("2026-06-08 15:00"))
    issue(DocumentVersion.objects.get(document__paper="catatan-instruksi").pk, at=make.at("2026-06-08 15:01"))
    return made


@pytest.fixture
def bend() -> Any:
    """Runs a statement that the triggers would have refused."""

    def run(statement: str, *values: object) -> None:
        triggers.remove(connection)
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
        triggers.install(connection)

    return run


def _entry(case: Case, number: int) -> Entry:
    return Entry.objects.get(subject_kind="permintaan", subject_id=case.pk, number=number)


def test_a_case_with_all_that_can_happen_in_a_step_verifies(case: Case) -> None:
    assert list(verify()) == []


def test_a_case_that_went_online_verifies(office: Any) -> None:
    make.case(office, at_step="end")

    assert list(verify()) == []


def test_recalled_reassigned_withdrawn_and_cancelled_cases_verify(office: Any) -> None:
    cases = [make.case(office, at_step="5") for _ in range(3)]
    visits = [make.open_visit(each) for each in cases]
    recall(visits[0], by=office.standing("kasubbag"), at=make.at("2026-06-08 10:00"), token=make.token())
    assignment = {"by": office.standing("kabag"), "at": make.at("2026-06-08 10:00"), "reason": "Cuti."}
    assign(visits[1], office.people["sari"], token=make.token(), **assignment)
    pause(visits[1], WAITING, by=office.standing("sari"), at=make.at("2026-06-08 10:10"), token=make.token())
    letter = {"letter_number": "S-1", "dated_on": make.MONDAY.date(), "reason": "Tidak jadi."}
    withdraw(cases[1], by=office.standing("petugas"), at=make.at("2026-06-08 11:00"), token=make.token(), **letter)
    ending = {"by": office.standing("kepala"), "at": make.at("2026-06-08 11:00"), "token": make.token()}
    cancel(cases[2], reason="Anggaran dialihkan.", **ending)

    assert list(verify()) == []


def test_a_recall_that_takes_points_and_answers_back_verifies(office: Any) -> None:
    case = make.case(office, at_step="4")
    make.advance(office, make.open_visit(case), make.at("2026-06-08 10:00"), "dikoreksi")
    make.advance(office, make.open_visit(case), make.at("2026-06-08 10:10"))
    make.advance(office, make.open_visit(case), make.at("2026-06-08 10:20"), "dikoreksi", points=["Satu lagi."])
    kasubbag, dedi = office.standing("kasubbag"), office.standing("dedi")
    recall(make.open_visit(case), by=kasubbag, at=make.at("2026-06-08 10:30"), token=make.token())
    make.advance(office, make.open_visit(case), make.at("2026-06-08 10:40"), "dikoreksi", points=["Ini saja."])
    make.advance(office, make.open_visit(case), make.at("2026-06-08 10:50"))
    recall(make.open_visit(case), by=dedi, at=make.at("2026-06-08 10:55"), token=make.token())

    assert list(verify()) == []


def test_it_counts_what_it_examined(case: Case) -> None:
    tally = Tally()

    list(verify(tally=tally))

    assert (tally.cases, tally.files) == (1, StoredFile.objects.count())
    assert tally.entries == Entry.objects.count()


def test_changed_data_of_an_entry_are_named(case: Case, bend: Any) -> None:
    data = "json_set(data, '$.note', 'lain')" if connection.vendor == "sqlite" else 'data || \'{"note": "lain"}\''

    bend(f"UPDATE records_entry SET data = {data} WHERE id = %s", _entry(case, 3).pk)

    assert list(verify()) == [f"{case.number}: isi catatan #3 (performed) diubah; sidik jarinya tidak cocok."]


def test_a_changed_instant_of_an_entry_is_named(case: Case, bend: Any) -> None:
    bend("UPDATE records_entry SET at = %s WHERE id = %s", make.at("2026-06-01 08:00"), _entry(case, 2).pk)

    assert list(verify()) == [f"{case.number}: isi catatan #2 (performed) diubah; sidik jarinya tidak cocok."]


def test_a_nip_added_to_a_line_of_the_clock_is_named(case: Case, bend: Any) -> None:
    """A line without a person is hashed without a NIP, so its digest would still fit."""
    line = Entry.objects.get(subject_id=case.pk, kind="terbit")

    bend("UPDATE records_entry SET by_nip = 'x' WHERE id = %s", line.pk)

    assert list(verify()) == [
        f"{case.number}: catatan #{line.number} (terbit) memuat NIP tanpa orang; NIP itu ditambahkan kemudian."
    ]


def test_a_deleted_entry_is_named(case: Case, bend: Any) -> None:
    bend("DELETE FROM records_entry WHERE id = %s", _entry(case, 4).pk)

    assert list(verify()) == [f"{case.number}: catatan #4 hilang."]


def test_a_deleted_last_entry_is_named_by_what_it_had_done(case: Case, bend: Any) -> None:
    last = Entry.objects.filter(subject_kind="permintaan", subject_id=case.pk).latest("number")

    bend("DELETE FROM records_entry WHERE id = %s", last.pk)

    assert [problem.partition(" pada tabel")[0] for problem in verify()] == [
        f"{case.number}: “Catatan Instruksi” versi 1: cetakan"
    ]


def test_an_entry_written_anew_no_longer_joins_the_next(case: Case, bend: Any) -> None:
    entry = _entry(case, 3)
    entry.data["note"] = "lain"

    bend(
        "UPDATE records_entry SET data = %s, hash = %s WHERE id = %s",
        Entry._meta.get_field("data").get_db_prep_value(entry.data, connection),
        entry.computed_hash(),
        entry.pk,
    )

    assert list(verify()) == [
        f"{case.number}: catatan #4 tidak menyambung pada catatan #3; salah satunya ditulis ulang."
    ]


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("due_at", make.at("2026-06-30 10:00"), "tenggat pada tabel (2026-06-30 10.00.00) berbeda dari"),
        ("decision", "dikoreksi", "keputusan pada tabel (dikoreksi) berbeda dari"),
        ("used_seconds", 7, "waktu terpakai (detik) pada tabel (7) berbeda dari"),
        ("is_late", True, "terlambat pada tabel (ya) berbeda dari"),
        ("closed_at", make.at("2026-06-30 10:00"), "saat ditutup pada tabel (2026-06-30 10.00.00) berbeda dari"),
        ("calendar_version", 9, "versi kalender pada tabel (9) berbeda dari"),
        ("round", 9, "putaran pada tabel (9) berbeda dari"),
        ("seen_at", make.at("2026-06-08 09:06"), "saat pertama dibaca pada tabel (2026-06-08 09.06.00) berbeda dari"),
    ],
)
def test_a_changed_visit_is_named(case: Case, column: str, value: object, sentence: str) -> None:
    Visit.objects.filter(case=case, number=2).update(**{column: value})

    problems = list(verify())

    assert len(problems) == 1
    assert problems[0].startswith(f"{case.number}: kunjungan 2: {sentence} catatan #")


def test_the_sentence_holds_both_values_and_the_entry(case: Case) -> None:
    Visit.objects.filter(case=case, number=1).update(due_at=make.at("2026-06-30 10:00"))

    assert list(verify()) == [
        f"{case.number}: kunjungan 1: tenggat pada tabel (2026-06-30 10.00.00) berbeda dari catatan #2 "
        "(2026-06-08 09.20.00)."
    ]


def test_an_inserted_visit_is_named(case: Case) -> None:
    row = Visit.objects.get(case=case, number=2)
    row.pk, row.number = None, 99
    row.save(force_insert=True)

    assert list(verify()) == [f"{case.number}: kunjungan 99 ada pada tabel, tetapi tidak ada catatannya."]


def test_a_changed_pause_is_named(case: Case) -> None:
    Pause.objects.update(ends_at=make.at("2026-06-08 15:00"))

    assert [problem.partition(" berbeda")[0] for problem in verify()] == [
        f"{case.number}: kunjungan 5: jeda 1: sampai pada tabel (2026-06-08 15.00.00)"
    ]


def test_the_changed_content_of_a_version_is_named(case: Case) -> None:
    DocumentVersion.objects.filter(document__paper="catatan-instruksi").update(content={"text": "lain"})

    assert [problem.partition(" berbeda")[0] for problem in verify()] == [
        f"{case.number}: “Catatan Instruksi” versi 1: isi pada tabel ({{'text': 'lain'}})"
    ]


def test_a_changed_official_number_is_named(case: Case) -> None:
    DocumentVersion.objects.filter(document__paper="catatan-instruksi").update(official_number="X/1")

    assert [problem.partition(" berbeda")[0] for problem in verify()] == [
        f"{case.number}: “Catatan Instruksi” versi 1: nomor naskah pada tabel (X/1)"
    ]


@pytest.mark.parametrize(
    ("column", "value", "label"), [("code", "000000000000", "kode periksa"), ("running", 9, "urutan nomor")]
)
def test_a_changed_mark_of_a_number_is_named(case: Case, column: str, value: object, label: str) -> None:
    DocumentVersion.objects.filter(document__paper="catatan-instruksi").update(**{column: value})

    assert [problem.partition(" berbeda")[0] for problem in verify()] == [
        f"{case.number}: “Catatan Instruksi” versi 1: {label} pada tabel ({value})"
    ]


def test_a_voiding_that_nobody_wrote_down_is_named(case: Case, office: Any) -> None:
    version = DocumentVersion.objects.get(document__paper="catatan-instruksi")
    kabag = office.people["kabag"]
    facts = {"reason": "isi", "note": "diam-diam", "voided_by": kabag, "voided_as": "Kabag"}
    Voiding.objects.create(version=version, voided_at=make.MONDAY, **facts)

    assert [problem.partition(" pada tabel")[0] for problem in verify()] == [
        f"{case.number}: “Catatan Instruksi” versi 1: pembatalan"
    ]


def test_changed_bytes_of_a_file_are_named_with_their_paper(case: Case) -> None:
    file = DocumentVersion.objects.get(document__paper="bahan-analisis").files.get()
    Path(settings.FILES_ROOT / path_of(file.file_id)).write_bytes(b"lain")

    problems = list(verify())

    assert len(problems) == 1
    assert problems[0].startswith(f"{case.number} “Bahan analisis serta rancangan")
    assert problems[0].endswith(f": isi berkasnya berbeda dari SHA-256-nya ({file.file_id[:12]}…).")


def test_a_missing_file_is_named(case: Case) -> None:
    sha256 = Letter.objects.get().scan_id
    Path(settings.FILES_ROOT / path_of(sha256)).unlink()

    problems = list(verify())

    assert len(problems) == 1
    assert problems[0].endswith(f": berkasnya ({sha256[:12]}…) tidak ada pada penyimpanan.")


def test_a_changed_result_of_a_case_is_named(office: Any) -> None:
    case = make.case(office, at_step="end")
    Case.objects.update(result="dibatalkan")

    problems = list(verify())

    assert [problem.partition(" berbeda")[0] for problem in problems] == [
        f"{case.number}: hasil pada tabel (dibatalkan)"
    ]


def test_a_changed_state_of_a_point_is_named(case: Case) -> None:
    CorrectionPoint.objects.update(state="diterima")

    assert [problem.partition(" berbeda")[0] for problem in verify()] == [
        f"{case.number}: butir koreksi 1: keadaan pada tabel (diterima)"
    ]


def test_a_case_whose_entries_are_gone_is_named_once(case: Case, bend: Any) -> None:
    bend("DELETE FROM records_entry WHERE subject_kind = 'permintaan'")

    assert list(verify()) == [f"{case.number}: tidak mempunyai catatan sama sekali."]


def test_a_number_that_nobody_has_is_named(case: Case) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE records_counter SET value = value + 1 WHERE name = 'permintaan/2026'")

    assert list(verify()) == ["Nomor P-2026-0002 pernah diberikan, tetapi tidak ada pada catatan mana pun."]


def test_a_counter_set_back_is_named(case: Case) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE records_counter SET value = 0 WHERE name = 'agenda/2026'")

    assert list(verify()) == ["Nomor agenda 1/2026 melampaui penghitungnya (0)."]


def test_a_changed_letter_is_named(case: Case) -> None:
    Letter.objects.update(summary="lain")

    assert [problem.partition(" berbeda")[0] for problem in verify()] == [
        "Surat agenda 1/2026: ringkasan pada tabel (lain)"
    ]


def test_a_changed_text_of_an_edition_is_named(case: Case) -> None:
    edition = Edition.objects.get()
    text = edition.text + "\n# lain\n"
    Edition.objects.update(text=text, sha256=hashlib.sha256(text.encode()).hexdigest())

    assert "SOP OT.02.01/4/4739/2019 edisi 1: naskahnya diubah sesudah diterbitkan." in list(verify())


def test_only_the_cases_asked_for_are_examined(office: Any) -> None:
    one, other = make.case(office), make.case(office)
    Case.objects.filter(pk=other.pk).update(title="lain")

    assert list(verify(Case.objects.filter(pk=one.pk))) == []
    assert len(list(verify(Case.objects.filter(pk=other.pk)))) == 1


def test_the_command_says_what_it_examined(case: Case, capsys: Any) -> None:
    code = main(["verify"])

    entries, files = Entry.objects.count(), StoredFile.objects.count()
    told = capsys.readouterr().out.splitlines()
    assert code == 0
    assert told[0].endswith("belum disegel; jalankan alur seal atau pekerja latar.")
    assert told[1:] == [f"1 permintaan, {entries} catatan, {files} berkas diperiksa: semuanya cocok."]


def test_the_command_names_what_is_wrong_and_ends_with_1(case: Case, capsys: Any) -> None:
    Case.objects.update(title="lain")

    code = main(["verify"])

    printed = capsys.readouterr()
    assert (code, "cocok" in printed.out) == (1, False)
    assert printed.err.startswith(f"{case.number}: hal pada tabel (lain) berbeda dari catatan #1 (Perbaikan")


def test_the_number_of_statements_does_not_grow_with_the_cases_of_a_portion(office: Any) -> None:
    make.case(office, at_step="2")
    with CaptureQueriesContext(connection) as one:
        list(verify())
    for _ in range(9):
        make.case(office, at_step="2")

    with CaptureQueriesContext(connection) as ten:
        list(verify())

    assert len(ten) == len(one)


def test_a_corrected_nip_leaves_old_lines_as_they_were(case: Case) -> None:
    User.objects.update(nip=Concat(Value("9"), "nip"))

    assert list(verify()) == []


def test_a_file_that_no_row_names_is_an_orphan_and_one_that_comes_in_is_not(office: make.Office) -> None:
    make.case(office)
    root = Path(settings.FILES_ROOT)
    for name in ("ab/cd/yatim", "incoming/tmp1"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"isi")

    assert orphans() == ["ab/cd/yatim"]
