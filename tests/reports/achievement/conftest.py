"""Two busy months, made once for all tests of a module; what a test changes goes when it ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests import make
from tests.reports.achievement.scenes import two_months


@pytest.fixture(scope="module")
def months(django_db_setup: None, django_db_blocker: Any) -> Iterator[make.Office]:
    """An office with the requests of two months, in a transaction around the module's tests."""
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around.__enter__()
        office = make.office()
        two_months(office)
    yield office
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def busy(months: make.Office, db: None) -> make.Office:
    return months
