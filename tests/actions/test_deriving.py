"""Papers that follow from what happened: berita acara uji coba, bukti unggah, surat jawaban."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from alur.actions import cancel, withdraw
from alur.actions.deriving import answer_requester, report_release
from alur.actions.issuing import issue
from alur.papers.printed import kind_of
from alur.records import queue
from alur.records.models import Case, Document, DocumentVersion, Entry, Job, TemplateFault
from alur.records.storage import open_file
from alur.reports.verify import verify
from tests import make

LATER = make.at("2100-01-01 00:00")


def worked_off() -> None:
    """All jobs that wait."""
    while queue.run_one("w1", LATER):
        pass


def ended(office: Any) -> Case:
    case = make.case(office, at_step="end")
    worked_off()
    case.refresh_from_db()
    return case


def paper(case: Case, key: str) -> DocumentVersion:
    versions = DocumentVersion.objects.select_related("document__case__letter__unit", "made_by", "visit")
    return versions.get(document__case=case, document__paper=key)


def said(version: DocumentVersion) -> dict[str, Any]:
    return kind_of(version).gather(version)


def test_an_ended_case_has_three_more_papers_each_with_its_number_and_print(office: Any):
    case = ended(office)

    made = [paper(case, key) for key in ("berita-acara-uji-coba", "bukti-unggah", "surat-jawaban")]

    assert len({version.official_number for version in made} - {""}) == 3
    assert [version.files.get().is_print for version in made] == [True, True, True]
    assert [version.made_by for version in made] == [office.people["dedi"]] * 3


def test_the_record_still_proves_itself_with_derived_papers(office: Any):
    ended(office)

    assert list(verify()) == []


def test_a_derived_paper_that_is_not_in_the_record_is_found(office: Any):
    case = ended(office)
    DocumentVersion.objects.filter(document__case=case, form="jawaban").update(official_number="OT/9/9/2026")

    assert any("nomor naskah" in problem for problem in verify())


def test_running_the_tasks_again_makes_nothing_twice(office: Any):
    case = ended(office)
    before = DocumentVersion.objects.count(), Entry.objects.count()
    release = paper(case, "aplikasi-online")

    report_release.enqueue(release.pk, release.made_at.isoformat())
    answer_requester.enqueue(case.pk, LATER.isoformat())
    worked_off()

    assert (DocumentVersion.objects.count(), Entry.objects.count()) == before


def test_the_trial_report_lists_what_was_tested_and_what_it_rests_on(office: Any):
    case = ended(office)

    data = said(paper(case, "berita-acara-uji-coba"))

    assert data["opening"].startswith("Pada hari ini, Senin tanggal delapan bulan Juni tahun dua ribu dua puluh enam,")
    assert data["tests"] == [
        {"number": "1", "name": "Hitung masa kerja", "expected": "14 tahun", "result": "Lulus", "note": ""}
    ]
    assert data["conclusion"] == "Seluruh 1 butir uji lulus; sistem layak diunggah."
    assert data["references"][0] == "SOP OT.02.01/4/4739/2019"
    assert len(data["references"]) == 7


def test_the_release_record_tells_where_it_is_and_how_to_undo_it(office: Any):
    case = ended(office)

    data = said(paper(case, "bukti-unggah"))

    rows = {row["label"]: row["blocks"][0]["text"] for row in data["rows"]}
    assert rows["Server"] == "srv-simka-01"
    assert rows["Cara memulihkan"] == "Pasang kembali versi 2.3.0."
    assert [row["lines"] for row in data["seen"]][:2] == [["200"], ["SIMKA"]]


def test_the_answer_tells_the_requester_the_result(office: Any):
    case = ended(office)

    data = said(paper(case, "surat-jawaban"))

    assert data["result"] == "telah selesai dikerjakan"
    assert data["paragraphs"][0].startswith("Sistem Informasi Kepegawaian versi 2.3.1 dapat dibuka pada https://simka")
    assert data["copies"] == ["Kabag Mutasi & PKP", "Kasubbag PKDIK"]


def test_a_withdrawn_request_is_answered_with_the_letter_of_withdrawal(office: Any):
    case = make.case(office, at_step="3")
    at = make.at("2026-06-08 10:00")
    withdraw(
        case,
        by=office.standing("petugas"),
        at=at,
        letter_number="KP/9/2026",
        dated_on=timezone.localdate(at),
        reason="Sudah tidak perlu.",
        token=make.token(),
    )
    worked_off()

    data = said(paper(case, "surat-jawaban"))

    assert data["result"] == "diakhiri karena ditarik oleh Saudara"
    assert data["paragraphs"] == ["Pengakhiran ini sesuai surat penarikan Saudara nomor KP/9/2026 tanggal 8 Juni 2026."]
    assert data["reason"] == []


def test_a_cancelled_request_is_answered_with_the_reason(office: Any):
    case = make.case(office, at_step="3")
    at = make.at("2026-06-08 10:00")
    cancel(case, by=office.standing("kepala"), at=at, reason="Sudah ada aplikasi nasional.", token=make.token())
    worked_off()

    data = said(paper(case, "surat-jawaban"))

    assert (data["result"], data["reason"][0]["text"]) == ("dibatalkan", "Sudah ada aplikasi nasional.")
    assert data["approval"]["name"] == "Kepala"


def test_a_case_that_runs_has_no_answer(office: Any):
    case = make.case(office, at_step="3")

    answer_requester.enqueue(case.pk, LATER.isoformat())
    worked_off()

    assert "DoesNotExist" in Job.objects.get(task__endswith="answer_requester").error
    assert not Document.objects.filter(case=case, paper="surat-jawaban").exists()


def test_the_first_note_carries_the_lembar_disposisi_and_later_ones_do_not(office: Any):
    case = make.case(office, at_step="3")

    sheet = said(paper(case, "catatan-instruksi"))["disposition"]

    boxes = {box["label"]: box["text"] for box in sheet["boxes"]}
    assert boxes["Surat dari"] == "RSUP Nusa Bakti"
    assert boxes["Nomor agenda"] == f"{case.letter.agenda_number}/2026"
    assert sheet["forwarded_to"] == "Kasubbag PKDIK"
    assert said(paper(case, "catatan-penugasan"))["disposition"] is None


def test_a_verdict_tells_the_answers_of_each_round(office: Any):
    case = make.case(office, at_step="4")
    make.advance(office, make.open_visit(case), make.at("2026-06-08 10:00"), "dikoreksi")
    make.advance(office, make.open_visit(case), make.at("2026-06-08 11:00"))
    unmoved = {1: make.PointVerdict(False, "Contohnya belum ada.")}
    visit = make.open_visit(case)
    make.advance(office, visit, make.at("2026-06-08 11:10"), "dikoreksi", points=[], verdicts=unmoved)
    make.advance(office, make.open_visit(case), make.at("2026-06-08 11:20"))
    make.advance(office, make.open_visit(case), make.at("2026-06-08 11:30"))

    version = DocumentVersion.objects.filter(document__paper="pemeriksaan-analisis").order_by("-number")[0]
    data = said(version)

    assert data["rounds"] == [
        {
            "number": "1",
            "text": "Lengkapi bagian 3.",
            "rounds": [
                {
                    "round": "1",
                    "answer": "Sudah diperbaiki.",
                    "state": "Belum tepat",
                    "reason": "Contohnya belum ada.",
                },
                {"round": "2", "answer": "Sudah diperbaiki.", "state": "Diterima", "reason": ""},
            ],
        }
    ]


def test_a_template_that_the_office_broke_does_not_hold_a_case_up(office: Any, settings: Any, tmp_path: Any):
    settings.DATA = tmp_path
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "catatan.typ").write_text("#panic()")
    version = paper(make.case(office, at_step="2"), "catatan-instruksi")

    made = issue(version.pk, at=LATER)

    assert open_file(made.file_id).read(5) == b"%PDF-"
    assert [fault.template for fault in TemplateFault.objects.all()] == ["catatan"]


def test_a_fault_is_forgotten_once_the_template_works(office: Any, settings: Any, tmp_path: Any):
    settings.DATA = tmp_path
    TemplateFault.objects.create(template="catatan", message="rusak", found_at=LATER)
    version = paper(make.case(office, at_step="2"), "catatan-instruksi")

    issue(version.pk, at=LATER)

    assert list(TemplateFault.objects.all()) == []
