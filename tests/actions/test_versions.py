"""Which version of a paper the next step gets: the approved one, also after a round of correction and a recall."""

from __future__ import annotations

from typing import Any

import pytest

from alur.actions import recall
from alur.actions.situation import situation_of
from alur.records.models import Case, DocumentVersion, Visit
from tests import make

PAPER = "hasil-analisis"


def go(office: Any, case: Case, decision: str = "") -> Visit:
    """Close the open visit, and give the next."""
    visit = make.open_visit(case)
    make.advance(office, visit, visit.opened_at, decision)
    return make.open_visit(case)


def given(visit: Visit) -> tuple[int, str]:
    """Number and state of the version that this step gets."""
    version = situation_of(visit).documents[PAPER].current
    return version.number, version.state


@pytest.fixture
def check(office: Any) -> Case:
    """A case at step 4, the check of the analysis."""
    return make.case(office, at_step="4")


def test_the_step_after_the_check_gets_the_approved_version(office: Any, check: Case) -> None:
    assert given(go(office, check, "disetujui")) == (1, "disetujui")


def test_the_maker_gets_the_corrected_version_back(office: Any, check: Case) -> None:
    assert given(go(office, check, "dikoreksi")) == (1, "dikoreksi")


def test_after_a_round_the_next_step_gets_the_version_that_was_approved(office: Any, check: Case) -> None:
    go(office, check, "dikoreksi")
    go(office, check)

    after = go(office, check, "disetujui")

    assert given(after) == (2, "disetujui")
    assert list(DocumentVersion.objects.filter(document__paper=PAPER).values_list("number", "state")) == [
        (1, "dikoreksi"),
        (2, "disetujui"),
    ]


def test_a_recalled_approval_approves_nothing(office: Any, check: Case) -> None:
    after = go(office, check, "disetujui")

    recall(after, by=office.standing("kasubbag"), at=after.opened_at, token="tarik")

    assert given(make.open_visit(check)) == (1, "diajukan")


def test_the_approved_analysis_stays_approved_to_the_end(office: Any) -> None:
    assert given(make.open_visit(make.case(office, at_step="10"))) == (1, "disetujui")
