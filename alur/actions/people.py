"""Units, people, positions and appointments are entered and amended here, each with a line in the office's record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.text import slugify

from alur.actions.calendar import enter_zone
from alur.actions.refusal import Refused
from alur.records.models import (
    Application,
    Appointment,
    AppointmentKind,
    Duty,
    Entry,
    Position,
    Role,
    SubjectKind,
    Unit,
    User,
)
from alur.records.models.people import masked
from alur.records.personnel import row_facts
from alur.records.standing import Standing

OFFICE = (SubjectKind.OFFICE, 0)
SALT = "administrator-pertama"
LINK_SECONDS = 24 * 3600


def write(
    kind: str,
    facts: Mapping[str, Any],
    row: Model,
    *,
    at: dt.datetime,
    by: Standing | None = None,
    reason: str = "",
    token: str = "",
) -> Entry:
    """The office's next line, about this row as it is now. Without `by` the operator did it, from the command line."""
    capacity = by.as_duty(Duty.ADMINISTRATOR, Duty.HEAD) if by else None
    return Entry.objects.append(
        kind,
        subject=OFFICE,
        at=at,
        by=by.user if by else None,
        acting_as=capacity.title if capacity else (by.title if by else ""),
        data={**facts, "row": row_facts(row)} | ({"reason": reason} if reason else {}),
        token=token or None,
    )


@transaction.atomic
def add_unit(
    code: str,
    name: str,
    *,
    parent: Unit | None = None,
    zone: str = settings.TIME_ZONE,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    at: dt.datetime,
    by: Standing | None = None,
    token: str = "",
) -> Unit:
    """Enter an organisational unit. Another zone than the office's is its working hours' from then on."""
    unit = Unit.objects.create(code=code, name=name, parent=parent, zone=zone, starts_on=starts_on, ends_on=ends_on)
    if zone != settings.TIME_ZONE:
        enter_zone(unit, at=at)
    write("unit", {"code": code, "name": name}, unit, at=at, by=by, token=token)
    return unit


@transaction.atomic
def add_application(code: str, name: str, url: str, description: str, *, at: dt.datetime) -> Application:
    """Enter an application in the catalogue."""
    row = Application.objects.create(code=code, name=name, url=url, description=description)
    write("application", {"code": code, "name": name, "url": url}, row, at=at)
    return row


@transaction.atomic
def add_person(
    nip: str,
    name: str,
    password: str | None,
    *,
    unit: Unit | None,
    email: str = "",
    nik: str = "",
    at: dt.datetime,
    by: Standing | None = None,
    token: str = "",
) -> User:
    """Give a person an account. The password is stored as an Argon2id hash only; neither it nor the NIK is recorded.

    Without a password nobody can log in with the account until the administrator gives one.
    """
    user = User.objects.create_user(nip, name, password, unit=unit, email=email, nik=nik)
    write("person", {"nip": nip, "name": name}, user, at=at, by=by, token=token)
    return user


def first_administrator_secret() -> str:
    """The secret part of the one-time link, signed; good for 24 hours and until the first account exists."""
    return signing.dumps("mulai", salt=SALT)


def opens_first_administrator(secret: str) -> bool:
    """True while this secret may still make the first administrator."""
    try:
        is_ours = signing.loads(secret, salt=SALT, max_age=LINK_SECONDS) == "mulai"
    except signing.BadSignature:
        return False
    return is_ours and not User.objects.exists()


@transaction.atomic
def make_first_administrator(nip: str, name: str, password: str, *, at: dt.datetime) -> User:
    """Give an empty installation its first account, an administrator's. Raises Refused once anybody exists."""
    if User.objects.exists():
        raise Refused(["Pemasangan ini sudah mempunyai akun; tautan ini tidak berlaku lagi."])
    code = slugify(settings.OFFICE["name"]) or "kantor"
    office = add_unit(code, settings.OFFICE["name"], at=at)
    user = add_person(nip, name, password, unit=office, at=at)
    position = add_position("Administrator Alur", office, duty=Duty.ADMINISTRATOR, at=at)
    appoint(user, position, letter_number="pemasangan", starts_on=timezone.localdate(at), at=at)
    return user


@transaction.atomic
def add_position(
    name: str,
    unit: Unit,
    *,
    duty: Duty = Duty.NONE,
    roles: Sequence[Role] = (),
    is_single: bool = False,
    at: dt.datetime,
    by: Standing | None = None,
    token: str = "",
) -> Position:
    """Enter a position with the roles of procedures and the duty that it carries."""
    position = Position.objects.create(name=name, unit=unit, duty=duty, is_single=is_single)
    position.roles.set(roles)
    facts = {"name": name, "unit": unit.code, "duty": str(duty), "roles": [role.key for role in roles]}
    write("position", facts, position, at=at, by=by, token=token)
    return position


@transaction.atomic
def appoint(
    user: User,
    position: Position,
    *,
    letter_number: str,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    kind: AppointmentKind = AppointmentKind.DEFINITIVE,
    stands_for: User | None = None,
    at: dt.datetime,
    by: Standing | None = None,
    token: str = "",
) -> Appointment:
    """Put a person into a position for a time, by a numbered letter; Plt./Plh. name whom they stand in for."""
    appointment = Appointment.objects.create(
        user=user,
        position=position,
        kind=kind,
        stands_for=stands_for,
        letter_number=letter_number,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    facts = {
        "nip": user.nip,
        "position": position.name,
        "kind": str(kind),
        "letter_number": letter_number,
        "starts_on": starts_on.isoformat(),
        "ends_on": ends_on.isoformat() if ends_on else None,
        "stands_for": stands_for.nip if stands_for else None,
    }
    write("appointed", facts, appointment, at=at, by=by, token=token)
    return appointment


KINDS: dict[type, tuple[str, str]] = {
    Unit: ("unit-changed", "code"),
    Application: ("application-changed", "code"),
    User: ("person-changed", "nip"),
    Position: ("position-changed", "pk"),
}


@transaction.atomic
def amend(
    row: Unit | Application | User | Position,
    values: Mapping[str, Any],
    *,
    at: dt.datetime,
    by: Standing | None = None,
    reason: str = "",
    token: str = "",
) -> bool:
    """Correct what is kept about a unit, application, person or position; the record keeps what was and what is.

    False, and nothing is written, when nothing differs.
    """
    was = {name: getattr(row, name) for name in values}
    differing = [name for name in values if was[name] != values[name]]
    if not differing:
        return False
    for name in differing:
        setattr(row, name, values[name])
    row.save(update_fields=differing)
    kind, key = KINDS[type(row)]
    facts = {
        key: getattr(row, key),
        "was": {name: _plain(name, was[name]) for name in differing},
        "now": {name: _plain(name, values[name]) for name in differing},
    }
    write(kind, facts, row, at=at, by=by, reason=reason, token=token)
    return True


def _plain(field: str, value: object) -> str | None:
    """A value as the record keeps it: a unit by its code, a NIK masked, for what is recorded cannot be taken out."""
    if value is None:
        return None
    if field == "nik":
        return masked(str(value))
    return value.code if isinstance(value, Unit) else str(value)


@transaction.atomic
def add_roles(position: Position, roles: Sequence[Role], *, at: dt.datetime) -> bool:
    """Let a position carry further roles. False, and nothing is written, when it carries them all."""
    carried = set(position.roles.values_list("pk", flat=True))
    further = [role for role in roles if role.pk not in carried]
    if not further:
        return False
    position.roles.add(*further)
    facts = {"pk": position.pk, "position": position.name, "roles_added": [role.key for role in further]}
    write("position-changed", facts, position, at=at)
    return True


@transaction.atomic
def end_appointment(
    appointment: Appointment,
    ends_on: dt.date,
    *,
    at: dt.datetime,
    by: Standing | None = None,
    reason: str = "",
    token: str = "",
) -> bool:
    """Set the last day of an appointment, not before its first. False, and nothing is written, when it is that day."""
    if appointment.ends_on == ends_on:
        return False
    was = appointment.ends_on
    appointment.ends_on = ends_on
    appointment.save(update_fields=["ends_on"])
    facts = {
        "nip": appointment.user.nip,
        "position": appointment.position.name,
        "letter_number": appointment.letter_number,
        "starts_on": appointment.starts_on.isoformat(),
        "was": was.isoformat() if was else None,
        "ends_on": ends_on.isoformat(),
    }
    write("appointment-ended", facts, appointment, at=at, by=by, reason=reason, token=token)
    return True
