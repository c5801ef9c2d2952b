"""The first filling of the office's calendar from the national one. Later changes come by decree."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from alur.actions.scopes import WEEKDAYS, interval_text
from alur.records.models import CalendarVersion, DayOff, Entry, SubjectKind, Timetable
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
    facts = {"version": version.pk, "rows": [row.facts() for row in rows]}
    Entry.objects.append("calendar", subject=(SubjectKind.OFFICE, 0), at=at, data=facts)
    return version
