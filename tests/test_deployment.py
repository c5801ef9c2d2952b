"""The suite runs on the database that it says it runs on, as that database is in service."""

from __future__ import annotations

import os

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


def test_the_database_is_the_one_asked_for() -> None:
    asked = os.environ.get("ALUR_TEST_ON") or ("postgresql" if os.environ.get("DATABASE_URL") else "sqlite")

    assert connection.vendor == asked


def test_sqlite_is_a_file_with_a_write_ahead_log() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("hanya SQLite")

    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]

    assert mode == "wal"


@pytest.mark.postgresql
def test_postgresql_has_no_network_address() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW listen_addresses")

        assert cursor.fetchone()[0] == ""
