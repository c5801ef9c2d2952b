"""Months are kept once they are over, by the worker or a command, and counted anew when something changes after."""

from __future__ import annotations

import datetime as dt

import pytest

from alur.actions import recall
from alur.actions.months import keep_month, keep_what_is_over, rebuild_months
from alur.records.models import Job, KeptFigures, KeptVisits
from alur.records.queue import run_one
from alur.reports.achievement import named_period, readable, report_of
from alur.reports.verify import verify
from tests import make
from tests.reports.achievement.scenes import JULY, walk


def test_a_bent_month_is_told_with_the_way_out(office: make.Office) -> None:
    walk(office, make.at("2026-05-04 09:00"), until="4")
    rebuild_months(at=JULY)
    assert list(verify()) == []
    KeptVisits.objects.filter(step="analisis", month=dt.date(2026, 5, 1)).update(late=9)

    assert list(verify()) == [
        "Laporan OT.02.01/4/4739/2019 bulan 2026-05: angka yang disimpan berbeda dari catatan; "
        "susun ulang dengan `alur report rebuild 2026-05`."
    ]


def test_a_month_that_is_not_over_is_not_kept(office: make.Office) -> None:
    with pytest.raises(ValueError, match="Bulan 2026-07 belum berakhir"):
        keep_month(dt.date(2026, 7, 1), at=JULY)


def test_the_worker_keeps_what_is_over_once(office: make.Office) -> None:
    walk(office, make.at("2026-05-04 09:00"), until="2")
    Job.objects.all().delete()

    asked = [keep_what_is_over(at=JULY), keep_what_is_over(at=JULY)]
    while run_one("uji", JULY + dt.timedelta(days=365)):
        pass

    assert [len(months) for months in asked] == [2, 0]
    assert KeptFigures.objects.values("month").distinct().count() == 2
    assert keep_what_is_over(at=JULY) == []


def test_a_recall_after_the_month_has_it_counted_anew(office: make.Office) -> None:
    when = make.at("2026-06-30 15:00")
    case, _ = walk(office, when, until="4", minutes=(1, 1, 1), seen=False)
    visit = make.open_visit(case)
    assert visit is not None
    make.advance(office, visit, when + dt.timedelta(minutes=10), "dikoreksi")
    rebuild_months(at=JULY)
    returned = make.open_visit(case)
    assert returned is not None

    recall(returned, by=office.standing("kasubbag"), at=JULY, token=make.token())
    bent = list(verify())
    while run_one("uji", JULY + dt.timedelta(days=365)):
        pass

    assert (len(bent), list(verify())) == (1, [])


def test_reports_are_read_by_those_who_check_or_assign(office: make.Office) -> None:
    people = ("kepala", "auditor", "kabag", "kasubbag", "dedi", "petugas", "pemohon", "admin")

    assert [who for who in people if readable(office.standing(who))] == ["kepala", "auditor", "kabag", "kasubbag"]


def test_few_data_are_called_few(office: make.Office) -> None:
    make.case(office, "3", make.at("2026-06-08 09:00"))
    period = named_period("2026-06")
    assert period is not None

    found = report_of(office.edition.procedure, period, office.standing("kepala"), JULY)

    assert [item.text for item in found.findings] == [
        "Baru 2 kunjungan langkah yang selesai pada periode ini; belum cukup untuk disimpulkan."
    ]
