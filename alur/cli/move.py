"""`alur move`: brings all records into another database, mostly from SQLite to PostgreSQL, and proves them there."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator

from alur.cli import django
from alur.cli.figures import in_seconds


def add_to(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = groups.add_parser("move", help="pindahkan semua catatan ke basis data lain yang kosong, dan buktikan")
    parser.add_argument("address", metavar="DATABASE_URL", help="tujuan, misalnya postgresql://alur:sandi@mesin/alur")
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    django.start()
    if not django.has_office():
        return 1
    from alur.records.backup import BackupRefused
    from alur.records.backup.second import database_at, second_database

    try:
        with second_database(database_at(args.address)) as alias:
            return _move(alias, args.address)
    except BackupRefused as refusal:
        print(refusal, file=sys.stderr)
        return 1


def _move(alias: str, address: str) -> int:
    from django.utils import timezone

    from alur.actions.backups import record_backup
    from alur.records.models import BackupKind
    from alur.records.moving import move, why_not_move
    from alur.reports.backups import chain_breaks

    at, began = timezone.now(), time.monotonic()
    if reasons := why_not_move(alias, at=at):
        print("\n".join(reasons), file=sys.stderr)
        return 1
    moved = move(alias)
    problems = [*chain_breaks(alias), *_missing_files(alias)]
    seconds = time.monotonic() - began
    place = f"{_without_secret(address)}"
    record_backup(BackupKind.MOVE, at=at, seconds=seconds, place=place, faults=problems, using=alias)
    print(f"{moved.rows} baris dari {moved.tables} tabel dipindahkan dan dibandingkan dalam {in_seconds(seconds)}.")
    if problems:
        print("\n".join(problems), file=sys.stderr)
        return 1
    print(f"Semuanya cocok. Isi DATABASE_URL dengan alamat baru itu ({place}), lalu jalankan Alur dan alur verify.")
    return 0


def _missing_files(alias: str) -> Iterator[str]:
    """Files that the moved rows name and the storage does not have."""
    from django.core.files.storage import default_storage

    from alur.records.models import StoredFile
    from alur.records.storage import path_of

    for sha256 in StoredFile.objects.using(alias).filter(destroyed_at=None).values_list("pk", flat=True).iterator():
        try:
            if not default_storage.exists(path_of(sha256)):
                yield f"Berkas {sha256} tidak ada pada penyimpanan."
        except OSError as error:
            yield f"Penyimpanan berkas tidak dapat dihubungi ({error}); berkas selebihnya tidak diperiksa."
            return


def _without_secret(address: str) -> str:
    from urllib.parse import urlsplit

    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
