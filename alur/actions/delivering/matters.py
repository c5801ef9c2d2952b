"""Whether what a notice tells is still worth sending: nothing is sent of a matter that has been settled meanwhile."""

from __future__ import annotations

import datetime as dt

from alur.records.models import OF_A_VISIT, TURNS, Notice


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
