"""People's accounts: entered, amended, switched off, and at last made nameless while the record stays true."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from alur.actions.delivering.choosing import forget_addresses
from alur.actions.notices import forget_name
from alur.actions.office_file.reading import NIK
from alur.actions.people import add_person, amend, write
from alur.actions.personnel.rights import is_repeat, leaves_no_administrator, may_manage, needed, reason_faults
from alur.actions.refusal import Refused
from alur.records.models import Appointment, Entry, Unit, User, Visit
from alur.records.nip import nip_fault, plain_nip
from alur.records.standing import Standing

NAME_LIMIT = 200


@dataclass(frozen=True, slots=True)
class PersonValues:
    """What an account keeps about a person. The NIP stays."""

    nip: str
    name: str
    email: str = ""
    unit: Unit | None = None
    nik: str = ""


def may_keep_person(
    values: PersonValues | None, *, by: Standing, kept: User | None = None, reason: str | None = None
) -> list[str]:
    """Why this person may not be entered, or `kept` not be amended to it; without values, whether at all."""
    if reasons := may_manage(by=by):
        return reasons
    if kept and kept.erased_at:
        return ["Data orang ini sudah disamarkan; tidak ada lagi yang dapat diubah."]
    return [] if values is None else _person_faults(values, kept) + reason_faults(reason)


def _person_faults(values: PersonValues, kept: User | None) -> list[str]:
    reasons = needed("Nama", values.name, NAME_LIMIT)
    nip, nik = plain_nip(values.nip), values.nik.replace(" ", "")
    if kept is None:
        if fault := nip_fault(nip):
            reasons.append(" ".join(filter(None, ("NIP", nip, fault))))
        elif User.objects.filter(nip=nip).exists():
            reasons.append(f"NIP {nip} sudah mempunyai akun; cari orangnya pada daftar.")
    if nik and not (nik.isascii() and NIK.fullmatch(nik)):
        reasons.append("NIK harus 16 angka; samakan dengan KTP-nya.")
    if values.email:
        try:
            validate_email(values.email)
        except ValidationError:
            reasons.append("Alamat surel tidak dapat dipakai; tulis misalnya nama@kantor.go.id.")
    return reasons


@transaction.atomic
def enter_person(values: PersonValues, *, by: Standing, at: dt.datetime, token: str = "") -> User:
    """Give a person an account; a one-time link lets the person choose a password. Raises Refused."""
    if is_repeat(token, "person"):
        return User.objects.get(pk=Entry.objects.get(token=token).data["row"]["pk"])
    if reasons := may_keep_person(values, by=by):
        raise Refused(reasons)
    nip, nik = plain_nip(values.nip), values.nik.replace(" ", "")
    name = " ".join(values.name.split())
    return add_person(nip, name, None, unit=values.unit, email=values.email, nik=nik, at=at, by=by, token=token)


@transaction.atomic
def change_person(
    kept: User, values: PersonValues, *, reason: str, by: Standing, at: dt.datetime, token: str = ""
) -> User:
    """Amend name, mail address, unit or NIK. Raises Refused."""
    row = User.objects.select_related("unit").get(pk=kept.pk)
    if is_repeat(token, "person-changed"):
        return row
    if reasons := may_keep_person(values, by=by, kept=row, reason=reason):
        raise Refused(reasons)
    changes = {"name": " ".join(values.name.split()), "email": values.email, "unit": values.unit}
    nik = values.nik.replace(" ", "")
    amend(row, changes | ({"nik": nik} if nik else {}), at=at, by=by, reason=reason, token=token)
    return row


def may_switch(kept: User, is_active: bool, *, by: Standing, at: dt.datetime, reason: str | None = None) -> list[str]:
    """Why this account may not be switched on or off."""
    if reasons := may_manage(by=by):
        return reasons
    if kept.erased_at:
        return ["Data orang ini sudah disamarkan; akunnya tetap tidak aktif."]
    if is_active:
        return reason_faults(reason)
    today = timezone.localdate(at)
    rows = Appointment.objects.current(today).filter(user=kept).select_related("position")
    return leaves_no_administrator(at, without=rows) + reason_faults(reason)


@transaction.atomic
def switch(kept: User, is_active: bool, *, reason: str, by: Standing, at: dt.datetime, token: str = "") -> User:
    """Switch an account on or off; appointments stay, but without an active account nobody acts by them."""
    row = User.objects.get(pk=kept.pk)
    if is_repeat(token, "account-switched") or row.is_active == is_active:
        return row
    if reasons := may_switch(row, is_active, by=by, at=at, reason=reason):
        raise Refused(reasons)
    row.is_active = is_active
    row.save(update_fields=["is_active"])
    write("account-switched", {"is_active": is_active}, row, at=at, by=by, reason=reason, token=token)
    return row


def may_erase(kept: User, *, by: Standing, at: dt.datetime, reason: str | None = None) -> list[str]:
    """Why this person may not be made nameless: only who has left, with nothing open in hand."""
    if reasons := may_manage(by=by):
        return reasons
    if kept.erased_at:
        return ["Data orang ini sudah disamarkan."]
    reasons = []
    if kept.is_active:
        reasons.append("Nonaktifkan dahulu akunnya.")
    if Appointment.objects.current(timezone.localdate(at)).filter(user=kept).exists():
        reasons.append("Masih ada penetapan yang berlaku; akhiri dahulu.")
    if Visit.objects.filter(closed_at__isnull=True, assignee=kept).exists():
        reasons.append("Masih ada langkah yang ditugaskan kepadanya; pindahkan dahulu pada Kekosongan.")
    return reasons + reason_faults(reason)


@transaction.atomic
def erase(kept: User, *, reason: str, by: Standing, at: dt.datetime, token: str = "") -> User:
    """Take name, NIP, NIK and mail address out of the account; the lines of the record keep theirs (decision 0034)."""
    row = User.objects.get(pk=kept.pk)
    if is_repeat(token, "person-erased"):
        return row
    if reasons := may_erase(row, by=by, at=at, reason=reason):
        raise Refused(reasons)
    former = row.name
    row.name, row.nip, row.nik, row.email = f"Pegawai {row.pk}", f"dihapus-{row.pk}", "", ""
    forget_addresses(row)
    row.unit, row.erased_at = None, at
    row.set_unusable_password()
    row.save()
    row.data_requests.update(text="", answer="")
    row.leaves.update(reason="")
    for left_behind in (row.held_forms, row.factors, row.recovery_codes, row.password_links, row.login_sessions):
        left_behind.all().delete()
    forget_name(former, row.name)
    write("person-erased", {}, row, at=at, by=by, reason=reason, token=token)
    return row
