"""Appointments: made, corrected and ended, each by a numbered letter; collisions are refused in sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from alur.actions.people import appoint, write
from alur.actions.people import end_appointment as set_last_day
from alur.actions.personnel.contradicting import contradictions
from alur.actions.personnel.rights import is_repeat, leaves_no_administrator, may_manage, needed, reason_faults
from alur.actions.refusal import Refused
from alur.records.models import Appointment, AppointmentKind, Duty, Entry, Position, User
from alur.records.models.people import AppointmentQuerySet
from alur.records.standing import Standing
from alur.worktime.wording import long_date

LETTER_LIMIT = 100


@dataclass(frozen=True, slots=True)
class AppointmentValues:
    """What a letter of appointment says."""

    user: User
    position: Position
    kind: AppointmentKind
    letter_number: str
    starts_on: dt.date
    ends_on: dt.date | None = None
    stands_for: User | None = None


def may_enter(values: AppointmentValues | None, *, by: Standing, user: User | None = None) -> list[str]:
    """Why this appointment may not be entered; without values, whether `user` may be appointed at all."""
    if reasons := may_manage(by=by):
        return reasons
    if values is not None:
        return _faults(values)
    return _inactive(user) if user else []


def may_correct(
    kept: Appointment,
    values: AppointmentValues | None,
    *,
    by: Standing,
    at: dt.datetime,
    reason: str | None = None,
) -> list[str]:
    """Why `kept` may not be corrected to these values; without values, whether it may be at all."""
    if reasons := may_manage(by=by):
        return reasons
    if values is None:
        return []
    reasons = _faults(values, kept)
    if values.ends_on or values.starts_on > timezone.localdate(at):
        reasons += leaves_no_administrator(at, without=[kept])
    if (values.user.pk, values.position.pk) != (kept.user_id, kept.position_id):
        reasons.append("Orang dan jabatannya tidak dapat diganti; akhiri penetapan ini dan buat yang baru.")
    return reasons + reason_faults(reason)


def _inactive(user: User) -> list[str]:
    return [] if user.is_active else [f"Akun {user.name} tidak aktif; aktifkan dahulu."]


def _faults(values: AppointmentValues, kept: Appointment | None = None) -> list[str]:
    reasons = needed("Nomor surat penetapan", values.letter_number, LETTER_LIMIT)
    if values.ends_on and values.ends_on < values.starts_on:
        reasons.append(f"Sampai {long_date(values.ends_on)} lebih awal daripada mulai; periksa kedua tanggalnya.")
        return reasons
    reasons += _inactive(values.user)
    unit = values.position.unit
    if unit.ends_on and (values.ends_on or dt.date.max) > unit.ends_on:
        reasons.append(f"Unit {unit.name} hanya berlaku sampai {long_date(unit.ends_on)}; batasi penetapannya.")
    reasons += _stand_in_faults(values)
    return reasons + list(_collisions(values, kept))


def _within(rows: AppointmentQuerySet, values: AppointmentValues) -> AppointmentQuerySet:
    """Those that share a day with these values."""
    found = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=values.starts_on))
    return found.filter(starts_on__lte=values.ends_on) if values.ends_on else found


def _collisions(values: AppointmentValues, kept: Appointment | None) -> Iterator[str]:
    if values.kind != AppointmentKind.DEFINITIVE:
        return
    rows = Appointment.objects.filter(position=values.position, kind=AppointmentKind.DEFINITIVE)
    rows = rows.exclude(pk=kept.pk) if kept else rows
    for row in _within(rows, values).select_related("user"):
        if values.position.is_single or row.user_id == values.user.pk:
            until = f"sampai {long_date(row.ends_on)}" if row.ends_on else "tanpa batas waktu"
            yield (
                f"{row.user.name} sudah memegang jabatan {values.position.name} secara definitif sejak "
                f"{long_date(row.starts_on)} {until} (surat {row.letter_number}); akhiri dahulu penetapan itu, "
                "atau pilih Plt. atau Plh."
            )


def _stand_in_faults(values: AppointmentValues) -> list[str]:
    principal, kind = values.stands_for, values.kind
    if kind == AppointmentKind.DEFINITIVE:
        return ["Penetapan definitif tidak menggantikan siapa pun; kosongkan “Atas nama”."] if principal else []
    if principal is None:
        return ["Plh. memerlukan pejabat yang digantikan; isi “Atas nama”."] if kind == AppointmentKind.PLH else []
    if principal.pk == values.user.pk:
        return ["Seseorang tidak dapat menggantikan dirinya sendiri; pilih orang lain."]
    rows = _within(Appointment.objects.filter(position=values.position), values)
    kinds = set(rows.filter(user=principal).values_list("kind", flat=True))
    if not kinds:
        return [
            f"{principal.name} tidak memegang jabatan {values.position.name} pada tanggal itu; periksa “Atas nama”."
        ]
    if kinds == {AppointmentKind.PLH}:
        holder = rows.exclude(kind=AppointmentKind.PLH).select_related("user").first()
        whom = holder.user.name.rstrip(".") if holder else "pejabat definitifnya"
        return [
            f"{principal.name} sendiri hanya Plh. jabatan itu; pengganti seorang pengganti ditetapkan atas nama {whom}."
        ]
    return []


@transaction.atomic
def enter_appointment(values: AppointmentValues, *, by: Standing, at: dt.datetime, token: str = "") -> Appointment:
    """Put a person into a position by letter. Raises Refused."""
    if is_repeat(token, "appointed"):
        return Appointment.objects.get(pk=Entry.objects.get(token=token).data["row"]["pk"])
    if reasons := may_enter(values, by=by):
        raise Refused(reasons)
    return appoint(
        values.user,
        values.position,
        letter_number=values.letter_number.strip(),
        starts_on=values.starts_on,
        ends_on=values.ends_on,
        kind=values.kind,
        stands_for=values.stands_for,
        at=at,
        by=by,
        token=token,
    )


@transaction.atomic
def correct_appointment(
    kept: Appointment, values: AppointmentValues, *, reason: str, by: Standing, at: dt.datetime, token: str = ""
) -> Appointment:
    """Mend what was entered wrongly about an appointment; person and position stay. What was signed stays as it was."""
    if is_repeat(token, "appointment-corrected"):
        return kept
    row = Appointment.objects.select_related("position", "user").get(pk=kept.pk)
    if reasons := may_correct(row, values, by=by, at=at, reason=reason):
        raise Refused(reasons)
    names = ("kind", "letter_number", "starts_on", "ends_on", "stands_for")
    was = {name: str(getattr(row, name) or "") for name in names}
    for name in names:
        setattr(row, name, getattr(values, name))
    row.save(update_fields=names)
    now = {name: str(getattr(row, name) or "") for name in names}
    facts = {"was": {name: was[name] for name in names if was[name] != now[name]}}
    write("appointment-corrected", facts, row, at=at, by=by, reason=reason, token=token)
    return row


def may_end(
    kept: Appointment, ends_on: dt.date | None, *, by: Standing, at: dt.datetime, reason: str | None = None
) -> list[str]:
    """Why this appointment may not end on that day; None asks whether the person may end it at all."""
    if reasons := may_manage(by=by):
        return reasons
    reasons = leaves_no_administrator(at, without=[kept])
    if ends_on and ends_on < kept.starts_on:
        reasons.append(f"Penetapan ini baru mulai {long_date(kept.starts_on)}; tidak dapat berakhir sebelumnya.")
    return reasons + reason_faults(reason)


@transaction.atomic
def end_appointment(
    kept: Appointment, ends_on: dt.date, *, reason: str, by: Standing, at: dt.datetime, token: str = ""
) -> Appointment:
    """Set the last day of an appointment. Raises Refused."""
    row = Appointment.objects.select_related("position", "user").get(pk=kept.pk)
    if is_repeat(token, "appointment-ended"):
        return row
    if reasons := may_end(row, ends_on, by=by, at=at, reason=reason):
        raise Refused(reasons)
    set_last_day(row, ends_on, at=at, by=by, reason=reason, token=token)
    return row


def warnings(user: User, at: dt.datetime) -> list[str]:
    """What is odd, but no fault, about the positions that this person holds today or later."""
    rows = Appointment.objects.filter(user=user).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=timezone.localdate(at))
    )
    roles = set(rows.values_list("position__roles", flat=True)) - {None}
    duties = set(rows.values_list("position__duty", flat=True))
    found = contradictions(user.name, roles)
    if Duty.AUDITOR in duties and (roles or duties - {Duty.AUDITOR, Duty.NONE}):
        found.append(f"{user.name} auditor dan pelaksana sekaligus; auditor memeriksa pekerjaannya sendiri.")
    return found
