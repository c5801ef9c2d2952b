"""Which reasons may pause a step, and on what terms: the procedure file names them, the office's list limits them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from alur.actions import pause, situation_of
from alur.actions.pause_reasons import PauseTerms, add_reason, retire_reason
from alur.records.models import Entry, Pause, PauseReason, Visit
from alur.records.models.pauses import PauseReason as Reason
from alur.reports.verify import verify
from tests import make

WAITING = "Menunggu akses server atau basis data"


def add(office: Any, name: str, *, needs: bool = False, days: int | None = None, who: str = "admin") -> Reason:
    terms = PauseTerms(name, needs, days)
    return add_reason(terms, by=office.standing(who), at=make.MONDAY, token=make.token())


def retire(office: Any, reason: Reason) -> None:
    retire_reason(reason, by=office.standing("admin"), at=make.MONDAY, token=make.token())


@pytest.fixture
def visit(office: Any) -> Visit:
    """Step 3, opened Monday 09.10."""
    visit = make.open_visit(make.case(office, at_step="3"))
    assert visit is not None
    return visit


def names(visit: Visit) -> list[str]:
    return list(situation_of(visit).pause_terms)


def press(office: Any, **values: Any) -> dict[str, Any]:
    return {"by": office.standing("dedi"), "at": make.at("2026-06-08 10:00"), "token": make.token(), **values}


def test_a_reason_that_the_file_names_needs_no_place_on_the_list(visit: Visit) -> None:
    assert situation_of(visit).pause_terms[WAITING] == PauseTerms(WAITING)


def test_the_list_gives_terms_to_a_reason_that_the_file_names(office: Any, visit: Visit) -> None:
    add(office, WAITING, needs=True, days=5)

    assert situation_of(visit).pause_terms[WAITING] == PauseTerms(WAITING, True, 5)


def test_a_retired_reason_is_no_longer_offered(office: Any, visit: Visit) -> None:
    retire(office, add(office, WAITING))

    assert WAITING not in names(visit)


def test_a_reason_of_the_list_does_not_reach_a_step_whose_file_does_not_take_it(office: Any, visit: Visit) -> None:
    add(office, "Menunggu perangkat baru")

    assert "Menunggu perangkat baru" not in names(visit)


def test_a_file_may_take_the_whole_list(db: None, tmp_path: Path) -> None:
    text = make.FIRST.read_text()
    file = tmp_path / "sop.toml"
    start, end = text.index("jeda = ["), text.index("]", text.index("jeda = [")) + 1
    file.write_text(f'{text[:start]}jeda = ["Gangguan listrik", "Daftar kantor"]{text[end:]}')
    office = make.office(file)
    add(office, "Menunggu perangkat baru", days=3)
    retire(office, add(office, "Menunggu tinta"))

    visit = make.open_visit(make.case(office, at_step="3"))

    assert names(visit) == ["Gangguan listrik", "Menunggu perangkat baru"]


def test_a_limited_reason_ends_the_pause_by_itself(office: Any, visit: Visit) -> None:
    add(office, WAITING, days=2)

    row = pause(visit, WAITING, **press(office))

    assert row.until == make.at("2026-06-10 10:00")


def test_a_set_end_beyond_the_limit_is_refused(office: Any, visit: Visit) -> None:
    add(office, WAITING, days=2)

    assert make.refusal(lambda: pause(visit, WAITING, **press(office, until=make.at("2026-06-10 10:01")))) == [
        f"“{WAITING}” paling lama 2 hari kerja; pilih akhir jeda paling lambat Rab 10 Jun 2026, 10.00."
    ]


def test_a_reason_that_requires_evidence_is_refused_without(office: Any, visit: Visit) -> None:
    add(office, WAITING, needs=True)

    assert make.refusal(lambda: pause(visit, WAITING, **press(office))) == [
        f"“{WAITING}” memerlukan bukti: sebut suratnya, unggah berkasnya, atau tulis keterangannya."
    ]


@pytest.mark.parametrize("evidence", ["letter", "file", "note"])
def test_a_letter_a_file_or_a_note_is_evidence(office: Any, visit: Visit, evidence: str) -> None:
    add(office, WAITING, needs=True)
    values = {"letter": make.letter(office), "file": make.file_ref("bukti.pdf"), "note": "Tiket 12."}

    pause(visit, WAITING, **press(office, **{evidence: values[evidence]}))

    row = Pause.objects.get()
    assert [bool(row.letter), bool(row.file), bool(row.note)] == [evidence == key for key in ("letter", "file", "note")]
    assert list(verify()) == []


def test_only_the_administrator_keeps_the_list(office: Any) -> None:
    assert make.refusal(lambda: add(office, WAITING, who="kepala")) == [
        "Daftar alasan jeda dikelola administrator; Anda tidak memegang tugas itu hari ini."
    ]


@pytest.mark.parametrize(
    ("name", "days", "sentence"),
    [
        (" x ", None, "Tulis alasan jedanya, sekurang-kurangnya 5 huruf."),
        ("Daftar  Kantor", None, "“Daftar kantor” adalah kata pada naskah SOP, bukan alasan; tulis alasannya."),
        ("Menunggu data", 0, "Paling lama ditulis antara 1 dan 250 hari kerja, atau dikosongkan."),
    ],
)
def test_a_reason_that_cannot_be_is_refused(office: Any, name: str, days: int | None, sentence: str) -> None:
    assert make.refusal(lambda: add(office, name, days=days)) == [sentence]


def test_a_reason_in_use_is_not_added_again(office: Any) -> None:
    add(office, "Menunggu data")

    assert make.refusal(lambda: add(office, "menunggu  DATA")) == [
        "“Menunggu data” sudah ada pada daftar; hentikan dahulu bila syaratnya hendak diganti."
    ]


def test_a_retired_reason_is_taken_up_again_with_new_terms(office: Any) -> None:
    retire(office, add(office, "Menunggu data"))

    add(office, "Menunggu data", needs=True, days=4)

    row = PauseReason.objects.get()
    assert (row.is_active, row.requires_evidence, row.longest_days) == (True, True, 4)


def test_every_change_of_the_list_is_in_the_record(office: Any) -> None:
    retire(office, add(office, "Menunggu data"))

    kinds = Entry.objects.filter(subject_kind="kantor").order_by("number").values_list("kind", flat=True)
    assert list(kinds)[-2:] == ["pause-reason-added", "pause-reason-retired"]


def test_a_list_changed_behind_the_record_is_named(office: Any) -> None:
    add(office, "Menunggu data", days=3)
    PauseReason.objects.update(longest_days=30)

    assert list(verify()) == ["Alasan jeda “Menunggu data”: tabel berbeda dari catatan kantor."]
