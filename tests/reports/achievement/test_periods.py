"""Periods, quantiles, findings and files of reports: what needs no database."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import pytest
from openpyxl import load_workbook

from alur.reports.achievement.files import as_csv, as_xlsx, neutral
from alur.reports.achievement.findings import Measured, findings
from alur.reports.achievement.periods import choices, named_period, own_period, period_around
from alur.reports.achievement.quantiles import middle, p90, share
from alur.reports.achievement.steps import CheckLine, StepLine
from alur.reports.achievement.tables import Table
from alur.sop import read
from tests import make

pytestmark = pytest.mark.once("sqlite")
PROCEDURE = read(make.FIRST.read_text()).procedure
assert PROCEDURE is not None


@pytest.mark.parametrize(
    ("key", "first", "last", "label", "before"),
    [
        ("2026-06", "2026-06-01", "2026-06-30", "Juni 2026", "2026-05"),
        ("2026-T1", "2026-01-01", "2026-03-31", "Triwulan I 2026", "2025-T4"),
        ("2026-S2", "2026-07-01", "2026-12-31", "Semester II 2026", "2026-S1"),
        ("2026", "2026-01-01", "2026-12-31", "Tahun 2026", "2025"),
    ],
)
def test_a_key_names_a_period_and_the_one_before(key: str, first: str, last: str, label: str, before: str) -> None:
    period = named_period(key)

    assert period is not None
    found = (period.first.isoformat(), period.last.isoformat(), period.label, period.before.key, period.key)
    assert found == (first, last, label, before, key)


@pytest.mark.parametrize("key", ["", "2026-13", "2026-00", "2026-T5", "2026-S3", "0001", "9999", "2026-6", "٢٠٢٦", "x"])
def test_anything_else_names_none(key: str) -> None:
    assert named_period(key) is None


def test_days_of_ones_own_are_compared_with_as_many_days_before() -> None:
    period, fault = own_period("2026-05-10", "2026-05-19")

    assert period is not None
    assert (fault, period.before.first, period.before.last) == ("", dt.date(2026, 4, 30), dt.date(2026, 5, 9))


@pytest.mark.parametrize(
    ("first", "last", "fault"),
    [
        ("", "2026-01-01", "Tulis kedua tanggal periode, misalnya 2026-01-01 sampai 2026-03-31."),
        ("2026-02-01", "2026-01-01", "Tanggal akhir lebih awal daripada tanggal mulai; tukar keduanya."),
        ("1990-01-01", "2026-01-01", "Periode paling lama sepuluh tahun; pilih yang lebih pendek."),
    ],
)
def test_days_that_make_no_period_are_told(first: str, last: str, fault: str) -> None:
    assert own_period(first, last) == (None, fault)


def test_the_choices_hold_the_running_period_of_each_kind() -> None:
    today = dt.date(2026, 11, 24)

    assert [periods[0] for _, periods in choices(today)] == [
        period_around(today, kind) for kind in ("semester", "triwulan", "bulan", "tahun")
    ]


@pytest.mark.parametrize(
    ("values", "median", "ninety"),
    [([], None, None), ([7], 7, 7), ([1, 2, 3, 10], 2, 10), (list(range(1, 11)), 5, 9), (list(range(1, 12)), 6, 10)],
)
def test_median_and_p90_are_those_of_the_values(values: list[int], median: int | None, ninety: int | None) -> None:
    assert (middle(values), p90(values)) == (median, ninety)


def test_a_share_of_nothing_is_none() -> None:
    assert (share(0, 0), share(2, 3)) == (None, 66.7)


def step_line(key: str, *, judged: int, on_time: int, waited: int = 0, before: float | None = None) -> StepLine:
    assert PROCEDURE is not None
    step = PROCEDURE.step(key)
    return StepLine(
        1,
        step,
        1,
        "Peran",
        False,
        judged,
        1200,
        600,
        1800,
        judged,
        on_time,
        waited,
        1000,
        10,
        before,
        20 if before else 0,
    )


def said(*steps: StepLine, checks: tuple[CheckLine, ...] = (), **more: object) -> list[str]:
    values: dict[str, object] = {
        "people": (),
        "ages": (),
        "reasons": (),
        "before": "Mei 2026",
        "lead": None,
        "leads": 0,
        "lead_before": None,
        "leads_before": 0,
    }
    return [item.text for item in findings(Measured(steps, checks, **(values | more)))]  # type: ignore[arg-type]


def test_a_step_under_the_goal_is_named_and_thin_ones_are_not_judged() -> None:
    found = said(step_line("terima", judged=10, on_time=7), step_line("analisis", judged=4, on_time=0))

    assert found == [
        "50% kunjungan langkah tepat waktu (7 dari 14).",
        "Langkah 1 (Menerima permintaan): 70% tepat waktu, p90 30 menit dari mutu baku 20 menit.",
        "Langkah 3 belum dinilai: kurang dari 5 kunjungan selesai.",
    ]


def test_a_period_is_compared_only_where_both_have_enough() -> None:
    found = said(step_line("terima", judged=20, on_time=20, before=90.0))

    assert found == [
        "100% kunjungan langkah tepat waktu (20 dari 20), naik 10 poin dari Mei 2026.",
        "Semua langkah dengan cukup data mencapai sedikitnya 85% tepat waktu.",
    ]


def test_a_check_that_sends_back_much_is_told_with_its_reason() -> None:
    assert PROCEDURE is not None
    check = CheckLine(1, PROCEDURE.step("periksa-analisis"), 10, 8, 4, 5, (4, 1, 0))
    reasons = (("periksa-analisis", "Contoh data kurang.", 3),)

    found = said(step_line("terima", judged=20, on_time=20), checks=(check,), reasons=reasons)

    assert found[-1] == (
        "Langkah 4 (Memeriksa analisis): 50% pemeriksaan pertama dikembalikan (4 dari 8); "
        "butir tersering “Contoh data kurang”, 3 kali."
    )


INJECTED = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1"]


@pytest.mark.parametrize("text", INJECTED)
def test_no_text_becomes_a_formula(text: str) -> None:
    table = Table("Alasan", "Alasan", ("Butir", "Kali"), [(text, -3)])

    book = load_workbook(BytesIO(as_xlsx([table], title="Uji")))
    cells = [cell for row in book["Alasan"].iter_rows(min_row=3) for cell in row]

    assert [(cell.data_type, str(cell.value)[:1]) for cell in cells] == [("s", "'"), ("n", "-")]
    assert as_csv([table]).decode("utf-8-sig").splitlines()[1].startswith(("Alasan;'", "Alasan;\"'"))


def test_numbers_are_left_as_they_are() -> None:
    assert [neutral(value) for value in (-1, 2.5, None, "12 menit")] == [-1, 2.5, None, "12 menit"]
