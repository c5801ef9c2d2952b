"""The database of DATABASE_URL, with what each engine needs to serve many at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import dj_database_url

KEPT_SECONDS = 60


def database_of(environment: Mapping[str, str], folder: Path) -> dict[str, Any]:
    """The entry of Django's DATABASES.

    A thread keeps its connection: there are few threads, so a pool between them and PostgreSQL would save nothing.
    """
    found: dict[str, Any] = dict(
        dj_database_url.parse(environment.get("DATABASE_URL") or f"sqlite:///{folder / 'alur.sqlite3'}")
    )
    found["CONN_MAX_AGE"] = KEPT_SECONDS
    if found["ENGINE"].endswith("sqlite3"):
        # IMMEDIATE: without it simultaneous presses fail with "database is locked". FULL: a signature is at stake.
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-32000;",
        }
        found["CONN_HEALTH_CHECKS"] = False
        return found
    found["CONN_HEALTH_CHECKS"] = True  # a server that was started again costs no error page
    # Behind PgBouncer a cursor of the server would meet another transaction's connection.
    found["DISABLE_SERVER_SIDE_CURSORS"] = environment.get("ALUR_PGBOUNCER", "") == "1"
    found.setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
    if seconds := int(environment.get("ALUR_STATEMENT_SECONDS") or 0):
        given = found["OPTIONS"].get("options", "")
        found["OPTIONS"]["options"] = f"{given} -c statement_timeout={seconds}s".strip()
    return found
