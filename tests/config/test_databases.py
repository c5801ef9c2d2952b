"""How each engine is asked: what a connection waits for, how long it is kept, and whether it is tried before use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from alur.config.databases import database_of

pytestmark = pytest.mark.once("sqlite")
ADDRESS = "postgresql://alur:sandi@mesin:5432/alur"


def of(**environment: str) -> dict[str, Any]:
    return database_of(environment, Path("/data"))


def test_without_an_address_it_is_a_file_in_the_data_folder() -> None:
    found = of()

    assert (found["NAME"], found["OPTIONS"]["transaction_mode"]) == ("/data/alur.sqlite3", "IMMEDIATE")


def test_a_connection_to_postgresql_is_kept_and_tried_before_use() -> None:
    found = of(DATABASE_URL=ADDRESS)

    assert (found["CONN_MAX_AGE"], found["CONN_HEALTH_CHECKS"], found["OPTIONS"]) == (60, True, {"connect_timeout": 5})


def test_a_statement_is_given_up_after_the_seconds_that_are_set() -> None:
    found = of(DATABASE_URL=f"{ADDRESS}?options=-c%20search_path%3Dalur", ALUR_STATEMENT_SECONDS="30")

    assert found["OPTIONS"]["options"] == "-c search_path=alur -c statement_timeout=30s"


def test_behind_pgbouncer_no_cursor_stays_on_the_server() -> None:
    assert of(DATABASE_URL=ADDRESS, ALUR_PGBOUNCER="1")["DISABLE_SERVER_SIDE_CURSORS"] is True
