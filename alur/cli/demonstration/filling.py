"""Fills an office with the demonstration: people first, then cases with their papers."""

from __future__ import annotations

import datetime as dt
import random

from alur.cli.demonstration.cases import play
from alur.cli.demonstration.people import PEOPLE, UNITS, Staff, make_staff
from alur.cli.demonstration.scripts import write_scripts
from alur.records.models import Edition, Unit, User


def fill(edition: Edition, *, cases: int, seed: int, now: dt.datetime) -> None:
    """Make the demonstration's people (once) and this many more cases, as if the last nine months had passed."""
    staff = _existing() or make_staff(edition.procedure, at=now)
    chance = random.Random(seed)
    play(edition, staff, write_scripts(edition.document, cases, chance), seed=seed, now=now)


def _existing() -> Staff | None:
    users = {user.nip: user for user in User.objects.filter(nip__in=[nip for nip, *_ in PEOPLE])}
    if not users:
        return None
    people = {f"{kind}-{unit}" if unit else kind: users[nip] for nip, _, kind, unit in PEOPLE}
    return Staff(people, {unit.code: unit for unit in Unit.objects.filter(code__in=UNITS)})
