"""A decree applied to the calendar in force, line by line, and the faults that this shows.

Nothing is written here: the preview and the decision ask the same question. What each kind of line does is in `acts`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from alur.actions.clock import calendar_version
from alur.actions.decrees.acts import ACTS
from alur.actions.decrees.revision import Revision
from alur.actions.decrees.values import LineValues
from alur.records.models import DayOff, DecreeAct, LetterKind, Procedure, Timetable, Unit, UnitZone, in_version
from alur.worktime import WorktimeError


def revise(lines: Sequence[LineValues], *, basis: str, version: int | None = None) -> Revision:
    """The calendar in force (or a version of it) with these lines applied in their order; nothing is written."""
    of_version = in_version(calendar_version() if version is None else version)
    revision = Revision(
        list(DayOff.objects.filter(of_version).select_related("unit")),
        list(Timetable.objects.filter(of_version).select_related("unit")),
        list(UnitZone.objects.filter(of_version)),
        basis,
        {unit.code: unit for unit in Unit.objects.all()} if any(line.unit for line in lines) else {},
    )
    services = known_services() if any(line.service for line in lines) else set()
    for line in lines:
        found = _unknown(line, revision.units, services) or _applied(revision, line)
        revision.faults += [f"Baris {line.number}: {fault}" for fault in found]
    if not revision.faults:
        revision.faults += _empty_calendars(revision, lines)
    return revision


def _applied(revision: Revision, line: LineValues) -> list[str]:
    """Apply a line; the sentences why it does not fit, or why nothing can be reckoned with the lines before it."""
    try:
        return list(ACTS[DecreeAct(line.act)](revision, line))
    except WorktimeError as error:
        return [str(error)]


def known_services() -> set[str]:
    """By which names hours can be set for a service: the numbers of the procedures, and the kinds of request."""
    return {*Procedure.objects.values_list("number", flat=True), *LetterKind.values}


def _unknown(line: LineValues, units: Mapping[str, Unit], services: set[str]) -> list[str]:
    faults = []
    if line.unit and line.unit not in units:
        faults.append(f"unit berkode “{line.unit}” tidak dikenal; pilih dari daftar unit.")
    if line.service and line.service not in services:
        faults.append(f"layanan “{line.service}” tidak dikenal; tulis nomor SOP atau {', '.join(LetterKind.values)}.")
    return faults


def _empty_calendars(revision: Revision, lines: Sequence[LineValues]) -> list[str]:
    """What makes a calendar that nothing can be reckoned with, for everybody or for whom a line is about."""
    calendars = revision.calendars()
    faults = []
    for unit, service in dict.fromkeys([("", ""), *((line.unit, line.service) for line in lines)]):
        try:
            calendars.of(revision.units[unit].pk if unit else None, service)
        except WorktimeError as error:
            faults.append(str(error))
    return list(dict.fromkeys(faults))
