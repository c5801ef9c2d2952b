"""Why records cannot be moved now: somebody is at work, the other place is not empty, a table is not known."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection, connections

from alur.records.backup.tables import SHADOWS, known_migrations, migrations
from alur.records.models import Heartbeat

ALIVE = dt.timedelta(seconds=30)
SEARCH, APPLIED = "case_search", "django_migrations"
KEPT = ("records_entry", "records_user", "records_storedfile", "records_securityevent")


def why_not_move(alias: str, *, at: dt.datetime) -> list[str]:
    """Sentences; nothing when all records can be moved to the database of this alias."""
    target = connections[alias]
    try:
        there = target.introspection.table_names()
    except DatabaseError as error:
        return [f"Basis data tujuan tidak dapat dibuka: {str(error).strip().splitlines()[0]}"]
    reasons = []
    if _is_same(target):
        return ["Basis data tujuan sama dengan yang sekarang dipakai."]
    if any(_has_rows(target, table) for table in KEPT if table in there):
        reasons.append("Basis data tujuan sudah berisi; pemindahan hanya ke basis data kosong.")
    if there and APPLIED not in there:
        reasons.append(f"Basis data tujuan memuat tabel lain (misalnya {there[0]}); sebutkan yang kosong.")
    if Heartbeat.objects.filter(seen_at__gt=at - ALIVE).exists():
        reasons.append("Pekerja latar Alur masih berjalan. Hentikan Alur, tunggu setengah menit, lalu ulangi.")
    return reasons + _unknown()


def _unknown() -> list[str]:
    """A database of another version, or tables that no model knows and that would stay behind."""
    if set(migrations(connection)) != known_migrations():
        return ["Basis data ini belum disesuaikan dengan versi Alur ini. Jalankan ./run --setup lebih dahulu."]
    models = apps.get_models(include_auto_created=True)
    known = {model._meta.db_table for model in models} | {SEARCH, APPLIED}
    strange = [
        table
        for table in connection.introspection.table_names()
        if table not in known and not table.startswith(SHADOWS)
    ]
    if not strange:
        return []
    return [f"Tabel {', '.join(strange)} bukan milik Alur dan tidak akan ikut. Pindahkan atau hapus dahulu."]


def _has_rows(target: Any, table: str) -> bool:
    with target.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {target.ops.quote_name(table)} LIMIT 1")
        return cursor.fetchone() is not None


def _is_same(target: Any) -> bool:
    facts = ("ENGINE", "NAME", "HOST", "PORT")
    return all(str(target.settings_dict.get(key)) == str(connection.settings_dict.get(key)) for key in facts)
