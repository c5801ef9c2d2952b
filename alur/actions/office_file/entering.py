"""Enters the lines of an office file that has no faults: adds what is not there, amends what differs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from alur.actions.office_file.office import Office
from alur.actions.office_file.reading import AppointmentLine, OfficeLines, PersonLine, PositionLine, UnitLine
from alur.actions.office_file.schedule import enter_rules
from alur.actions.passwords import new_password
from alur.actions.people import (
    add_application,
    add_person,
    add_position,
    add_roles,
    add_unit,
    amend,
    appoint,
    end_appointment,
)
from alur.records.models import Appointment, AppointmentKind, Duty
from alur.records.standing import Standing


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account that was made, with its password: the only time that anybody sees it."""

    nip: str
    name: str
    password: str


@dataclass
class Loaded:
    """What a load has done: how many rows were added and amended, and the accounts that were made."""

    added: int = 0
    amended: int = 0
    accounts: list[NewAccount] = field(default_factory=list)


def enter(
    lines: OfficeLines, office: Office, *, at: dt.datetime, by: Standing | None = None, has_passwords: bool = True
) -> Loaded:
    """Enter all lines in the order in which they need each other. The caller holds the transaction.

    Without passwords new accounts cannot be used until each is given one: to hash one takes a tenth of a second.
    """
    return _Entering(lines, office, at, by, has_passwords).run()


class _Entering:
    """One run; the dictionaries of `office` grow by what is entered, so that later lines find it."""

    def __init__(
        self, lines: OfficeLines, office: Office, at: dt.datetime, by: Standing | None, has_passwords: bool
    ) -> None:
        self.lines = lines
        self.office = office
        self.at = at
        self.by = by
        self.has_passwords = has_passwords
        self.loaded = Loaded()
        self._units = {line.code: line for line in lines.units}

    def run(self) -> Loaded:
        for unit in self.lines.units:
            self.unit(unit)
        self.applications()
        for position in self.lines.positions:
            self.position(position)
        for person in self.lines.people:
            self.person(person)
        for line, seat in self.office.matched(self.lines):
            kept = self.office.kept(line, seat)
            if kept is None:
                self.appointment(line, seat)
            elif line.ends_on:
                self.count(end_appointment(kept, line.ends_on, at=self.at, by=self.by))
        self.loaded.added += enter_rules(self.lines.rules, at=self.at)
        return self.loaded

    def count(self, *amended: bool) -> None:
        self.loaded.amended += any(amended)

    def unit(self, line: UnitLine) -> None:
        """Enter the unit, the ones above it first."""
        if self._units.pop(line.code, None) is None:
            return
        if line.parent and line.parent in self._units:
            self.unit(self._units[line.parent])
        values = {"name": line.name} | _said({"zone": line.zone})
        if line.parent is not None:
            values["parent"] = self.office.units[line.parent] if line.parent else None
        if kept := self.office.units.get(line.code):
            self.count(amend(kept, values, at=self.at))
            return
        self.office.units[line.code] = add_unit(line.code, at=self.at, **values)
        self.loaded.added += 1

    def applications(self) -> None:
        for line in self.lines.applications:
            if kept := self.office.applications.get(line.code):
                values = {"name": line.name} | _said({"url": line.url, "description": line.description})
                self.count(amend(kept, values, at=self.at))
            else:
                add_application(line.code, line.name, line.url or "", line.description or "", at=self.at)
                self.loaded.added += 1

    def position(self, line: PositionLine) -> None:
        seat, roles = (line.name, line.unit), [self.office.roles[name] for name in line.roles]
        if kept := self.office.positions.get(seat):
            values = _said({"duty": line.duty, "is_single": line.is_single})
            self.count(amend(kept, values, at=self.at), add_roles(kept, roles, at=self.at))
            return
        unit, duty = self.office.units[line.unit], Duty(line.duty or "")
        carried: dict[str, Any] = {"duty": duty, "roles": roles, "is_single": bool(line.is_single)}
        self.office.positions[seat] = add_position(line.name, unit, **carried, at=self.at)
        self.loaded.added += 1

    def person(self, line: PersonLine) -> None:
        unit = self.office.units[line.unit] if line.unit else None
        if kept := self.office.people.get(line.nip):
            values = {"name": line.name} | _said({"email": line.email, "unit": unit, "nik": line.nik})
            self.count(amend(kept, values, at=self.at, by=self.by))
            return
        password = new_password() if self.has_passwords else None
        made = add_person(
            line.nip,
            line.name,
            password,
            unit=unit,
            email=line.email or "",
            nik=line.nik or "",
            at=self.at,
            by=self.by,
        )
        self.office.people[line.nip] = made
        if password:
            self.loaded.accounts.append(NewAccount(line.nip, line.name, password))
        self.loaded.added += 1

    def appointment(self, line: AppointmentLine, seat: tuple[str, str]) -> Appointment:
        assert line.starts_on is not None  # matched
        self.loaded.added += 1
        return appoint(
            self.office.people[line.nip],
            self.office.positions[seat],
            letter_number=line.letter_number,
            starts_on=line.starts_on,
            ends_on=line.ends_on,
            kind=AppointmentKind(line.kind),
            stands_for=self.office.people[line.principal] if line.principal else None,
            at=self.at,
            by=self.by,
        )


def _said(values: dict[str, Any]) -> dict[str, Any]:
    """The values that the file gives; about the others it is silent."""
    return {name: value for name, value in values.items() if value is not None}
