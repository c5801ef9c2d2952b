"""The office file: units, applications, positions, people, appointments and the retention schedule in one TOML text."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from alur.actions.office_file.entering import Loaded, NewAccount, enter
from alur.actions.office_file.matching import match
from alur.actions.office_file.office import Office
from alur.actions.office_file.reading import read_office
from alur.actions.office_file.schedule import match_rules
from alur.actions.refusal import Refused
from alur.records.models import Counter

__all__ = ["Loaded", "NewAccount", "load_office"]


@transaction.atomic
def load_office(text: str, *, file: str, at: dt.datetime) -> Loaded:
    """Enter what an office file says (docs/operator.md) and what is not there yet; amend what differs; delete nothing.

    Loading the same text again changes nothing. Raises Refused with a line "FILE:LINE: sentence" for every fault.
    """
    Counter.objects.hold("kantor")  # two loads at once: the second sees what the first has entered
    lines, place = read_office(text)
    if lines is not None:
        office = Office.of(lines)
        match(lines, office)
        match_rules(lines, at=at)
        if not place.faults:
            return enter(lines, office, at=at)
    faults = sorted(place.faults, key=lambda fault: fault.line)
    raise Refused([f"{file}:{fault.line}: {fault.sentence}" for fault in faults])
