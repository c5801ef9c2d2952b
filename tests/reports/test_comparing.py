"""Two versions of a paper against each other: which are taken, what was typed, files and pages."""

from __future__ import annotations

from typing import Any

import pytest

from alur.actions.handover import FileRef, PaperContent
from alur.records.models import Case, DocumentVersion
from alur.records.storage import store_bytes
from alur.reports.comparing import Comparison, compare
from tests import make
from tests.papers.test_pictures import pdf

pytestmark = pytest.mark.django_db
PAPER = "hasil-analisis"


def ref(name: str, content: bytes, media_type: str = "application/pdf") -> FileRef:
    return FileRef(store_bytes(content, media_type=media_type, at=make.MONDAY).sha256, name)


def hand_in(office: make.Office, case: Case, note: str, *files: FileRef) -> None:
    visit = make.open_visit(case)
    make.advance(office, visit, visit.opened_at, papers={PAPER: PaperContent({"note": note}, files)})


def two_rounds(office: make.Office, first: tuple[Any, ...], second: tuple[Any, ...]) -> Case:
    """A case whose step 3 was handed in twice, each time with this note and these files."""
    case = make.case(office, at_step="3")
    hand_in(office, case, *first)
    visit = make.open_visit(case)
    make.advance(office, visit, visit.opened_at, "dikoreksi")
    hand_in(office, case, *second)
    return case


def compared(office: make.Office, case: Case, **which: int) -> Comparison:
    return compare(case.number, PAPER, office.standing("kasubbag"), **which)


def fates(found: Comparison) -> list[tuple[int, int, str]]:
    pages = found.files[0].pages
    assert pages is not None
    return [(pair.before, pair.after, pair.fate) for pair in pages.pairs]


def test_the_last_two_versions_are_compared_unless_others_are_named(office: make.Office) -> None:
    case = two_rounds(office, ("Satu.", ref("a.pdf", pdf("A"))), ("Dua.", ref("a.pdf", pdf("A"))))

    found = compared(office, case)

    assert (found.before.number, found.after.number) == (1, 2)


def test_what_was_typed_is_compared_by_words(office: make.Office) -> None:
    same = ref("a.pdf", pdf("A"))
    case = two_rounds(office, ("Rancangan layar.", same), ("Rancangan layar baru.", same))

    field = compared(office, case).fields[0]

    assert (field.label, field.change.removed, field.change.added) == ("Keterangan", 1, 2)


def test_the_same_bytes_are_the_same_file_under_any_name(office: make.Office) -> None:
    case = two_rounds(office, ("x", ref("a.pdf", pdf("A"))), ("x", ref("b.pdf", pdf("A"))))

    found = compared(office, case)

    assert ([item.verdict for item in found.files], found.is_same) == (["berkas yang sama"], True)


def test_files_are_matched_by_name_before_their_order(office: make.Office) -> None:
    first = ("x", ref("a.pdf", pdf("A")), ref("b.pdf", pdf("B")))
    second = ("x", ref("b.pdf", pdf("B2")), ref("c.csv", b"1;2", "text/csv"))
    case = two_rounds(office, first, second)

    found = compared(office, case).files

    assert [(f.before and f.before.name, f.after and f.after.name, f.verdict) for f in found] == [
        ("b.pdf", "b.pdf", "isinya berbeda"),
        (None, "c.csv", "berkas baru"),
        ("a.pdf", None, "tidak ada lagi"),
    ]


def test_a_page_put_in_between_does_not_change_the_others(office: make.Office) -> None:
    case = two_rounds(office, ("x", ref("a.pdf", pdf("A", "C"))), ("x", ref("a.pdf", pdf("A", "B", "C"))))

    found = compared(office, case)

    assert fates(found) == [(1, 1, "sama"), (0, 2, "baru"), (2, 3, "sama")]


def test_a_changed_page_and_one_taken_away_are_named(office: make.Office) -> None:
    case = two_rounds(office, ("x", ref("a.pdf", pdf("A", "B", "C"))), ("x", ref("a.pdf", pdf("A2", "B"))))

    found = compared(office, case)

    assert fates(found) == [(1, 1, "berubah"), (2, 2, "sama"), (3, 0, "hilang")]


def test_long_pdfs_are_compared_as_far_as_it_goes(office: make.Office) -> None:
    long = ["Halaman"] * 201
    case = two_rounds(office, ("x", ref("a.pdf", pdf(*long))), ("x", ref("a.pdf", pdf("Lain", *long))))

    pages = compared(office, case).files[0].pages

    assert pages is not None
    assert (pages.before_total, pages.after_total, pages.compared) == (201, 202, 200)


def test_a_broken_pdf_leaves_the_rest_to_be_compared(office: make.Office) -> None:
    case = two_rounds(office, ("Satu.", ref("a.pdf", b"%PDF-1.4 isi")), ("Dua.", ref("a.pdf", pdf("A"))))

    found = compared(office, case)

    assert found.files[0].pages is not None
    assert (found.files[0].pages.refusal[:17], found.fields[0].change.added) == ("Berkas ini rusak ", 1)


def test_text_files_are_compared_by_their_words(office: make.Office) -> None:
    first = ("x", ref("data.csv", b"nip;golongan\n1;III/a\n", "text/csv"))
    case = two_rounds(office, first, ("x", ref("data.csv", b"nip;golongan\n1;III/b\n", "text/csv")))

    text = compared(office, case).files[0].text

    assert text is not None
    assert [piece.text for piece in text.pieces] == ["nip;golongan\n", "1;III/a\n", "1;III/b\n"]


def test_a_version_that_is_not_there_is_said_so(office: make.Office) -> None:
    case = two_rounds(office, ("x", ref("a.pdf", pdf("A"))), ("y", ref("a.pdf", pdf("A"))))

    with pytest.raises(DocumentVersion.DoesNotExist):
        compared(office, case, before=1, after=9)


def test_a_case_of_another_unit_is_not_compared(office: make.Office) -> None:
    case = make.case(office, at_step="4")

    with pytest.raises(Case.DoesNotExist):
        compare(case.number, PAPER, office.standing("tamu"))


def test_the_text_of_a_changed_page_is_compared_by_words(office: make.Office) -> None:
    case = two_rounds(office, ("x", ref("a.pdf", pdf("Masa kerja 12"))), ("x", ref("a.pdf", pdf("Masa kerja 14"))))

    pages = compared(office, case).files[0].pages

    assert pages is not None and pages.pairs[0].words is not None
    assert [piece.text for piece in pages.pairs[0].words.pieces] == ["Masa kerja ", "12", "14"]


def test_the_answers_given_with_the_newer_version_stand_beside_it(office: make.Office) -> None:
    same = ref("a.pdf", pdf("A"))
    case = two_rounds(office, ("Satu.", same), ("Dua.", same))

    found = compared(office, case).answers

    assert [(answer.point.text, answer.text) for answer in found] == [("Lengkapi bagian 3.", "Sudah diperbaiki.")]
