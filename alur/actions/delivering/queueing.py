"""What is to leave Alur is written beside its notice; the sending itself is a task of the worker."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django_tasks import TaskContext, task

from alur.notices.channels import open_channels
from alur.records.models import AT_ONCE, Delivery, Notice, NoticeChoice, NoticeKind

STAYS_INSIDE = (NoticeKind.ADDRESS,)


def deliver(notices: Sequence[Notice], emails: Mapping[int, str]) -> None:
    """Write the deliveries of notices just made, as their people chose; `emails` are the people's by key.

    No statement at all while the office has no channel; else two, and a third that has the worker send.
    """
    channels = open_channels()
    leaving = [notice for notice in notices if notice.kind not in STAYS_INSIDE]
    if not channels or not leaving:
        return
    chosen: dict[int, list[NoticeChoice]] = {}
    people = {notice.user_id for notice in leaving}
    for choice in NoticeChoice.objects.filter(user__in=people, channel__in=channels, failing_since__isnull=True):
        if choice.can_reach(emails[choice.user_id]):
            chosen.setdefault(choice.user_id, []).append(choice)
    rows = [row for notice in leaving for choice in chosen.get(notice.user_id, []) if (row := _row(notice, choice))]
    if rows:
        Delivery.objects.bulk_create(rows)
    if any(row.is_at_once for row in rows):
        send_notices.enqueue()


def _row(notice: Notice, choice: NoticeChoice) -> Delivery | None:
    is_at_once = notice.kind in AT_ONCE and choice.is_at_once
    if not is_at_once and not choice.is_digest:
        return None
    return Delivery(
        notice=notice, user_id=notice.user_id, channel=choice.channel, is_at_once=is_at_once, due_at=notice.at
    )


@task(takes_context=True)
def send_notices(context: TaskContext) -> int:
    """Plan what is due and send it; how many mails and messages went out. Safe to run anywhere, at any time."""
    # Only the worker needs what sends; pages that enqueue this task do without its memory.
    from alur.actions.delivering.sending import send_due

    at = context.task_result.started_at
    return send_due(at=at) if isinstance(at, dt.datetime) else 0
