"""The case page is built from the step: every step of every procedure; and the same number of statements for all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alur.records.models import Case, Duty, Role, Visit
from tests import make
from tests.reports.test_case_page import copies, lengthen
from tests.web.test_case import client_of, text_of

pytestmark = pytest.mark.django_db

PROCEDURES = sorted((make.ROOT / "procedures").glob("*.toml"))
CONTROLS = {
    "catatan": "-text",
    "sistem": "-how_to_try",
    "daring": "-url",
    "keadaan": "-date",
    "barang": "-is_ready",
}


@pytest.mark.parametrize("file", PROCEDURES, ids=lambda file: file.stem)
def test_every_step_of_every_procedure_has_its_form(file: Path) -> None:
    office = make.office(file)
    for role in office.edition.document.roles:
        if not role.is_outside:
            office.appoint("serba", role=role.key)
    office.appoint("serba", duty=Duty.LETTER_DESK)
    case = make.case(office, office.edition.document.start.number)

    for step in office.edition.document.steps:
        if step.is_automatic:
            continue
        put_at(case, step.key, step.recorded_by or step.responsible)
        response = client_of(office, "serba").get(f"/permintaan/{case.number}/")
        shown = text_of(response)
        papers = [office.edition.document.paper(output.paper) for output in step.outputs]
        wanted = [f'name="kertas-{p.key}{CONTROLS[p.form]}"' for p in papers if p.form in CONTROLS]
        wanted += [f'name="berkas-{p.key}"' for p in papers if p.form in ("berkas", "periksa")]
        wanted += [f'name="keputusan" value="{way.key}"' for way in step.exits if len(step.exits) > 1]
        assert [name for name in wanted if name not in shown] == []
        assert response.status_code == 200


def put_at(case: Case, step: str, role: str) -> None:
    """Set the open visit to a step straight in the table: here only the form matters, not the road to it."""
    row = Role.objects.filter(procedure=case.procedure, key=role).first()
    Visit.objects.filter(case=case, closed_at=None).update(step=step, role=row, assignee=None)


@pytest.mark.parametrize("others", [1, 50, 500])
def test_the_page_takes_the_same_statements_whatever_there_is(office: make.Office, others: int) -> None:
    case = make.case(office, "4")
    copies(office, case, others)
    lengthen(office, case, others)
    client = client_of(office, "kasubbag")
    client.get(f"/permintaan/{case.number}/")

    with CaptureQueriesContext(connection) as captured:
        client.get(f"/permintaan/{case.number}/")

    assert len(captured) == 11


def test_a_reader_costs_fewer_statements_than_an_actor(office: make.Office) -> None:
    case = make.case(office, "4")
    client = client_of(office, "auditor")

    with CaptureQueriesContext(connection) as captured:
        client.get(f"/permintaan/{case.number}/")

    its_reading_written_down = 2
    assert len(captured) == 10 + its_reading_written_down


def test_a_step_without_time_says_so(office: make.Office) -> None:
    case = make.case(office, "4")
    Visit.objects.filter(case=case, closed_at=None).update(due_at=None, standard_seconds=None)

    shown = text_of(client_of(office, "kasubbag").get(f"/permintaan/{case.number}/"))

    assert "tanpa mutu baku" in shown
    assert "<progress" not in shown


def test_the_reckoning_page_prints_its_rows(office: make.Office) -> None:
    case = make.case(office, "5")
    visit = make.open_visit(case)
    assert visit is not None

    shown = text_of(client_of(office, "auditor").get(f"/permintaan/{case.number}/langkah/{visit.number}/tenggat/"))

    assert "Mengapa tenggatnya Selasa, 7 Juli 2026, 09.20 WIB?" in shown
    assert '<tr class="du">' in shown


@pytest.mark.parametrize("who", ["tamu", "auditor"])
def test_the_reckoning_of_what_does_not_exist_is_not_found(office: make.Office, who: str) -> None:
    case = make.case(office, "5")
    number: Any = 1 if who == "tamu" else 99

    response = client_of(office, who).get(f"/permintaan/{case.number}/langkah/{number}/tenggat/")

    assert response.status_code == 404
