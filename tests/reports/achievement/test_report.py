"""A report says what the tables say, counted again by plain SQL; kept months say the same as counted ones."""

from __future__ import annotations

import datetime as dt
from statistics import median
from typing import Any

import pytest

from alur.actions.months import keep_month, rebuild_months
from alur.records.models import KeptFigures, KeptVisits
from alur.reports.achievement import Report, named_period, own_period, report_of
from alur.reports.achievement.process_map import process_map
from tests import make
from tests.reports.achievement import plain
from tests.reports.achievement.scenes import JULY, walk

WHOLE = (make.at("2026-01-01 00:00"), make.at("2026-07-01 00:00"))


def report(office: make.Office, key: str = "2026-S1", who: str = "kepala", at: dt.datetime = JULY) -> Report:
    period = named_period(key)
    assert period is not None
    return report_of(office.edition.procedure, period, office.standing(who, at.date()), at)


def figures(found: Report) -> tuple[Any, ...]:
    """All that a report says, to be compared."""
    kept = found.gathered.figures.kept()
    trend = [(line.month, line.count, line.on_time, line.lead) for line in found.trend]
    return found.totals, found.steps, found.checks, found.reasons, found.people, found.ages, trend, kept


def test_a_report_equals_plain_sql(busy: make.Office) -> None:
    found, procedure = report(busy), busy.edition.procedure_id

    by_step = {line.step.key: line for line in found.steps if line.count}
    assert {
        key: (line.count, line.median, line.p90, line.judged, line.on_time) for key, line in by_step.items()
    } == plain.steps(procedure, *WHOLE)
    assert (found.totals.first, found.totals.first_right) == plain.first_right(procedure, *WHOLE)
    assert {line.name: (line.closed, line.seconds) for line in found.people} == plain.people(procedure, *WHOLE)
    leads = [used for _, used in plain.rows(plain.ENDED, *WHOLE)]
    assert (found.totals.done, found.totals.lead) == (len(leads), int(median(leads)))
    assert found.points == sum(count for _, count in plain.rows(plain.POINTS, *WHOLE))
    assert [(found.totals.running,)] == plain.rows(plain.OPEN, WHOLE[1], WHOLE[1])


def test_the_process_map_equals_plain_sql(busy: make.Office) -> None:
    found = report(busy)
    moves = process_map(found.gathered, found.editions).lines

    counted: dict[tuple[str, str], int] = {}
    for line in moves:
        if line.count:
            counted[line.step.key, line.to] = counted.get((line.step.key, line.to), 0) + line.count

    assert counted == {(step, then or ""): count for step, then, count in plain.rows(plain.MOVES, *WHOLE)}


def test_departures_are_counted_by_kind(busy: make.Office) -> None:
    found = {str(kind): count for kind, count in report(busy).departures.items() if str(kind) != "lewat"}

    assert found == {
        "jeda": 1,
        "dikembalikan": 4,
        "ditarik-kembali": 1,
        "dialihkan": 1,
        "pengganti": 1,
        "kalender": 0,
        "batal": 1,
    }


def test_kept_months_say_what_was_counted(busy: make.Office) -> None:
    counted = figures(report(busy))

    written = rebuild_months(at=JULY)

    assert [f"{month:%Y-%m}" for month in written] == ["2026-05", "2026-06"]
    found = report(busy)
    assert (found.gathered.is_kept, figures(found) == counted) == (True, True)


def test_keeping_a_month_again_changes_nothing(busy: make.Office) -> None:
    values = ("month", "step", "decision", "round", "used", "waited", "late")

    keep_month(dt.date(2026, 5, 1), at=JULY)
    first = sorted(KeptVisits.objects.values_list(*values), key=str)
    keep_month(dt.date(2026, 5, 1), at=JULY)

    assert sorted(KeptVisits.objects.values_list(*values), key=str) == first


def test_a_closed_month_is_read_and_not_counted(busy: make.Office, django_assert_num_queries: Any) -> None:
    rebuild_months(at=JULY)
    KeptVisits.objects.filter(step="terima").update(late=0, judged=77)
    viewer, period = busy.standing("kepala"), named_period("2026-05")
    assert period is not None

    with django_assert_num_queries(8):
        found = report_of(busy.edition.procedure, period, viewer, JULY)

    assert found.steps[0].judged >= 77


def test_secret_requests_are_kept_apart_and_their_words_not_at_all(busy: make.Office) -> None:
    case, _ = walk(busy, make.at("2026-06-22 08:00"), until="4", security="SR")
    visit = make.open_visit(case)
    assert visit is not None
    make.advance(busy, visit, make.at("2026-06-25 08:00"), "dikoreksi", points=["Kata yang rahasia."])

    rebuild_months(at=JULY)

    secret = KeptFigures.objects.get(month=dt.date(2026, 6, 1), is_top_secret=True).figures
    assert secret["points"] == [["periksa-analisis", "wajib", "", 1]]
    assert "Kata yang rahasia." not in str([row.figures for row in KeptFigures.objects.all()])


@pytest.mark.parametrize("who", ["kepala", "auditor", "kabag", "kasubbag"])
def test_kept_or_counted_each_reader_gets_the_same(busy: make.Office, who: str) -> None:
    counted = figures(report(busy, who=who))
    rebuild_months(at=JULY)

    assert figures(report(busy, who=who)) == counted


@pytest.mark.parametrize("who", ["kepala", "auditor", "kabag", "dedi", "sari"])
def test_kept_or_counted_a_circle_stays_closed(busy: make.Office, who: str) -> None:
    walk(busy, make.at("2026-06-22 08:00"), until="4", security="SR")
    counted = figures(report(busy, who=who))
    rebuild_months(at=JULY)

    assert figures(report(busy, who=who)) == counted


def test_days_of_ones_own_cut_a_kept_month(busy: make.Office) -> None:
    rebuild_months(at=JULY)
    period, _ = own_period("2026-05-10", "2026-06-15")
    assert period is not None

    found = report_of(busy.edition.procedure, period, busy.standing("kepala"), JULY)

    by_step = {line.step.key: line.count for line in found.steps if line.count}
    edges = (make.at("2026-05-10 00:00"), make.at("2026-06-16 00:00"))
    assert by_step == {key: row[0] for key, row in plain.steps(busy.edition.procedure_id, *edges).items()}


def test_a_period_before_everything_is_empty(busy: make.Office) -> None:
    found = report(busy, "2025")

    assert (found.is_empty, found.findings[0].text) == (True, "Belum ada langkah yang selesai pada periode ini.")
