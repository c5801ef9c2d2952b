"""Accounts, units and positions: entered, amended, switched off, made nameless."""

from __future__ import annotations

from typing import Any

import pytest

from alur.actions.notices import Message, tell
from alur.actions.personnel.accounts import PersonValues, change_person, enter_person, erase, switch
from alur.actions.personnel.structure import (
    PositionValues,
    UnitValues,
    change_position,
    change_unit,
    enter_position,
    enter_unit,
)
from alur.actions.security_log import Visitor
from alur.actions.sessions import begin_session
from alur.records.models import Duty, Entry, FactorKind, Notice, NoticeKind, Position, User
from alur.reports.verify import verify
from tests import make

pytestmark = pytest.mark.django_db


def enter(office: make.Office, nip: str = "199505052020121001", **changes: Any) -> Any:
    values = PersonValues(nip, "Nur Aini", unit=office.unit, **changes)
    return enter_person(values, by=office.standing("admin"), at=make.MONDAY, token=make.token())


def does(office: make.Office) -> dict[str, Any]:
    return {"by": office.standing("admin"), "at": make.MONDAY, "reason": "Sesuai surat tugas"}


def test_a_new_person_has_no_password_yet(office: Any) -> None:
    assert not enter(office).has_usable_password()


@pytest.mark.parametrize(
    ("nip", "sentence"),
    [
        ("1995050520201210O1", "NIP 1995050520201210O1 harus terdiri atas 9 sampai 30 angka, misalnya 18 angka."),
        ("19950505202012100", "NIP 19950505202012100 17 angka, padahal NIP pegawai 18 angka; periksa angkanya."),
        ("12345678", "NIP 12345678 harus terdiri atas 9 sampai 30 angka, misalnya 18 angka."),
        ("1999 0101 0000 000099", "NIP 199901010000000099 sudah mempunyai akun; cari orangnya pada daftar."),
    ],
)
def test_a_nip_that_cannot_be_is_refused(office: Any, nip: str, sentence: str) -> None:
    assert make.refusal(lambda: enter(office, nip)) == [sentence]


def test_an_amended_person_is_recorded_with_the_reason(office: Any) -> None:
    made = enter(office)

    change_person(made, PersonValues(made.nip, "Nur Aini, S.E."), **does(office))

    assert User.objects.get(pk=made.pk).name == "Nur Aini, S.E."
    assert Entry.objects.get(kind="person-changed").data["reason"] == "Sesuai surat tugas"


def test_an_inactive_account_has_no_standing(office: Any) -> None:
    switch(office.people["dedi"], False, **does(office))

    office.people["dedi"].refresh_from_db()
    assert office.standing("dedi").capacities == ()


def test_the_last_administrator_cannot_switch_off_himself(office: Any) -> None:
    assert len(make.refusal(lambda: switch(office.people["admin"], False, **does(office)))) == 1


def test_only_who_has_left_is_made_nameless(office: Any) -> None:
    made = enter(office)

    assert make.refusal(lambda: erase(made, **does(office))) == ["Nonaktifkan dahulu akunnya."]


def test_a_nameless_person_leaves_the_record_true(office: Any) -> None:
    make.write_down(office)
    made = enter(office, email="nur@contoh.go.id")
    switch(made, False, **does(office))

    user = erase(made, **does(office))

    assert (user.name, user.nip, user.email) == (f"Pegawai {user.pk}", f"dihapus-{user.pk}", "")
    assert list(verify()) == []


def test_a_nameless_person_leaves_no_door_and_no_name_in_notices(office: Any) -> None:
    made = enter(office)
    made.factors.create(kind=FactorKind.TOTP, name="ponsel", secret="tersandi", made_at=make.MONDAY)
    begin_session(made, "kunci", "kata sandi", visitor=Visitor("203.0.113.9", "Firefox"), at=make.MONDAY)
    told = Message("Langkah 3 pada P-2026-0001 dialihkan dari Anda kepada Nur Aini.")
    tell({office.people["dedi"].pk: told}, NoticeKind.TAKEN, key="dialihkan:1:1", at=make.MONDAY)
    switch(made, False, **does(office))

    user = erase(made, **does(office))

    assert Notice.objects.get().text == f"Langkah 3 pada P-2026-0001 dialihkan dari Anda kepada {user.name}."
    assert (user.login_sessions.count(), user.factors.count()) == (0, 0)


def test_a_unit_cannot_lie_below_itself(office: Any) -> None:
    below = enter_unit(
        UnitValues("sub", "Subbagian", office.bureau), by=office.standing("admin"), at=make.MONDAY, token=make.token()
    )

    refused = make.refusal(lambda: change_unit(office.bureau, UnitValues("ropeg", "Biro", below), **does(office)))

    assert refused == ["Unit tidak dapat berada di bawah dirinya sendiri; pilih induk lain."]


def test_a_renamed_position_changes_nothing_that_was_signed(office: Any) -> None:
    make.write_down(office)
    made_case = make.case(office, "2")
    seat = office.people["kabag"].appointments.get().position
    signed = Entry.objects.get(kind="performed", subject_id=made_case.pk).acting_as
    values = PositionValues("Kepala Bagian", seat.unit, roles=list(seat.roles.all()))

    change_position(seat, values, **does(office))

    assert Entry.objects.get(kind="performed", subject_id=made_case.pk).acting_as == signed == "Kabag Mutasi & PKP"
    assert list(verify()) == []


def test_a_position_is_entered_with_its_roles(office: Any) -> None:
    role = office.people["dedi"].appointments.get().position.roles.get()
    values = PositionValues("Pranata Ahli", office.bureau, is_single=True, roles=[role])

    enter_position(values, by=office.standing("admin"), at=make.MONDAY, token=make.token())

    assert list(Position.objects.get(name="Pranata Ahli").roles.all()) == [role]


def test_the_duty_of_the_last_administrator_stays(office: Any) -> None:
    seat = office.people["admin"].appointments.get().position

    refused = make.refusal(
        lambda: change_position(seat, PositionValues(seat.name, seat.unit, Duty.AUDITOR), **does(office))
    )

    assert len(refused) == 1
