"""What keeps this machine from serving as it is: faulty settings, a database or static files of another version."""

from __future__ import annotations

from django.conf import settings
from django.core.checks import Error, run_checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

SETUP = "Jalankan `./run --setup` di folder Alur"


def setting_faults() -> list[str]:
    """What is wrong with the settings, as sentences."""
    return [str(fault.msg) for fault in run_checks() if isinstance(fault, Error)]


def why_not_serve() -> list[str]:
    """Why the pages cannot be served; empty when they can, and also while the database is away: pages say so then."""
    return [*setting_faults(), *_static_faults(), *_table_faults()]


def _static_faults() -> list[str]:
    if (settings.STATIC_ROOT / "staticfiles.json").exists():
        return []
    return [f"Berkas tampilan belum disiapkan di {settings.STATIC_ROOT}. {SETUP}."]


def _table_faults() -> list[str]:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        if connection.vendor == "sqlite":  # a file is never away for a while
            return [f"Basis data {connection.settings_dict['NAME']} tidak dapat dibuka ({error}). {SETUP}."]
        return []
    if not waiting:
        return []
    return [f"Basis data belum disiapkan untuk versi ini ({len(waiting)} migrasi menunggu). {SETUP}, cadangkan dahulu."]
