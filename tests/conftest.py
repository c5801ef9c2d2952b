"""What every test stands on: files in a temporary folder, fresh caches, and emptying despite the triggers.

Which database the tests run on is decided earlier, in `tests/deployment.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase

from alur.actions import clock
from alur.records import triggers
from alur.records.models import procedures
from alur.web import context
from tests.deployment import FOLDER


@pytest.fixture(autouse=True)
def _surroundings(settings: Any, tmp_path: Any) -> Iterator[None]:
    settings.FILES_ROOT = tmp_path / "files"
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": settings.FILES_ROOT},
        },
    }
    procedures.document_of.cache_clear()
    clock.forget_calendars()
    context.supervises.cache_clear()
    yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Puts SQLite's test database in a file: in memory, threads would share one connection and never meet a lock."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(FOLDER / "test.sqlite3")


def empty_despite_triggers() -> None:
    """The record refuses to be emptied; between tests that commit, its triggers step aside.

    Django knows no model of the search table, so the flush would leave its rows on SQLite and stumble on PostgreSQL.
    """
    triggers.remove(connection)
    try:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM case_search")
        call_command("flush", verbosity=0, interactive=False, allow_cascade=True, inhibit_post_migrate=True)
    finally:
        triggers.install(connection)


TransactionTestCase._fixture_teardown = lambda self: empty_despite_triggers()


@pytest.fixture
def office(db: None) -> Any:
    """The office of the first procedure."""
    from tests import make

    return make.usual_office()
