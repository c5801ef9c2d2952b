"""Seeded data are what they stand for: cases whose record holds, on which people can act. Nothing is timed here."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from typing import Any

import pytest
from django.db import connection

from alur.records.models import Case, Counter, Letter, Visit
from alur.reports.verify import verify
from bench import copying, office, patterns
from tests import make

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="Data are made in a SQLite file."),
]


@pytest.fixture
def seeded(settings: Any) -> make.Office:
    """An office with one pattern copied into six cases, the last one open at step 4."""
    made = make.office()
    office.add_applications()
    ended = make.case(made, "selesai")
    waiting = make.case(made, "4")
    copier = copying.Copier(
        copying.Places.read(made.people["dedi"]),
        random.Random(1),
        {model._meta.db_table: _last(model) + 1 for model in patterns.COPIED},
    )
    copier.counters.update(Counter.objects.values_list("name", "value"))
    rows: copying.Rows = defaultdict(list)
    for weeks in range(-5, 0):
        copier.copy(patterns.pattern_of(ended.pk), weeks, rows)
    copier.copy(patterns.pattern_of(waiting.pk), 0, rows)
    connection.ensure_connection()
    copying.write(rows, connection.connection)
    copying.save_counters(copier)
    return made


def _last(model: Any) -> int:
    return int(model.objects.order_by("-pk").values_list("pk", flat=True)[0]) if model.objects.exists() else 0


def test_copies_stand_before_verify(seeded: make.Office) -> None:
    problems = list(verify())

    assert (Case.objects.count(), problems) == (8, [])


def test_copies_lie_so_many_weeks_apart(seeded: make.Office) -> None:
    first, second = Case.objects.order_by("pk")[2:4]

    assert second.opened_at - first.opened_at == dt.timedelta(weeks=1)


def test_a_step_of_a_copy_can_be_closed(seeded: make.Office) -> None:
    visit = Visit.objects.open().select_related("case", "role", "assignee").latest("pk")

    outcome = make.advance(seeded, visit, make.at("2026-06-09 10:00"), by="kasubbag")

    assert outcome.opened is not None and outcome.opened.step == "kerjakan"


def test_the_titles_of_copies_are_their_own(seeded: make.Office) -> None:
    titles = set(Letter.objects.order_by("-pk").values_list("subject", flat=True)[:6])

    assert all(title.endswith(copying.PLACES) for title in titles)


def test_the_office_has_fifty_people() -> None:
    made = office.make_office()

    assert len(made.people) == 50
