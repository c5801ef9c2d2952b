"""What every test may use. Which database the tests run on is decided earlier, in `tests/deployment.py`."""

from __future__ import annotations

import pytest

from tests.deployment import FOLDER


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Puts SQLite's test database in a file: in memory, threads would share one connection and never meet a lock."""
    from django.db import connection

    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(FOLDER / "test.sqlite3")
