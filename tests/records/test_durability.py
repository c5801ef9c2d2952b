"""Which commits wait for the disk."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from alur.records.durability import without_waiting

FULL, NORMAL = 2, 1


def level() -> object:
    question = "PRAGMA synchronous" if connection.vendor == "sqlite" else "SHOW synchronous_commit"
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_only_what_is_inside_does_not_wait() -> None:
    usual = level()

    with without_waiting():
        inside = level()

    assert (inside, level()) == (NORMAL if connection.vendor == "sqlite" else "off", usual)


@pytest.mark.django_db(transaction=True)
def test_a_failure_inside_leaves_the_next_commit_waiting() -> None:
    usual = level()

    with pytest.raises(ZeroDivisionError), without_waiting():
        raise ZeroDivisionError

    assert level() == usual


@pytest.mark.django_db(transaction=True)
def test_a_transaction_around_decides_for_itself() -> None:
    with transaction.atomic():
        usual = level()

        with without_waiting():
            inside = level()

    assert inside == usual
