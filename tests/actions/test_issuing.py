"""Issuing: the PDF of a note or verdict, from the record, once, written down."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import Any

import pytest

from alur.actions.issuing import issue
from alur.papers.gathering import data_of
from alur.papers.typeset import seal
from alur.records import queue
from alur.records.models import Case, DocumentVersion, Entry, Job, JobState, SubjectKind
from alur.records.storage import open_file
from tests import make

LATER = make.at("2026-06-09 08:00")


def newest(case: Case, paper: str) -> DocumentVersion:
    versions = DocumentVersion.objects.filter(document__case=case, document__paper=paper)
    found = versions.select_related("document__case__letter__unit", "visit", "made_by").order_by("number").last()
    assert found is not None
    return found


def facts_of(data: dict[str, Any]) -> dict[str, list[str]]:
    return {row["label"]: row["lines"] for row in data["facts"]}


def test_issuing_keeps_the_pdf_with_its_version(office: Any):
    version = newest(make.case(office, at_step="3"), "catatan-penugasan")

    made = issue(version.pk, at=LATER)

    content = open_file(made.file_id).read()
    assert content.startswith(b"%PDF-")
    assert hashlib.sha256(content).hexdigest() == made.file_id
    assert (made.is_print, made.name) == (
        True,
        f"Catatan Penugasan {version.official_number.replace('/', '-')}.pdf",
    )


def test_issuing_is_written_down_with_hash_and_digest(office: Any):
    case = make.case(office, at_step="2")
    version = newest(case, "catatan-instruksi")

    made = issue(version.pk, at=LATER)

    line = Entry.objects.of(SubjectKind.CASE, case.pk).last()
    assert (line.kind, line.at, line.by) == ("terbit", LATER, None)
    assert line.data == {
        "paper": "catatan-instruksi",
        "version": 1,
        "number": version.official_number,
        "name": made.name,
        "sha256": made.file_id,
        "size": made.file.size,
        "digest": seal(data_of(version))["digest"],
    }


def test_a_version_is_issued_once(office: Any):
    case = make.case(office, at_step="2")
    version = newest(case, "catatan-instruksi")
    first = issue(version.pk, at=LATER)
    lines = Entry.objects.of(SubjectKind.CASE, case.pk).count()

    second = issue(version.pk, at=LATER + dt.timedelta(days=1))

    assert (second, Entry.objects.of(SubjectKind.CASE, case.pk).count()) == (first, lines)


def test_a_paper_that_is_uploaded_is_not_printed(office: Any):
    version = newest(make.case(office, at_step="4"), "hasil-analisis")

    with pytest.raises(ValueError, match="berkas"):
        issue(version.pk, at=LATER)


def test_performing_a_step_leads_to_its_paper(office: Any):
    case = make.case(office, at_step="2")

    job = queue.run_one("w1", make.at("2100-01-01 00:00"))

    assert (job.state, Job.objects.count()) == (JobState.DONE, 1)
    assert newest(case, "catatan-instruksi").files.get().is_print is True


def test_a_note_names_who_must_do_what_by_when(office: Any):
    case = make.case(office, at_step="3")

    data = data_of(newest(case, "catatan-penugasan"))

    instruction = newest(case, "catatan-instruksi")
    assert facts_of(data) == {
        "Kepada": ["Dedi, Pranata Komputer"],
        "Dari": ["Kasubbag PKDIK"],
        "Permintaan": [f"{case.number}, Perbaikan perhitungan masa kerja pada modul KGB"],
        "Surat permintaan": [f"{case.letter.number} tanggal 5 Juni 2026, RSUP Nusa Bakti"],
        "Dasar": [
            f"Catatan Instruksi {instruction.official_number} tanggal 8 Juni 2026;",
            "SOP OT.02.01/4/4739/2019, langkah 2",
        ],
    }
    assert data["deadline"] == {
        "outputs": ["Hasil analisis dan rancangan pengembangan/perbaikan aplikasi kepegawaian"],
        "standard": "900 menit kerja (2 hari kerja)",
        "due": "Rabu, 10 Juni 2026, 09.10 WIB",
    }
    assert data["attachments"] == [
        "Bahan analisis serta rancangan pengembangan/perbaikan aplikasi kepegawaian, versi 1 (23 bita)"
    ]
    assert data["approval"]["at"] == "Senin, 8 Juni 2026, 09.10 WIB"


def test_an_earlier_note_still_says_what_it_said(office: Any):
    case = make.case(office, at_step="3")
    note = newest(case, "catatan-penugasan")
    said = data_of(note)
    make.advance(office, make.open_visit(case), make.at("2026-06-08 10:00"))
    make.advance(office, make.open_visit(case), make.at("2026-06-08 11:00"))

    assert data_of(note) == said


def test_the_first_note_rests_on_the_procedure_alone(office: Any):
    data = data_of(newest(make.case(office, at_step="2"), "catatan-instruksi"))

    assert facts_of(data)["Dasar"] == ["SOP OT.02.01/4/4739/2019, langkah 1"]
    assert facts_of(data)["Kepada"] == ["Kasubbag PKDIK"]


@pytest.mark.django_db
def test_a_note_that_sends_back_lists_the_points(tmp_path: Path):
    procedure = tmp_path / "sop.toml"
    procedure.write_text(make.FIRST.read_text().replace(', hanya_bila = "disetujui"', ""))
    office = make.office(procedure)
    case = make.case(office, at_step="8")
    make.advance(office, make.open_visit(case), make.at("2026-06-08 14:00"), "dikoreksi", points=["Uji ulang."])

    data = data_of(newest(case, "catatan-instruksi-uji"))

    assert [(row["number"], row["text"], row["place"]) for row in data["points"]] == [("1", "Uji ulang.", "hal. 3")]


def test_a_verdict_prints_the_decision_and_every_point(office: Any):
    case = make.case(office, at_step="4")
    make.advance(office, make.open_visit(case), make.at("2026-06-08 10:00"), "dikoreksi")
    make.advance(office, make.open_visit(case), make.at("2026-06-08 11:00"))
    make.advance(office, make.open_visit(case), make.at("2026-06-08 11:30"), "disetujui")

    data = data_of(newest(case, "pemeriksaan-analisis"))

    assert data["verdict"] == "Disetujui"
    assert facts_of(data)["Putaran"] == ["ke-2"]
    assert facts_of(data)["Yang diperiksa"] == [
        "Hasil analisis dan rancangan pengembangan/perbaikan aplikasi kepegawaian, versi 2"
    ]
    assert data["points"] == [
        {
            "number": "1",
            "text": "Lengkapi bagian 3.",
            "place": "hal. 3",
            "answer": "Sudah diperbaiki.",
            "state": "Diterima",
            "reason": "",
        }
    ]


def test_an_earlier_verdict_still_says_what_it_said(office: Any):
    case = make.case(office, at_step="4")
    make.advance(office, make.open_visit(case), make.at("2026-06-08 10:00"), "dikoreksi")
    first = newest(case, "pemeriksaan-analisis")
    said = data_of(first)
    make.advance(office, make.open_visit(case), make.at("2026-06-08 11:00"))
    make.advance(office, make.open_visit(case), make.at("2026-06-08 11:30"), "disetujui")

    assert data_of(first) == said
    assert [row["state"] for row in said["points"]] == ["Baru"]
    assert issue(first.pk, at=LATER).is_print is True


def test_every_paper_of_the_whole_road_can_be_issued(office: Any):
    case = make.case(office, at_step="end")
    versions = DocumentVersion.objects.filter(document__case=case, form__in=("catatan", "periksa"))

    made = [issue(version.pk, at=LATER).name for version in versions]

    assert [name.partition(" OT")[0] for name in made] == [
        "Catatan Instruksi",
        "Catatan Penugasan",
        "Lembar hasil pemeriksaan",
        "Lembar hasil pemeriksaan",
        "Catatan Instruksi",
        "Catatan Penugasan",
    ]
