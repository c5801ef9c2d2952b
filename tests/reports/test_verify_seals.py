"""Seals hold what was written: whatever is changed in a sealed day, or on a seal itself, is named."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from alur.actions.reading import state_reason
from alur.actions.seals import seal_until
from alur.actions.seals.stamping import stamp
from alur.records import triggers
from alur.records.models import Case, Counter, Entry, Seal, SealStamp
from alur.reports.seals import unsealed_since
from alur.reports.verify import verify
from tests import make, tampering
from tests.papers.signing import authority
from tests.papers.signing.services import stamping_authority
from tests.tampered_office import fill

LATER = make.at("2026-06-20 02:00")


@pytest.fixture
def bend() -> Callable[..., None]:
    """Runs a statement that the triggers would have refused."""

    def run(statement: str, *values: object) -> None:
        triggers.remove(connection)
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
        triggers.install(connection)

    return run


@pytest.fixture
def case(office: Any) -> Case:
    """A case of two days, both sealed."""
    made = make.case(office, at_step="2")
    make.advance(office, make.open_visit(made), make.at("2026-06-09 09:00"))
    seal_until(at=LATER)
    return made


def sealed(day: str) -> Seal:
    return Seal.objects.get(day=day)


def test_sealed_days_verify(case: Case) -> None:
    assert list(verify()) == []


def test_an_entry_backdated_into_a_sealed_day_is_named(case: Case) -> None:
    Entry.objects.append("seen", subject=("permintaan", case.pk), at=make.at("2026-06-08 12:00"), data={})

    assert f"Segel {sealed('2026-06-08').number} (2026-06-08): catatan {case.number} #4 ditulis bertanggal mundur" in [
        problem.partition(" ke hari")[0] for problem in verify()
    ]


def test_a_chain_cut_with_its_tables_is_named_by_the_seal(case: Case, bend: Any) -> None:
    last = Entry.objects.of("permintaan", case.pk).last()
    bend("DELETE FROM records_entry WHERE id = %s", last.pk)
    number = sealed("2026-06-09").number

    assert list(verify())[-1] == (
        f"Segel {number} (2026-06-09): catatan {case.number} hari itu tidak ada lagi, padahal disegel sampai #3."
    )


def test_a_chain_written_anew_from_end_to_end_is_named_by_the_seal(case: Case, bend: Any) -> None:
    """The whole chain fits itself again; only the seal remembers."""
    previous = "0" * 64
    for entry in Entry.objects.of("permintaan", case.pk):
        entry.previous, entry.acting_as = previous, f"{entry.acting_as}."
        previous = entry.computed_hash()
        columns = (entry.acting_as, entry.previous, previous, entry.pk)
        bend("UPDATE records_entry SET acting_as = %s, previous = %s, hash = %s WHERE id = %s", *columns)

    problems = [problem for problem in verify() if problem.startswith("Segel")]

    assert problems == [
        f"Segel {sealed(day).number} ({day}): catatan {case.number} #{number} ditulis ulang sesudah disegel."
        for day, number in (("2026-06-08", 2), ("2026-06-09", 3))
    ]


def test_a_changed_reading_of_a_sealed_day_is_named(office: Any, bend: Any) -> None:
    case = make.case(office, security="R")
    reason = "memeriksa kelengkapan surat"
    state_reason(case.letter_id, "R", reason, by=office.standing("kepala"), at=make.at("2026-06-08 10:00"))
    seal_until(at=LATER)

    bend("UPDATE records_reading SET reason = 'lain'")

    assert list(verify()) == ["Riwayat baca s.d. 19 Juni 2026: isi barisnya diubah sesudah disegel."]


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE records_seal SET lines = lines + 1", "isi tabel berbeda dari naskah segel."),
        (
            "UPDATE records_seal SET digest = previous",
            "sidik jarinya tidak cocok dengan naskahnya; salah satunya diubah.",
        ),
        ("UPDATE records_seal SET text = 'x'", "naskahnya rusak (bukan naskah segel Alur)."),
    ],
)
def test_a_changed_seal_is_named(case: Case, bend: Any, statement: str, sentence: str) -> None:
    seal = sealed("2026-06-09")
    bend(f"{statement} WHERE id = %s", seal.pk)

    assert list(verify()) == [f"Segel {seal.number} (2026-06-09): {sentence}"]


def test_a_seal_taken_out_is_named(case: Case, bend: Any) -> None:
    number = sealed("2026-06-08").number
    bend("DELETE FROM records_seal WHERE number = %s", number)

    assert f"Segel nomor {number}–{number} hilang." in list(verify())


def test_the_last_seal_taken_out_is_named(case: Case, bend: Any) -> None:
    number = Counter.objects.get(name="segel").value
    bend("DELETE FROM records_seal WHERE number = %s", number)

    assert list(verify()) == [f"Segel nomor {number}–{number} pernah dibuat, tetapi tidak ada pada tabel."]


def test_a_day_that_nobody_sealed_is_told_two_hours_after_it_should_be(case: Case, office: Any) -> None:
    make.letter(office, make.at("2026-06-22 09:00"))

    days = [unsealed_since(at=make.at(f"2026-06-23 0{hour}")) for hour in ("2:59", "3:00")]

    assert days == [None, dt.date(2026, 6, 22)]


def test_a_dropped_trigger_is_named(case: Case) -> None:
    triggers.SEALS.remove(connection)

    problems = list(verify())

    triggers.SEALS.install(connection)
    assert problems == [
        f"Tabel records_seal: pemicu {name} hilang atau dimatikan; baris lama dapat diubah."
        for name in triggers.SEALS.names(connection.vendor)
    ]


def test_a_time_stamp_holds_for_its_own_seal_only(case: Case, bend: Any, settings: Any, tmp_path: Any) -> None:
    roots = authority.root().pem(tmp_path / "induk.pem")
    one, other = sealed("2026-06-08"), sealed("2026-06-09")
    with stamping_authority() as address:
        settings.SEAL = settings.SEAL | {"tsa": address, "roots": str(roots)}
        stamp(one.number, at=LATER)
    whole = list(verify())

    bend("UPDATE records_sealstamp SET seal_id = %s", other.pk)

    assert (whole, SealStamp.objects.get().authority) == ([], "TSA Uji")
    assert list(verify()) == [
        f"Segel {one.number} (2026-06-08): cap waktunya tercatat, tetapi tidak ada pada tabel.",
        f"Segel {other.number} (2026-06-09): cap waktunya untuk sidik jari lain.",
    ]


def test_a_time_stamp_of_a_stranger_is_named(case: Case, settings: Any, tmp_path: Any) -> None:
    strangers = authority.stranger().pem(tmp_path / "lain.pem")
    seal = sealed("2026-06-08")
    with stamping_authority() as address:
        settings.SEAL = settings.SEAL | {"tsa": address, "roots": str(strangers)}
        stamp(seal.number, at=LATER)

    assert list(verify()) == [f"Segel {seal.number} (2026-06-08): penerbit cap waktunya tidak dikenal."]


def test_every_table_is_either_proved_or_named_as_one_that_proves_nothing() -> None:
    ours = {model.__name__ for model in apps.get_app_config("records").get_models()}

    assert ours - set(tampering.COVERED) - set(tampering.LEFT_TABLES) == set()
    assert set(tampering.COVERED) & set(tampering.LEFT_TABLES) == set()


@pytest.mark.once("sqlite")
@pytest.mark.django_db
def test_random_changes_behind_the_records_back_are_all_found(settings: Any) -> None:
    settings.SEAL = dict(settings.SEAL)
    fill()
    assert list(verify()) == []
    seed = random.randrange(10**6)
    tamperer, missed = tampering.Tamperer(random.Random(seed)), []

    for _ in range(25):
        with tamperer.change() as told:
            if next(iter(verify(with_files=told.is_about_files)), None) is None:
                missed.append(str(told))

    assert missed == [], f"seed {seed}"
