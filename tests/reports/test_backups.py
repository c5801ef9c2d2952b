"""How old the last good backup is, and what worries the operator."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from alur.actions.backups import record_backup
from alur.records.models import Backup, BackupKind
from alur.reports.backups import last_backup
from tests import make

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def recorded(hours_ago: int, kind: BackupKind = BackupKind.BACKUP, faults: list[str] | None = None) -> Backup:
    at = make.MONDAY - hours_ago * HOUR
    return record_backup(kind, at=at, seconds=1.5, place="/mnt/cadangan/satu", faults=faults or [])


def test_an_office_without_backups_is_told_so() -> None:
    last = last_backup(make.MONDAY)

    assert (last.backup, last.drill, last.is_too_old, last.is_drill_due) == (None, None, True, True)
    assert list(last.sentences) == [
        "Belum ada cadangan yang baik. Jalankan alur backup FOLDER, lalu jadwalkan setiap hari.",
        "Belum ada uji pulih dalam 31 hari terakhir. Jalankan alur backup --drill FOLDER.",
    ]


def test_a_backup_of_26_hours_is_in_time_and_one_of_27_too_old() -> None:
    drill, backup = recorded(30, BackupKind.DRILL), recorded(26)

    last, later = last_backup(make.MONDAY), last_backup(make.MONDAY + HOUR)

    assert (last.backup, last.drill, last.is_too_old, list(last.sentences)) == (backup, drill, False, [])
    assert list(later.sentences) == ["Cadangan terakhir yang baik sudah 27 jam; batasnya 26 jam."]


def test_a_failed_backup_does_not_count_and_is_told() -> None:
    recorded(30, BackupKind.DRILL)
    good = recorded(20)
    recorded(1, faults=["Cakram tujuan cadangan penuh.", "lain"])

    last = last_backup(make.MONDAY)

    assert last.backup == good
    assert list(last.sentences) == ["Cadangan terakhir tidak baik: Cakram tujuan cadangan penuh."]


def test_it_takes_three_queries() -> None:
    recorded(1)

    with CaptureQueriesContext(connection) as queries:
        last_backup(make.MONDAY)

    assert len(queries) == 3


def test_a_failed_night_cannot_be_made_a_good_one() -> None:
    night: Any = recorded(1, faults=["Penuh."])

    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        Backup.objects.filter(pk=night.pk).update(outcome="baik")

    assert str(refused.value).partition("\n")[0] == "riwayat cadangan tidak dapat diubah atau dihapus"
