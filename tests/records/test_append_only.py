"""The database itself refuses to change the record, whichever way it is asked; and the rows that may not be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from alur.actions import pause
from alur.records.models import (
    Appointment,
    Case,
    CorrectionPoint,
    Entry,
    Letter,
    Pause,
    SecurityEvent,
    SecurityKind,
    Visit,
)
from tests import make

SENTENCE = "catatan perjalanan tidak dapat diubah atau dihapus"


def _refused(act: Callable[[], object]) -> str:
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        act()
    return str(refused.value).partition("\n")[0]


def _run(statement: str) -> Callable[[], object]:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return run


def test_an_entry_is_not_updated_through_the_models(office: Any) -> None:
    assert _refused(lambda: Entry.objects.update(kind="lain")) == SENTENCE


def test_an_entry_is_not_saved_again(office: Any) -> None:
    entry = Entry.objects.first()
    entry.acting_as = "Lain"

    assert _refused(entry.save) == SENTENCE


def test_an_entry_is_not_deleted_through_the_models(office: Any) -> None:
    assert _refused(Entry.objects.first().delete) == SENTENCE


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE records_entry SET acting_as = 'Lain'",
        "UPDATE records_entry SET token = NULL",
        "DELETE FROM records_entry",
    ],
)
def test_an_entry_is_not_changed_by_plain_statements(office: Any, statement: str) -> None:
    assert _refused(_run(statement)) == SENTENCE


@pytest.mark.parametrize("key", ["id", "token"])
def test_an_entry_is_not_replaced_by_sqlites_own_way(office: Any, key: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE hanya ada pada SQLite")
    make.case(office)
    columns = [field.column for field in Entry._meta.fields]
    kept = {"id": "id", "token": "token"}[key]
    values = [column if column in (kept, "hash", "previous") else f"'{n}'" for n, column in enumerate(columns, 900)]
    statement = (
        f"INSERT OR REPLACE INTO records_entry ({', '.join(columns)}) "
        f"SELECT {', '.join(values)} FROM records_entry WHERE token IS NOT NULL LIMIT 1"
    )

    assert _refused(_run(statement)) == SENTENCE


@pytest.mark.postgresql
def test_the_record_is_not_truncated(office: Any) -> None:
    _run("SET CONSTRAINTS ALL IMMEDIATE")()

    assert _refused(_run("TRUNCATE records_entry")) == SENTENCE


@pytest.mark.parametrize(
    "statement", ["UPDATE records_securityevent SET address = ''", "DELETE FROM records_securityevent"]
)
def test_the_security_log_is_not_changed_by_plain_statements(db: None, statement: str) -> None:
    SecurityEvent.objects.create(kind=SecurityKind.REFUSED, address="192.0.2.1", at=make.MONDAY)

    assert _refused(_run(statement)) == "catatan keamanan tidak dapat diubah atau dihapus"


def test_a_second_entry_under_the_same_number_is_refused(office: Any) -> None:
    number = Entry.objects.count()

    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(
            subject_kind="kantor", subject_id=0, number=1, at=make.MONDAY, kind="lain", previous="", hash=""
        )

    assert Entry.objects.count() == number


@pytest.fixture
def case(office: Any) -> Case:
    return make.case(office, at_step="3")


def _broken(act: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        act()


def test_a_case_has_one_open_visit_a_strand(case: Case) -> None:
    visit = Visit(case=case, number=99, step="analisis", opened_at=make.MONDAY)

    _broken(visit.save)


def test_another_strand_may_have_an_open_visit_of_its_own(case: Case) -> None:
    Visit.objects.create(case=case, number=99, strand="b", step="analisis", opened_at=make.MONDAY)

    assert case.visits.open().count() == 2


def test_a_visit_is_not_closed_without_a_decision(case: Case) -> None:
    _broken(lambda: case.visits.open().update(closed_at=make.MONDAY))


def test_a_visit_has_no_decision_while_it_is_open(case: Case) -> None:
    _broken(lambda: case.visits.open().update(decision="lanjut"))


def test_two_visits_of_a_case_never_share_a_number(case: Case) -> None:
    _broken(lambda: case.visits.filter(number=1).update(number=2))


def test_a_case_is_not_closed_without_a_result(case: Case) -> None:
    _broken(lambda: Case.objects.update(closed_at=make.MONDAY))


def test_a_case_has_no_result_while_it_is_open(case: Case) -> None:
    _broken(lambda: Case.objects.update(result="selesai"))


def test_a_letter_has_one_case(office: Any, case: Case) -> None:
    other = make.case(office)

    _broken(lambda: Case.objects.filter(pk=other.pk).update(letter=case.letter))


def test_an_agenda_number_is_given_once(office: Any) -> None:
    make.letter(office)
    second = make.letter(office)

    _broken(lambda: Letter.objects.filter(pk=second.pk).update(agenda_number=1))


def test_a_letter_is_not_received_before_it_was_written(office: Any) -> None:
    make.letter(office)

    _broken(lambda: Letter.objects.update(received_on=make.dt.date(2026, 6, 1)))


def test_a_visit_has_one_running_pause(office: Any, case: Case) -> None:
    visit = make.open_visit(case)
    reason = "Menunggu akses server atau basis data"
    row = pause(visit, reason, by=office.standing("dedi"), at=make.at("2026-06-08 10:00"), token="T")

    _broken(lambda: Pause.objects.create(visit=visit, reason="", starts_at=row.starts_at, paused_by=row.paused_by))


def test_correction_points_of_a_case_never_share_a_number(case: Case) -> None:
    visit = make.open_visit(case)
    CorrectionPoint.objects.create(case=case, number=1, step="analisis", raised_in=visit, text="a")

    _broken(lambda: CorrectionPoint.objects.create(case=case, number=1, step="x", raised_in=visit, text="b"))


def test_an_appointment_does_not_end_before_it_begins(office: Any) -> None:
    _broken(lambda: Appointment.objects.update(ends_on=make.dt.date(2018, 12, 31)))
