"""A second database beside the office's own: a copy that is examined, or the place that records move to."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import dj_database_url
from django.db import DatabaseError, connections

from alur.records.backup import BackupRefused

ALIAS = "kedua"


def database_at(url: str) -> dict[str, Any]:
    """Django's settings of the database at this address. Raises BackupRefused."""
    try:
        found: dict[str, Any] = dict(dj_database_url.parse(url))
    except ValueError:
        found = {}
    if not str(found.get("ENGINE", "")).endswith((".sqlite3", ".postgresql")) or not found.get("NAME"):
        raise BackupRefused(
            "Alamat basis data tidak dikenali. Bentuknya: postgresql://pengguna:sandi@mesin/nama atau sqlite:////berkas."
        )
    if found["ENGINE"].endswith(".sqlite3"):
        found["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20}
    return found


@contextmanager
def second_database(database: dict[str, Any], alias: str = ALIAS) -> Iterator[str]:
    """The alias under which the database can be asked, until the block ends."""
    others = {"default": dict(connections.settings["default"]), alias: dict(database)}
    connections.settings[alias] = connections.configure_settings(others)[alias]
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.settings[alias]


@contextmanager
def scratch_database(url: str) -> Iterator[str]:
    """The address of an empty PostgreSQL database: this one, or else one made beside the office's own for a while.

    Raises BackupRefused when neither can be had.
    """
    if url:
        yield url
        return
    own = connections["default"]
    if own.vendor != "postgresql":
        raise BackupRefused(
            "Cadangan ini dari PostgreSQL. Sebutkan basis data PostgreSQL yang kosong: --scratch ALAMAT."
        )
    name = f"alur_uji_{os.getpid()}"
    try:
        _beside(own, f"CREATE DATABASE {name}")
    except DatabaseError as error:
        raise BackupRefused(
            "Basis data sementara tidak dapat dibuat di peladen ini (perlu hak CREATEDB). "
            "Sebutkan basis data yang kosong: --scratch ALAMAT."
        ) from error
    try:
        yield _address(own.settings_dict, name)
    finally:
        _beside(own, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _beside(own: Any, statement: str) -> None:
    """Runs what no transaction may hold."""
    with own._nodb_cursor() as cursor:
        cursor.execute(statement)


def _address(database: dict[str, Any], name: str) -> str:
    user, password = (quote(str(database.get(key) or ""), safe="") for key in ("USER", "PASSWORD"))
    who = f"{user}:{password}@" if password else f"{user}@" if user else ""
    port = f":{database['PORT']}" if database.get("PORT") else ""
    return f"postgresql://{who}{quote(str(database.get('HOST') or ''), safe='')}{port}/{name}"
