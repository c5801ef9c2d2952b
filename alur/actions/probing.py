"""Probing: asking, on somebody's request, whether an address is online. The record gets the answer with the step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django_tasks import TaskContext, task

from alur.actions.addresses import fault_in
from alur.actions.judging import may_act
from alur.actions.refusal import Refused
from alur.actions.situation import situation_of
from alur.records.models import Probe, Visit
from alur.records.standing import Standing

WAIT = dt.timedelta(minutes=1)


@transaction.atomic
def request_probe(visit: Visit, url: str, *, by: Standing, at: dt.datetime) -> Probe:
    """Have an address asked. The same address within a minute, while the answer is awaited, gives the same probe.

    Raises Refused when this is not the person's turn, or with what is wrong with the address.
    """
    address = url.strip()
    reasons = may_act(situation_of(visit), by=by, at=at)
    if fault := fault_in(address):
        reasons = [*reasons, fault]
    if reasons:
        raise Refused(reasons)
    awaited = Probe.objects.filter(visit=visit, url=address, is_online__isnull=True, requested_at__gt=at - WAIT).first()
    if awaited is not None:
        return awaited
    made = Probe.objects.create(visit=visit, url=address, requested_at=at, requested_by=by.user)
    probe.enqueue(made.pk)
    return made


@task(takes_context=True, priority=10)
def probe(context: TaskContext, probe_id: int) -> None:
    """Ask the address of a probe that awaits its answer, and keep what was seen."""
    # Only the worker needs an HTTP client; pages that enqueue this task do without its memory.
    from alur.actions.sighting import see

    awaited = Probe.objects.filter(pk=probe_id, is_online__isnull=True).first()
    started_at = context.task_result.started_at
    if awaited is None or started_at is None:
        return
    seen = see(awaited.url, seconds=settings.PROBE_SECONDS, allowed_hosts=settings.PROBE_ALLOWED_HOSTS)
    answered_at = started_at + dt.timedelta(milliseconds=seen["milliseconds"])
    note_seen(awaited, is_online=seen.pop("is_online"), seen=seen, at=answered_at)


def note_seen(probe: Probe, *, is_online: bool, seen: Mapping[str, Any], at: dt.datetime) -> None:
    """Keep what an address showed."""
    probe.is_online, probe.seen, probe.probed_at = is_online, dict(seen), at
    probe.save(update_fields=["is_online", "seen", "probed_at"])
