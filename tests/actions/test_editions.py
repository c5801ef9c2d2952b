"""Publishing editions: checked before they run, the same text once, and a case keeps the edition it began under."""

from __future__ import annotations

from typing import Any

from alur.actions import publish
from alur.records.models import Edition, Entry
from tests import make

TEXT = make.FIRST.read_text()
LATER = make.at("2026-06-09 09:00")


def test_the_same_text_published_again_is_the_edition_that_it_is(office: Any) -> None:
    again = publish(TEXT, by=None, at=LATER)

    assert again == office.edition
    assert (Edition.objects.count(), Entry.objects.filter(kind="published").count()) == (1, 1)


def test_a_changed_text_is_the_next_edition(office: Any) -> None:
    second = publish(TEXT.replace("900 menit", "450 menit").replace("menit = 900 ", "menit = 450 "), by=None, at=LATER)

    assert (second.number, second.procedure) == (2, office.edition.procedure)


def test_an_open_case_keeps_the_edition_it_began_under(office: Any) -> None:
    case = make.case(office, at_step="2")
    office.edition = publish(
        TEXT.replace("900 menit", "450 menit").replace("menit = 900 ", "menit = 450 "), by=None, at=LATER
    )

    old = make.advance(office, make.open_visit(case), LATER).opened
    new = make.open_visit(make.case(office, at_step="3", when=LATER))

    assert (old.step, old.standard_seconds) == ("analisis", 900 * 60)
    assert (new.step, new.standard_seconds) == ("analisis", 450 * 60)


def test_a_text_that_cannot_run_is_refused_with_the_checkers_lines(db: None) -> None:
    text = TEXT.replace('ke = "kerjakan"', 'ke = "kerjakn"')

    reasons = make.refusal(lambda: publish(text, by=None, at=LATER, file="uji.toml"))

    line = text[: text.index('ke = "kerjakn"')].count("\n") + 1
    assert [reason for reason in reasons if reason.startswith(f"uji.toml:{line}: galat:")] == reasons[:1]
    assert Edition.objects.count() == 0


def test_a_draft_without_a_number_is_refused(db: None) -> None:
    reasons = make.refusal(lambda: publish(TEXT.replace("OT.02.01/4/4739/2019", "", 1), by=None, at=LATER))

    assert "naskah:1: galat: nomor SOP belum diisi; rancangan tanpa nomor tidak dapat terbit." in reasons
