"""Binding: pages in their order, numbers through, bookmarks, tags; what cannot be bound is said instead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from alur.papers.attachments import PDF, Attachment
from alur.papers.binding import LOCKED, MISSING, UNREADABLE, bind
from alur.papers.structure import join_structure
from alur.papers.typeset import typeset
from alur.records.storage import store_bytes
from tests.papers.sample import MADE_AT, papers

pytestmark = pytest.mark.django_db
Told = list[tuple[list[int], dict[str, str]]]


def blank(pages: int, size: tuple[float, float] = (595, 842), **saving: object) -> bytes:
    with pikepdf.new() as pdf, BytesIO() as file:
        for _ in range(pages):
            pdf.add_blank_page(page_size=size)
        pdf.save(file, **saving)  # type: ignore[arg-type]
        return file.getvalue()


def kept(content: bytes, title: str = "Naskah") -> Attachment:
    row = store_bytes(content, media_type=PDF, at=MADE_AT)
    return Attachment(title, "versi 1", "naskah.pdf", row.sha256, row.size, PDF)


def bound(into: Path, items: Sequence[Attachment], told: Told | None = None) -> pikepdf.Pdf:
    def front(starts: Sequence[int], faults: Mapping[str, str]) -> bytes:
        if told is not None:
            told.append((list(starts), dict(faults)))
        return typeset("unggah", papers()["unggah"], made_at=MADE_AT)

    made = bind(front, items, into, label="Riwayat P-1", made_at=MADE_AT, progress=lambda done, total: None)
    pdf = pikepdf.open(into)
    assert len(pdf.pages) == made.pages
    return pdf


def test_the_front_is_told_where_each_file_begins(tmp_path: Path):
    told: Told = []

    bound(tmp_path / "x.pdf", [kept(blank(2)), kept(blank(3)), kept(blank(1))], told)

    assert told[-1] == ([2, 4, 7], {})


def test_what_cannot_be_bound_is_named_with_its_reason(tmp_path: Path):
    locked = kept(blank(1, encryption=pikepdf.Encryption(owner="a", user="b")))
    broken = kept(b"%PDF-1.7 rusak")
    gone = Attachment("Hilang", "", "hilang.pdf", "0" * 64, 1, PDF)
    told: Told = []

    pdf = bound(tmp_path / "x.pdf", [locked, broken, gone, kept(blank(1))], told)

    assert told[-1] == ([2], {locked.sha256: LOCKED, broken.sha256: UNREADABLE, gone.sha256: MISSING})
    assert len(pdf.pages) == 2


def test_every_page_has_its_number_whatever_its_size(tmp_path: Path):
    pdf = bound(tmp_path / "x.pdf", [kept(blank(1, (842, 595))), kept(blank(1, (60, 60)))])

    assert ["/Resources" in page.obj and "/XObject" in page.obj.Resources for page in pdf.pages] == [True] * 3


def test_bookmarks_lead_to_each_paper(tmp_path: Path):
    pdf = bound(tmp_path / "x.pdf", [kept(blank(2), "Catatan Instruksi"), kept(blank(1), "Bukti unggah")])

    with pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles == [
        "Sampul, daftar isi, dan kronologi",
        "Catatan Instruksi, versi 1",
        "Bukti unggah, versi 1",
    ]


def test_a_bundle_makes_no_claim_to_be_archival_and_is_without_fault(tmp_path: Path):
    pdf = bound(tmp_path / "x.pdf", [kept(blank(1))])

    marks = pdf.open_metadata()
    assert ("pdfaid:part" in marks, "pdfuaid:part" in marks) == (False, False)
    assert pdf.check_pdf_syntax() == []


def test_the_tags_of_bound_papers_are_kept(tmp_path: Path):
    paper = kept(typeset("jawaban", papers()["jawaban"], made_at=MADE_AT))

    pdf = bound(tmp_path / "x.pdf", [kept(blank(1)), paper, paper])

    tree = pdf.Root.StructTreeRoot
    assert len(tree.K) == 3
    numbers = [int(number) for number in list(tree.ParentTree.Nums)[::2]]
    assert numbers == sorted(set(numbers))
    tagged = [int(page.obj.StructParents) for page in pdf.pages if "/StructParents" in page.obj]
    assert len(tagged) == len(set(tagged)) == 3
    page_of = {number: tree.ParentTree.Nums[2 * place + 1][0].get("/Pg") for place, number in enumerate(numbers)}
    assert [page_of[number].objgen for number in tagged] == [pdf.pages[index].obj.objgen for index in (0, 2, 3)]


def test_tags_that_cannot_be_joined_are_left_out():
    paper = typeset("unggah", papers()["unggah"], made_at=MADE_AT)
    with pikepdf.open(BytesIO(paper)) as bundle, pikepdf.open(BytesIO(blank(1))) as source:
        source.Root.StructTreeRoot = source.make_indirect(pikepdf.Dictionary(K=pikepdf.Array([3]), ParentTree=7))
        source.pages[0].obj.StructParents = 0
        before = len(bundle.pages)
        bundle.pages.extend(source.pages)

        join_structure(bundle, source, before)

        assert "/StructParents" not in bundle.pages[-1].obj


def test_progress_goes_on_to_the_end(tmp_path: Path):
    told: list[tuple[int, int]] = []
    items = [kept(blank(1)), kept(blank(2))]
    front = typeset("unggah", papers()["unggah"], made_at=MADE_AT)

    bind(
        lambda starts, faults: front,
        items,
        tmp_path / "x.pdf",
        label="x",
        made_at=dt.datetime(2026, 11, 17, tzinfo=dt.UTC),
        progress=lambda done, total: told.append((done, total)),
    )

    assert told == sorted(told)
    assert told[-1] == (6, 6)
