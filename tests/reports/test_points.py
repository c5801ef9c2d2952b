"""All correction points of a case: by check and round, with everything said about each, narrowed as asked."""

from __future__ import annotations

import pytest

from alur.actions import recall
from alur.actions.handover import NewPoint, PointVerdict
from alur.records.models import Case
from alur.reports.points import PointFilter, PointList, points_of_case
from tests import make

pytestmark = pytest.mark.django_db
EVERYTHING = PointFilter()
NOT_YET = PointVerdict(False, "Tabel belum ada.")
POINTS = [NewPoint("Lengkapi bab 2.", "hal. 3, tabel 2"), NewPoint("Ringkas judul.", "hal. 1", is_strict=False)]


def go(office: make.Office, case: Case, decision: str = "", **handover: object) -> None:
    visit = make.open_visit(case)
    make.advance(office, visit, visit.opened_at, decision, **handover)


@pytest.fixture
def case(office: make.Office) -> Case:
    """Two rounds at step 4: the first answer was not yet right, and a new point was raised beside it."""
    made = make.case(office, at_step="4")
    go(office, made, "dikoreksi", points=POINTS)
    go(office, made, answers={1: "Sudah."})
    go(office, made, "dikoreksi", points=["Perbaiki gambar."], answers={}, verdicts={1: NOT_YET})
    go(office, made, answers={1: "Tabel ditambahkan.", 3: "Sudah."})
    return made


def listed(office: make.Office, case: Case, chosen: PointFilter = EVERYTHING) -> PointList:
    return points_of_case(case.number, office.standing("auditor"), chosen)


def numbers(found: PointList) -> list[tuple[str, int, list[int]]]:
    return [(r.step, r.visit.round, [story.point.number for story in r.stories]) for r in found.raisings]


def test_points_stand_under_the_check_and_round_that_raised_them(office: make.Office, case: Case) -> None:
    assert numbers(listed(office, case)) == [("Langkah 4", 1, [1, 2]), ("Langkah 4", 2, [3])]


def test_everything_said_about_a_point_is_told_in_order(office: make.Office, case: Case) -> None:
    story = listed(office, case).raisings[0].stories[0]

    assert [(turn.kind, turn.text, turn.who, turn.round) for turn in story.turns] == [
        ("jawaban", "Sudah.", "Dedi", 2),
        ("belum", "Tabel belum ada.", "Kasubbag", 2),
        ("jawaban", "Tabel ditambahkan.", "Dedi", 3),
    ]


def test_what_was_recalled_was_never_said(office: make.Office, case: Case) -> None:
    visit = make.open_visit(case)
    recall(visit, by=office.standing("dedi"), at=visit.opened_at, token="tarik")

    story = listed(office, case).raisings[0].stories[0]

    assert [turn.text for turn in story.turns] == ["Sudah.", "Tabel belum ada."]


def test_the_counts_are_of_all_points(office: make.Office, case: Case) -> None:
    found = listed(office, case, PointFilter(round=2))

    assert (found.total, found.shown, found.counts) == (
        3,
        1,
        (("belum dijawab", 1), ("dijawab", 2), ("berupa catatan", 1)),
    )


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        (PointFilter(round=1), [1, 2]),
        (PointFilter(state="terbuka"), [2]),
        (PointFilter(severity="wajib"), [1, 3]),
        (PointFilter(step="periksa-hasil"), []),
        (PointFilter(round=1, state="dijawab"), [1]),
    ],
    ids=["round", "state", "severity", "step", "two at once"],
)
def test_points_can_be_narrowed(office: make.Office, case: Case, chosen: PointFilter, shown: list[int]) -> None:
    found = listed(office, case, chosen)

    assert [story.point.number for raising in found.raisings for story in raising.stories] == shown


def test_a_case_that_is_not_to_be_seen_has_no_points(office: make.Office, case: Case) -> None:
    with pytest.raises(Case.DoesNotExist):
        points_of_case(case.number, office.standing("tamu"), EVERYTHING)
