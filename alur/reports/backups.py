"""What is known of the backups: the last good one and its age, and whether one that lies somewhere would hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from alur.records.backup import BackupRefused, manifest, proving, tables
from alur.records.backup.dumping import load
from alur.records.backup.manifest import Manifest
from alur.records.backup.second import database_at, scratch_database, second_database
from alur.records.emptying import vouched
from alur.records.lines import Line, lines_of
from alur.records.models import Backup, BackupKind, BackupOutcome, Entry, SubjectKind
from alur.reports.verify.chain import chain_problems

DRILL_DAYS = 31


@dataclass(frozen=True, slots=True)
class LastBackup:
    """The last good backup, the last good drill, the newest act of either kind, and what should worry the operator."""

    backup: Backup | None
    drill: Backup | None
    newest: Backup | None
    age: dt.timedelta | None
    is_too_old: bool
    is_drill_due: bool
    sentences: Sequence[str]


def last_backup(at: dt.datetime) -> LastBackup:
    """How the office is kept, as of this instant; too old after ALUR_BACKUP_HOURS. Three queries."""
    good = Backup.objects.filter(outcome=BackupOutcome.GOOD).order_by("-at")
    backup = good.filter(kind=BackupKind.BACKUP).first()
    drill = good.filter(kind=BackupKind.DRILL).first()
    newest = Backup.objects.filter(kind__in=(BackupKind.BACKUP, BackupKind.DRILL)).order_by("-at", "-pk").first()
    age = at - backup.at if backup else None
    is_too_old = age is None or age > dt.timedelta(hours=settings.BACKUP_HOURS)
    is_drill_due = drill is None or at - drill.at > dt.timedelta(days=DRILL_DAYS)
    return LastBackup(
        backup, drill, newest, age, is_too_old, is_drill_due, list(_worries(age, is_too_old, is_drill_due, newest))
    )


def backup_problems(folder: Path, *, identities: list[Any], scratch: str = "") -> Iterator[str]:
    """What is wrong with a generation, each as a sentence; nothing when it can be restored and is whole.

    Its database is opened in a scratch place: a copy in the data folder, or a PostgreSQL database for a while.
    """
    try:
        sheet = manifest.read(folder)
        bent = list(proving.bent_members(folder, sheet))
        yield from bent
        if not any(manifest.FILES in sentence for sentence in bent):
            yield from proving.bent_files(folder, sheet, manifest.read_files(folder))
        newer = proving.unknown_migrations(folder, sheet)
        yield from newer
        if not newer and not any(sheet.database.name in sentence for sentence in bent):
            yield from _database_problems(folder, sheet, identities, scratch)
    except BackupRefused as refusal:
        yield str(refusal)
    except StopIteration:  # pragma: no cover - a manifest whose list of members lost the database
        yield f"{folder}: manifest tidak menyebut basis data."


def _database_problems(folder: Path, sheet: Manifest, identities: list[Any], scratch: str) -> Iterator[str]:
    with ExitStack() as stack:
        path = stack.enter_context(proving.opened(folder, sheet, identities))
        if sheet.engine == "sqlite":
            if fault := proving.sqlite_fault(path):
                yield fault
                return
            alias = stack.enter_context(second_database(database_at(f"sqlite:///{path}")))
        else:
            database = database_at(stack.enter_context(scratch_database(scratch)))
            alias = stack.enter_context(second_database(database))
            if tables.has_tables(connections[alias]):
                raise BackupRefused("Basis data pada --scratch sudah berisi; sebutkan yang kosong.")
            load(path, alias)
        yield from proving.bent_database(alias, sheet)
        if tables.known_migrations() - set(sheet.migrations):
            call_command("migrate", database=alias, verbosity=0, interactive=False)
        yield from chain_breaks(alias)


def chain_breaks(alias: str) -> Iterator[str]:
    """Sentences about chains of this database that do not hold."""
    lines = lines_of(Entry.objects.using(alias).order_by("subject_kind", "subject_id", "number"))
    for (kind, subject), chain in groupby(lines, key=lambda line: (line.subject_kind, line.subject_id)):
        for problem in chain_problems(chain) if kind == SubjectKind.OFFICE else _chain_of_a_case(list(chain)):
            yield f"{SubjectKind(kind).label} {subject}: {problem}."


def _chain_of_a_case(lines: list[Line]) -> Iterator[str]:
    """The same for a case or a letter, whose lines a lawful destruction may have emptied."""
    return chain_problems(lines, vouched(lines))


def _worries(age: dt.timedelta | None, is_too_old: bool, is_drill_due: bool, newest: Backup | None) -> Iterator[str]:
    if age is None:
        yield "Belum ada cadangan yang baik. Jalankan alur backup FOLDER, lalu jadwalkan setiap hari."
    elif is_too_old:
        hours = int(age.total_seconds() // 3600)
        yield f"Cadangan terakhir yang baik sudah {hours} jam; batasnya {settings.BACKUP_HOURS} jam."
    if newest and newest.outcome != BackupOutcome.GOOD:
        yield f"{newest.get_kind_display()} terakhir tidak baik: {newest.detail.partition(chr(10))[0]}"
    if is_drill_due:
        yield f"Belum ada uji pulih dalam {DRILL_DAYS} hari terakhir. Jalankan alur backup --drill FOLDER."
