"""Whether what a notice tells is still worth sending: nothing is sent of a matter that has been settled meanwhile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone

from alur.records.models import OF_A_VISIT, TURNS, Case, Notice, User
from alur.records.standing import standing_of


def is_settled(notice: Notice, *, at: dt.datetime) -> bool:
    """True when the person has read it in Alur, or the visit that it tells of needs nobody any more.

    Fetches nothing when `notice.visit` was fetched with it.
    """
    if notice.read_at is not None:
        return True
    visit = notice.visit
    if notice.kind not in OF_A_VISIT or visit is None:
        return False
    if visit.closed_at is not None:
        return True
    if notice.kind in TURNS:
        is_elsewhere = visit.assignee_id not in (None, notice.user_id)
        return is_elsewhere or (visit.assignee_id == notice.user_id and visit.seen_at is not None)
    return visit.is_paused(at)


def still_theirs(notices: Sequence[Notice], user: User, *, at: dt.datetime) -> list[Notice]:
    """Those of these notices whose case the person may still know of. Two queries, none where no case is told of."""
    told = {notice.case_id for notice in notices if notice.case_id}
    if not told:
        return list(notices)
    cases = Case.objects.visible_to(standing_of(user, timezone.localdate(at))).order_by().filter(pk__in=told)
    known = set(cases.values_list("pk", flat=True))
    return [notice for notice in notices if notice.case_id is None or notice.case_id in known]
