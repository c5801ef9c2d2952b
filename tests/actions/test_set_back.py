"""The machine's clock is set back an hour in the middle of a step: nobody used less than no time."""

from __future__ import annotations

import datetime as dt

from alur.records.models import Visit
from tests import make


def test_no_step_uses_less_than_no_time_when_the_clock_is_set_back(office: make.Office) -> None:
    case = make.case(office, at_step="4")
    visit = make.open_visit(case)
    assert visit is not None

    reasons = make.refusal(lambda: make.advance(office, visit, visit.opened_at - dt.timedelta(hours=1)))
    make.advance(office, visit, visit.opened_at)

    closed = Visit.objects.get(pk=visit.pk)
    assert reasons == ["Langkah ini baru dibuka Sen 8 Jun 2026, 09.15; periksa jam komputer server."]
    assert (closed.used_seconds, closed.is_late, closed.waited_seconds) == (0, False, 0)
