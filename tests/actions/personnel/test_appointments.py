"""Appointments: collisions, stand-ins of stand-ins, corrections, ends, and the last administrator."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from alur.actions.personnel.appointments import (
    AppointmentValues,
    correct_appointment,
    end_appointment,
    enter_appointment,
    warnings,
)
from alur.records.models import Appointment, AppointmentKind, Entry, Position
from alur.reports.verify import verify
from tests import make

pytestmark = pytest.mark.django_db
TODAY = make.MONDAY.date()
DEFINITIVE, PLT, PLH = AppointmentKind.DEFINITIVE, AppointmentKind.PLT, AppointmentKind.PLH


def values(office: make.Office, who: str, position: str, kind: AppointmentKind = PLH, **changes: Any) -> Any:
    seat = Position.objects.get(name=position)
    principal = changes.pop("stands_for", "")
    known = {"letter_number": "KP.03/7/2026", "starts_on": TODAY, "ends_on": TODAY + dt.timedelta(days=7)} | changes
    return AppointmentValues(
        office.people[who], seat, kind, stands_for=office.people[principal] if principal else None, **known
    )


def enter(office: make.Office, *args: Any, by: str = "admin", **changes: Any) -> Appointment:
    wanted = values(office, *args, **changes)
    return enter_appointment(wanted, by=office.standing(by), at=make.MONDAY, token=make.token())


def kasubbag(office: make.Office) -> str:
    return str(office.people["kasubbag"].appointments.get().position.name)


def test_a_stand_in_acts_from_the_first_day_and_signs_for_the_principal(office: Any) -> None:
    enter(office, "tamu", kasubbag(office), stands_for="kasubbag")

    assert office.standing("tamu").title == f"Plh. {kasubbag(office)}, a.n. Kasubbag"
    assert office.standing("tamu", TODAY + dt.timedelta(days=8)).title == ""


def test_only_the_administrator_appoints(office: Any) -> None:
    refused = make.refusal(lambda: enter(office, "tamu", kasubbag(office), stands_for="kasubbag", by="kepala"))

    assert refused == ["Pengguna dan jabatan dikelola administrator; Anda tidak memegang tugas itu hari ini."]


def test_two_definitive_holders_of_a_single_position_are_refused(office: Any) -> None:
    Position.objects.filter(name=kasubbag(office)).update(is_single=True)

    refused = make.refusal(lambda: enter(office, "tamu", kasubbag(office), DEFINITIVE))

    assert refused == [
        f"Kasubbag sudah memegang jabatan {kasubbag(office)} secara definitif sejak 1 Januari 2019 tanpa batas waktu "
        "(surat KP.03/kasubbag/2019); akhiri dahulu penetapan itu, atau pilih Plt. atau Plh."
    ]


def test_a_position_of_several_holders_takes_another_one(office: Any) -> None:
    seat = office.people["dedi"].appointments.get().position

    enter(office, "tamu", seat.name, DEFINITIVE)

    assert seat.appointments.count() == 3


def test_the_same_person_twice_in_a_position_is_refused(office: Any) -> None:
    seat = office.people["dedi"].appointments.get().position

    assert len(make.refusal(lambda: enter(office, "dedi", seat.name, DEFINITIVE))) == 1


@pytest.mark.parametrize(
    ("who", "kind", "principal", "sentence"),
    [
        ("tamu", PLH, "", "Plh. memerlukan pejabat yang digantikan; isi “Atas nama”."),
        ("tamu", DEFINITIVE, "kasubbag", "Penetapan definitif tidak menggantikan siapa pun; kosongkan “Atas nama”."),
        ("kasubbag", PLH, "kasubbag", "Seseorang tidak dapat menggantikan dirinya sendiri; pilih orang lain."),
        ("tamu", PLH, "sari", "Sari tidak memegang jabatan Kasubbag PKDIK pada tanggal itu; periksa “Atas nama”."),
    ],
)
def test_whom_an_appointment_stands_for_is_judged(
    office: Any, who: str, kind: AppointmentKind, principal: str, sentence: str
) -> None:
    assert make.refusal(lambda: enter(office, who, kasubbag(office), kind, stands_for=principal)) == [sentence]


def test_a_stand_in_for_a_stand_in_names_the_holder(office: Any) -> None:
    enter(office, "tamu", kasubbag(office), stands_for="kasubbag")

    refused = make.refusal(lambda: enter(office, "sari", kasubbag(office), stands_for="tamu"))

    assert refused == [
        "Tamu sendiri hanya Plh. jabatan itu; pengganti seorang pengganti ditetapkan atas nama Kasubbag."
    ]


def test_a_correction_needs_a_reason_and_keeps_what_was(office: Any) -> None:
    kept = enter(office, "tamu", kasubbag(office), stands_for="kasubbag")
    wanted = values(office, "tamu", kasubbag(office), stands_for="kasubbag", letter_number="KP.03/8/2026")
    admin = office.standing("admin")

    refused = make.refusal(lambda: correct_appointment(kept, wanted, reason="", by=admin, at=make.MONDAY))
    correct_appointment(kept, wanted, reason="Salah ketik", by=admin, at=make.MONDAY)

    data = Entry.objects.get(kind="appointment-corrected").data
    assert refused == ["Alasan perubahan belum ditulis, sekurang-kurangnya 5 huruf; alasan itu masuk catatan kantor."]
    assert (data["was"], data["reason"]) == ({"letter_number": "KP.03/7/2026"}, "Salah ketik")


def test_the_last_administrator_cannot_end_his_own_appointment(office: Any) -> None:
    own = office.people["admin"].appointments.get()
    admin = office.standing("admin")

    refused = make.refusal(lambda: end_appointment(own, TODAY, reason="Pindah", by=admin, at=make.MONDAY))

    assert refused == [
        "Ini administrator terakhir tanpa batas waktu; tanpa administrator tidak ada yang dapat mengelola pengguna. "
        "Tetapkan administrator lain dahulu."
    ]


def test_an_administrator_with_a_successor_may_go(office: Any) -> None:
    office.appoint("tamu", duty="administrator")
    own = office.people["admin"].appointments.get()

    end_appointment(own, TODAY, reason="Pindah", by=office.standing("admin"), at=make.MONDAY)

    assert own.position.appointments.get(pk=own.pk).ends_on == TODAY


def test_a_second_press_appoints_once(office: Any) -> None:
    wanted, admin, token = values(office, "tamu", kasubbag(office), stands_for="kasubbag"), "admin", make.token()

    first = enter_appointment(wanted, by=office.standing(admin), at=make.MONDAY, token=token)
    second = enter_appointment(wanted, by=office.standing(admin), at=make.MONDAY, token=token)

    assert (first.pk, Appointment.objects.filter(user=office.people["tamu"]).count()) == (second.pk, 1)


def test_maker_and_checker_in_one_person_is_warned_about(office: Any) -> None:
    enter(office, "dedi", kasubbag(office), stands_for="kasubbag")

    assert warnings(office.people["dedi"], make.MONDAY) == [
        "Dedi memegang peran Pranata Komputer (pembuat) dan Kasubbag PKDIK (pemeriksa) pada SOP "
        "OT.02.01/4/4739/2019; yang dibuatnya sendiri tidak dapat diperiksanya."
    ]


def test_an_appointment_changed_behind_the_record_is_named(office: Any) -> None:
    make.write_down(office)
    kept = enter(office, "tamu", kasubbag(office), stands_for="kasubbag")
    Appointment.objects.filter(pk=kept.pk).update(ends_on=None)

    assert list(verify()) == [
        f"Baris penetapan {kept.pk}: ends_on pada tabel (kosong) berbeda dari catatan kantor "
        f"#{Entry.objects.get(kind='appointed').number} (2026-06-15)."
    ]


@pytest.mark.parametrize("change", [{"ends_on": TODAY}, {"starts_on": TODAY + dt.timedelta(days=1)}])
def test_the_last_administrator_cannot_be_corrected_away(office: Any, change: dict[str, dt.date]) -> None:
    row = office.people["admin"].appointments.get()
    wanted = values(office, "admin", row.position.name, DEFINITIVE, starts_on=row.starts_on, ends_on=None)
    by: Any = {"by": office.standing("admin"), "at": make.MONDAY, "token": make.token()}

    refused = make.refusal(lambda: correct_appointment(row, replace(wanted, **change), reason="Salah catat", **by))

    assert [sentence.split(";")[0] for sentence in refused] == ["Ini administrator terakhir tanpa batas waktu"]
