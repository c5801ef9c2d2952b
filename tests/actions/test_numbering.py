"""Official numbers: in a row by klasifikasi, unit and year, however many ask at once and however many fail."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import replace
from typing import Any

import pytest
from django.db import connections, transaction

from alur.actions.numbering import classification_of, hold_series, marks_of, official_number
from alur.records.models import Counter, DocumentVersion
from alur.sop.document import Form, Paper, Procedure
from tests import make

NOTE = Paper("catatan", "Catatan", Form.NOTE)


class Fails(Exception):
    """A transaction that breaks off after it has got its number."""


@pytest.mark.django_db(transaction=True)
def test_200_numbers_at_once_are_a_row_though_every_tenth_transaction_fails() -> None:
    given: list[int] = []
    broken: list[BaseException] = []
    gate = threading.Barrier(8)

    def ask(share: range) -> None:
        gate.wait()
        for number in share:
            try:
                with transaction.atomic():
                    running = official_number("OT.02.01", make.MONDAY).running
                    if number % 10 == 9:
                        raise Fails
                given.append(running)
            except Fails:
                pass
            except Exception as error:
                broken.append(error)
        connections.close_all()

    threads = [threading.Thread(target=ask, args=[range(share, 222, 8)]) for share in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert broken == []
    assert sorted(given) == list(range(1, 201))
    assert Counter.objects.get(name="OT.02.01/4/2026").value == 200


@pytest.mark.django_db(transaction=True)
def test_acts_that_need_two_series_in_different_order_do_not_lock_each_other() -> None:
    broken: list[BaseException] = []
    gate = threading.Barrier(2)

    def ask(kinds: list[str]) -> None:
        gate.wait()
        for _ in range(15):
            try:
                with transaction.atomic():
                    hold_series(kinds, make.MONDAY)
                    for kind in kinds:
                        official_number(kind, make.MONDAY)
            except Exception as error:
                broken.append(error)
        connections.close_all()

    threads = [threading.Thread(target=ask, args=[kinds]) for kinds in (["KP.01", "OT.02"], ["OT.02", "KP.01"])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert broken == []
    assert set(Counter.objects.values_list("value", flat=True)) == {30}


@pytest.mark.django_db
def test_each_klasifikasi_and_each_year_counts_for_itself(settings: Any) -> None:
    eve, new_year = make.at("2026-12-31 23:30"), make.at("2027-01-01 00:30")

    numbers = [official_number(kind, at).text for kind in ("OT.02.01", "KP.04") for at in (eve, eve, new_year)]

    assert numbers == [
        "OT.02.01/4/1/2026",
        "OT.02.01/4/2/2026",
        "OT.02.01/4/1/2027",
        "KP.04/4/1/2026",
        "KP.04/4/2/2026",
        "KP.04/4/1/2027",
    ]


@pytest.mark.django_db
def test_the_office_sets_the_format(settings: Any) -> None:
    settings.OFFICE = settings.OFFICE | {"number_format": "{nomor:03}/{klasifikasi}/{unit}/{tahun}", "code": "D.4"}

    assert official_number("OT.02.01", make.MONDAY).text == "001/OT.02.01/D.4/2026"


def test_the_paper_s_klasifikasi_goes_before_the_procedure_s_and_the_letter_s(settings: Any) -> None:
    procedure = Procedure("", "", (), "", (), (), ())
    own, numbered = replace(NOTE, classification="HK.01"), replace(procedure, classification="OT.02")

    chosen = [
        classification_of(own, numbered, "KP.04"),
        classification_of(NOTE, numbered, "KP.04"),
        classification_of(NOTE, procedure, " KP.04 "),
        classification_of(NOTE, procedure, "lihat surat"),
    ]

    assert chosen == ["HK.01", "OT.02", "KP.04", settings.OFFICE["classification"]]


def test_a_numbered_paper_keeps_its_place_in_the_series_and_a_code(office: Any) -> None:
    case = make.case(office, at_step="2")

    version = DocumentVersion.objects.get(document__case=case, document__paper="catatan-instruksi")

    assert (version.series, version.running, len(version.code)) == ("OT.02.01/4/2026", 1, 12)


def test_a_paper_without_number_has_no_code(office: Any) -> None:
    case = make.case(office, at_step="4")

    version = DocumentVersion.objects.get(document__case=case, document__paper="hasil-analisis")

    assert (version.official_number, version.series, version.code) == ("", "", "")


@pytest.mark.django_db
def test_the_marks_of_a_number_are_the_fields_of_a_version() -> None:
    marks = marks_of(official_number("OT.02.01", make.MONDAY + dt.timedelta(days=1)))

    assert {key: value for key, value in marks.items() if key != "code"} == {
        "official_number": "OT.02.01/4/1/2026",
        "series": "OT.02.01/4/2026",
        "running": 1,
    }
