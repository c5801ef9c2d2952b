"""The first filling of the office's calendar, and the zones that units are entered with. Later changes are decrees."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from alur.actions.scopes import WEEKDAYS, interval_text
from alur.records.models import CalendarVersion, DayOff, Entry, SubjectKind, Timetable, Unit, UnitZone
from alur.worktime import Calendar


@transaction.atomic
def adopt_calendar(calendar: Calendar, *, at: dt.datetime) -> CalendarVersion | None:
    """Make this the office's calendar if it has none yet; returns the new version, None if there was one."""
    if CalendarVersion.objects.exists():
        return None
    for position, table in enumerate(calendar.timetables):
        Timetable.objects.create(
            name=table.name,
            starts_on=table.from_,
            ends_on=table.to,
            hours={WEEKDAYS[day]: [interval_text(span) for span in spans] for day, spans in table.hours.items()},
            basis=table.basis,
            is_estimate=table.is_estimate,
            position=position,
        )
    DayOff.objects.bulk_create(
        DayOff(date=day.date, name=day.name, kind=day.kind, decree=day.decree, is_estimate=day.is_estimate)
        for day in calendar.days_off
    )
    version = CalendarVersion.objects.create(made_at=at, note="Kalender nasional yang disertakan bersama Alur")
    rows = [*Timetable.objects.all(), *DayOff.objects.all()]
    facts = {"version": version.pk, "note": version.note, "rows": [row.facts() for row in rows]}
    Entry.objects.append("calendar", subject=(SubjectKind.OFFICE, 0), at=at, data=facts)
    return version


def enter_zone(unit: Unit, *, at: dt.datetime) -> None:
    """Have a unit that is entered now work in its zone: no visit of it was judged yet. Later a decree changes it.

    The calendar gets a version of its own for it; before the first filling it needs neither that nor a line.
    """
    row, note = UnitZone(unit=unit, zone=unit.zone), f"Zona waktu {unit.name}: {unit.zone}"[:400]
    if CalendarVersion.objects.exists():
        version = CalendarVersion.objects.create(made_at=at, note=note)
        row.from_version = version.pk
    row.save()
    if row.from_version:
        facts = {"version": row.from_version, "note": note, "unit": unit.code, "added": [row.facts()]}
        Entry.objects.append("calendar-zone", subject=(SubjectKind.OFFICE, 0), at=at, data=facts)
