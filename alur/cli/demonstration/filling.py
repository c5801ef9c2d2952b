"""Fills an office with the demonstration: people first, then cases with their papers."""

from __future__ import annotations

import datetime as dt
import random

from django.db import connection, transaction
from django.utils import timezone

from alur.actions.notices import mark_read
from alur.actions.pause_reasons import PauseTerms, add_reason
from alur.cli.demonstration.cases import play
from alur.cli.demonstration.people import PEOPLE, UNITS, Staff, make_staff
from alur.cli.demonstration.scripts import write_scripts
from alur.records import triggers
from alur.records.heads import COUNTER
from alur.records.models import Counter, Edition, Notice, Seal, SealMail, SealStamp, Unit, User
from alur.records.standing import standing_of


def fill(edition: Edition, *, cases: int, seed: int, now: dt.datetime) -> None:
    """Make the demonstration's people (once) and this many more cases, as if the last nine months had passed."""
    staff = _existing()
    if staff is None:
        staff = make_staff(edition.procedure, at=now)
        _keep_reasons(staff, edition, at=now)
    chance = random.Random(seed)
    play(edition, staff, write_scripts(edition.document, cases, chance), seed=seed, now=now)
    _read_notices(staff, at=now)


def _read_notices(staff: Staff, *, at: dt.datetime) -> None:
    """People read what they are told within the week."""
    older = Notice.objects.filter(at__lt=at - dt.timedelta(days=7))
    for person in staff.people.values():
        mark_read(older, user=person, at=at)


@transaction.atomic
def forget_seals() -> None:
    """Let the seals of a demonstration begin anew: examples of the past would be backdated into sealed days."""
    guards = (triggers.SEALS, triggers.SEAL_STAMPS)
    for guard in guards:
        guard.remove(connection)
    for model in (SealMail, SealStamp, Seal):
        model._default_manager.all().delete()
    Counter.objects.filter(name=COUNTER).delete()
    for guard in guards:
        guard.install(connection)


def _keep_reasons(staff: Staff, edition: Edition, *, at: dt.datetime) -> None:
    """The administrator's list: what the SOP names first needs evidence, the rest of the SOP holds without terms."""
    administrator = standing_of(staff.people["administrator"], timezone.localdate(at))
    named = [reason for step in edition.document.steps for reason in step.named_pause_reasons][:1]
    kept = [PauseTerms(reason, requires_evidence=True) for reason in named]
    kept.append(PauseTerms("Menunggu pengadaan perangkat", requires_evidence=True, longest_days=20))
    for terms in kept:
        add_reason(terms, by=administrator, at=at, token="")


def _existing() -> Staff | None:
    users = {user.nip: user for user in User.objects.filter(nip__in=[nip for nip, *_ in PEOPLE])}
    if not users:
        return None
    people = {f"{kind}-{unit}" if unit else kind: users[nip] for nip, _, kind, unit in PEOPLE}
    return Staff(people, {unit.code: unit for unit in Unit.objects.filter(code__in=UNITS)})
