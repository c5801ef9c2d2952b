"""The fictional office of the demonstration: units, applications, people and their appointments around a given day."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass

from django.conf import settings

from alur.actions.people import add_application, add_person, add_position, add_unit, appoint
from alur.records.models import AppointmentKind, Duty, Position, Procedure, Unit, User

UNITS = {
    "rsnb": "RSUP Nusa Bakti",
    "polsag": "Poltekkes Kemenkes Sagara",
    "labwan": "Balai Labkesmas Wanasari",
    "rsjpg": "RSJ Puspa Giri",
    "bbpkr": "BBPK Ranu",
}
APPLICATIONS = {
    "SIMKA": ("Sistem Informasi Manajemen Kepegawaian", "Data induk pegawai, riwayat jabatan, pangkat, dan KGB."),
    "SILK": ("Sistem Informasi Layanan Kepegawaian", "Usul dan pelacakan layanan kepegawaian oleh satuan kerja."),
    "SILK-ARSIP": ("SILK Arsip", "Arsip digital berkas kepegawaian."),
    "E-FORMASI": ("e-Formasi", "Usul kebutuhan pegawai dan peta jabatan."),
    "PRESENSI": ("Presensi Daring", "Kehadiran, dinas luar, dan rekap uang makan."),
    "HELPDESK": ("Helpdesk Ropeg", "Pertanyaan dan keluhan layanan kepegawaian."),
}
# nip, name, what the person is, unit code ("" is the bureau)
PEOPLE = [
    ("197203141998031002", "Bambang Hartono, S.H., M.M.", "kabag-lama", ""),
    ("197509222000122001", "Ratna Widyastuti, S.Sos., M.Si.", "kabag", ""),
    ("197811052003121003", "Agus Priyanto, S.K.M., M.Kes.", "plh-kabag", ""),
    ("198104172006042004", "Rina Sulistyowati, S.Kom., M.T.", "kasubbag", ""),
    ("198806302011011005", "Dedi Kurniawan, S.Kom.", "prakom-1", ""),
    ("199002112014022006", "Sari Wulandari, S.T.", "prakom-2", ""),
    ("199312252019031007", "Yoga Pratama, S.Kom.", "prakom-3", ""),
    ("198507092009122008", "Lestari Handayani, A.Md.", "surat", ""),
    ("196911201994031009", "Dr. Hendra Gunawan, M.P.H.", "kepala", ""),
    ("198001152005011010", "Teguh Santoso, S.E., Ak.", "auditor", ""),
    ("198709032010121011", "Wahyu Nugroho, S.Kom.", "administrator", ""),
    ("198612182010122012", "Maya Anggraini, S.E.", "pemohon", "rsnb"),
    ("198303272008011013", "Irfan Maulana, S.Kep.", "pemohon", "polsag"),
    ("199107142015032014", "Dian Puspitasari, S.K.M.", "pemohon", "labwan"),
    ("198410022009031015", "Eko Prasetyo, S.H.", "pemohon", "rsjpg"),
    ("198908212012122016", "Fitri Ramadhani, S.Sos.", "pemohon", "bbpkr"),
]
TITLES = {
    "kabag-lama": "Kabag Mutasi & PKP sampai empat bulan lalu",
    "kabag": "Kabag Mutasi & PKP",
    "plh-kabag": "Plh. Kabag Mutasi & PKP",
    "kasubbag": "Kasubbag PKDIK",
    "prakom": "Pranata Komputer",
    "surat": "Petugas surat",
    "kepala": "Kepala Biro",
    "auditor": "Auditor",
    "administrator": "Administrator",
    "pemohon": "Pengelola kepegawaian",
}
MONTH = dt.timedelta(days=30)


@dataclass
class Staff:
    """The people of the demonstration by what they are, and the requesting units by code."""

    people: dict[str, User]
    units: dict[str, Unit]


def password_of(nip: str) -> str:
    """The password of a demonstration account: derived from this installation's secret, so no two offices share it."""
    digest = hashlib.sha256(f"{settings.SECRET_KEY}:{nip}".encode()).hexdigest()
    return f"alur-{digest[:4]}-{digest[4:8]}-{digest[8:12]}"


def accounts() -> list[dict[str, str]]:
    """One line per demonstration account: nip, password, name, role."""
    return [
        {
            "nip": nip,
            "password": password_of(nip),
            "name": name,
            "role": TITLES[kind.split("-")[0] if kind.startswith("prakom") else kind]
            + (f", {UNITS[unit]}" if unit else ""),
        }
        for nip, name, kind, unit in PEOPLE
    ]


def make_staff(procedure: Procedure, *, at: dt.datetime) -> Staff:
    """Enter units, applications, people and appointments as they would be on the day of `at`."""
    began = at - dt.timedelta(days=600)
    bureau = add_unit("ropeg", "Biro Kepegawaian", at=began)
    units = {code: add_unit(code, name, at=began) for code, name in UNITS.items()}
    for code, (name, description) in APPLICATIONS.items():
        url = f"https://{code.lower()}.contoh.go.id/"
        add_application(code, name, url, description, at=began)
    people = {}
    for number, (nip, name, kind, unit) in enumerate(PEOPLE):
        key = f"{kind}-{unit}" if unit else kind
        people[key] = add_person(
            nip, name, password_of(nip), unit=units.get(unit, bureau), email=f"pegawai{number}@contoh.go.id", at=began
        )
    _appoint_all(procedure, bureau, units, people, at=at, began=began)
    (settings.DATA / "demo").write_text(json.dumps({"made_at": at.isoformat()}))
    return Staff(people, units)


def _appoint_all(
    procedure: Procedure,
    bureau: Unit,
    units: dict[str, Unit],
    people: dict[str, User],
    *,
    at: dt.datetime,
    began: dt.datetime,
) -> None:
    roles = {role.key: role for role in procedure.roles.all()}
    seats = {
        "kabag": add_position("Kabag Mutasi & PKP", bureau, roles=[roles["kabag"]], at=began),
        "kasubbag": add_position("Kasubbag PKDIK", bureau, roles=[roles["kasubbag"]], at=began),
        "prakom": add_position("Pranata Komputer", bureau, roles=[roles["prakom"]], at=began),
        "surat": add_position("Petugas surat", bureau, duty=Duty.LETTER_DESK, at=began),
        "kepala": add_position("Kepala Biro Kepegawaian", bureau, duty=Duty.HEAD, at=began),
        "auditor": add_position("Auditor", bureau, duty=Duty.AUDITOR, at=began),
        "administrator": add_position("Administrator Alur", bureau, duty=Duty.ADMINISTRATOR, at=began),
    }
    today, first = at.date(), began.date()
    changed = today - 4 * MONTH
    for key in ("kasubbag", "surat", "kepala", "auditor", "administrator"):
        _definitive(people[key], seats[key], first, at=began)
    for number in (1, 2, 3):
        _definitive(people[f"prakom-{number}"], seats["prakom"], first, at=began)
    _definitive(people["kabag-lama"], seats["kabag"], first, changed - dt.timedelta(days=1), at=began)
    _definitive(people["kabag"], seats["kabag"], changed, at=at - 4 * MONTH)
    appoint(
        people["plh-kabag"],
        seats["kabag"],
        letter_number=f"KP.03.02/4/{today.year % 100}17/{today.year}",
        starts_on=today - dt.timedelta(days=3),
        ends_on=today + dt.timedelta(days=11),
        kind=AppointmentKind.PLH,
        stands_for=people["kabag"],
        at=at - dt.timedelta(days=4),
    )
    for code, unit in units.items():
        seat = add_position("Pengelola kepegawaian", unit, duty=Duty.REQUESTER, at=began)
        _definitive(people[f"pemohon-{code}"], seat, first, at=began)


def _definitive(
    user: User, position: Position, starts_on: dt.date, ends_on: dt.date | None = None, *, at: dt.datetime
) -> None:
    number = f"KP.03.01/4/{user.pk + 100}/{starts_on.year}"
    appoint(user, position, letter_number=number, starts_on=starts_on, ends_on=ends_on, at=at)
