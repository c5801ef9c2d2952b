"""When people may be reached: in the working hours of the unit where they work, on no day off, and not on leave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from django.utils import timezone

from alur.actions.clock import Calendars
from alur.records.models import Appointment, Leave, User
from alur.worktime import Calendar, WorktimeError

ONE_DAY = dt.timedelta(days=1)
LONGEST_SEARCH = 400  # days


class Receivers:
    """The hours of these people, fetched with two queries for all of them, and two for the calendars.

    A person works in the unit of the first position that carries a role, else of the first one (as
    `Standing.work_unit_id`), else in the unit of the account.
    """

    def __init__(self, people: Iterable[User], *, at: dt.datetime) -> None:
        self._units: dict[int, int | None] = {person.pk: person.unit_id for person in people}
        self._units |= _work_units(self._units, timezone.localdate(at))
        self._leaves: dict[int, list[tuple[dt.date, dt.date]]] = {}
        ahead = Leave.objects.filter(user__in=list(self._units), cancelled_at__isnull=True)
        rows = ahead.filter(ends_on__gte=timezone.localdate(at) - ONE_DAY)
        for user, first, last in rows.order_by("starts_on").values_list("user", "starts_on", "ends_on"):
            self._leaves.setdefault(user, []).append((first, last))
        self._calendars = Calendars()

    def opening(self, person: int, at: dt.datetime) -> dt.datetime:
        """This instant if the person may be reached now, else the next one; a day later without a calendar."""
        found = at
        try:
            calendar = self._calendar(person)
            for _ in range(LONGEST_SEARCH):
                found = calendar.next_working(found)
                back = self._back_from_leave(person, found.astimezone(calendar.tzinfo).date())
                if back is None:
                    return found
                found = dt.datetime.combine(back, dt.time(), tzinfo=calendar.tzinfo)
        except WorktimeError:
            pass
        return at + ONE_DAY

    def morning(self, person: int, at: dt.datetime) -> dt.datetime:
        """The first beginning of one of the person's working days that is not before this instant."""
        try:
            calendar = self._calendar(person)
        except WorktimeError:
            return at + ONE_DAY
        date = at.astimezone(calendar.tzinfo).date()
        for day in (calendar.day(date + ONE_DAY * number) for number in range(LONGEST_SEARCH)):
            if day.intervals and day.intervals[0].start >= at and self._back_from_leave(person, day.date) is None:
                return day.intervals[0].start
        return at + ONE_DAY

    def _calendar(self, person: int) -> Calendar:
        return self._calendars.of(self._units[person])

    def _back_from_leave(self, person: int, date: dt.date) -> dt.date | None:
        """The day after the leave that covers this date, None when the person is at work."""
        ends = [last for first, last in self._leaves.get(person, ()) if first <= date <= last]
        return max(ends) + ONE_DAY if ends else None


def _work_units(people: Iterable[int], today: dt.date) -> Mapping[int, int]:
    rows = Appointment.objects.current(today).filter(user__in=list(people)).order_by("kind", "starts_on", "pk")
    first: dict[int, int] = {}
    with_role: dict[int, int] = {}
    for user, unit, role in rows.values_list("user", "position__unit", "position__roles"):
        first.setdefault(user, unit)
        if role is not None:
            with_role.setdefault(user, unit)
    return first | with_role
