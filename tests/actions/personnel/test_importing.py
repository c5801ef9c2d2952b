"""People from a table: tried first, all or nothing, every bad line named, five hundred at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alur.actions.office_file.sheet import Row, load_people
from alur.records.models import Entry, Position, User
from alur.reports.verify import verify
from tests import make

pytestmark = pytest.mark.django_db


def row(line: int, nip: str = "", **cells: str) -> Row:
    return Row(line, {"nip": nip or f"19950505202012{line:04}", "nama": f"Orang {line}", "unit": "ropeg"} | cells)


def load(office: make.Office, *rows: Row, is_trial: bool = False) -> Any:
    return load_people(rows, by=office.standing("admin"), at=make.MONDAY, is_trial=is_trial)


SEAT = {"jabatan": "Pranata Komputer", "surat": "KP.03/9", "mulai": "01/06/2026"}


def test_a_trial_counts_and_keeps_nothing(office: Any) -> None:
    loaded = load(office, row(2, **SEAT), is_trial=True)

    assert (loaded.added, User.objects.filter(name="Orang 2").count()) == (2, 0)


def test_people_and_appointments_are_loaded_and_recorded_by_whom(office: Any) -> None:
    make.write_down(office)
    load(office, row(2, **SEAT))

    user = User.objects.get(name="Orang 2")
    assert (user.appointments.get().position.name, user.has_usable_password()) == ("Pranata Komputer", False)
    assert Entry.objects.get(kind="appointed").by == office.people["admin"]
    assert list(verify()) == []


def test_the_same_rows_again_change_nothing(office: Any) -> None:
    load(office, row(2, **SEAT))

    loaded = load(office, row(2, **SEAT))

    assert (loaded.added, loaded.amended) == (0, 0)


def test_every_bad_line_is_named_and_nothing_is_loaded(office: Any) -> None:
    bad = [row(2), row(3, "12"), row(4, unit="tak-ada"), row(5, **(SEAT | {"mulai": "kemarin"})), row(6, nama="")]

    refused = make.refusal(lambda: load(office, *bad))

    assert [sentence.partition(":")[0] for sentence in refused] == ["Baris 3", "Baris 4", "Baris 5", "Baris 6"]
    assert User.objects.filter(name="Orang 2").count() == 0


def test_a_number_that_a_spreadsheet_has_rounded_is_named(office: Any) -> None:
    assert make.refusal(lambda: load(office, row(2, "199505052020121000"))) == [
        "Baris 2: NIP 199505052020121000 dibulatkan lembar kerja; ubah kolom NIP menjadi teks."
    ]


def test_a_person_with_two_positions_stands_on_two_rows(office: Any) -> None:
    first = row(2, "199505052020121001", **SEAT)
    second = Row(3, dict(first.cells) | {"jabatan": "Auditor", "surat": "KP.03/10"})

    assert load(office, first, second).added == 3


def test_more_people_ask_no_more_of_the_database_for_each(office: Any) -> None:
    with CaptureQueriesContext(connection) as few:
        load(office, *(row(line, **SEAT) for line in range(2, 22)))
    with CaptureQueriesContext(connection) as many:
        load(office, *(row(line, **SEAT) for line in range(22, 222)))

    assert len(many) / 200 <= len(few) / 20


def test_a_second_holder_of_a_single_position_is_named(office: Any) -> None:
    Position.objects.filter(name="Kasubbag PKDIK").update(is_single=True)

    refused = make.refusal(lambda: load(office, row(2, **(SEAT | {"jabatan": "Kasubbag PKDIK"}))))

    nip = office.people["kasubbag"].nip
    assert refused == [
        f"Baris 2: Jabatan “Kasubbag PKDIK” dijabat satu orang, dan pada hari itu dipegang NIP {nip} secara definitif "
        "(surat KP.03/kasubbag/2019, sudah tercatat); akhiri dahulu yang itu dengan sampai."
    ]


def test_a_single_position_changes_hands_in_one_file(office: Any) -> None:
    Position.objects.filter(name="Kasubbag PKDIK").update(is_single=True)
    seat = {"jabatan": "Kasubbag PKDIK"}
    old = {"surat": "KP.03/kasubbag/2019", "mulai": "2019-01-01", "sampai": "2026-05-31", "nama": "Kasubbag"}

    loaded = load(office, row(2, office.people["kasubbag"].nip, **(seat | old)), row(3, **(SEAT | seat)))

    assert (loaded.added, loaded.amended) == (2, 1)


def test_a_table_cannot_end_the_last_administrator(office: Any) -> None:
    kept = office.people["admin"].appointments.get()
    cells = {"jabatan": kept.position.name, "surat": kept.letter_number, "mulai": "2019-01-01", "sampai": "2026-07-01"}

    refused = make.refusal(lambda: load(office, row(2, kept.user.nip, **cells)))

    kept.refresh_from_db()
    assert ([sentence.split(";")[0] for sentence in refused], kept.ends_on) == (
        ["Ini administrator terakhir tanpa batas waktu"],
        None,
    )
