"""People at their browsers, and many cases at once, made in bulk past the actions, for tests of lists."""

from __future__ import annotations

import datetime as dt
import html
import time
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alur.records import search
from alur.records.models import Case, Letter, Role, Visit
from tests import make

STEP, ROLE = "periksa-analisis", "kasubbag"


def client_of(office: make.Office, who: str) -> Client:
    client = Client()
    client.force_login(office.people[who])
    prove(client)
    return client


def prove(client: Client) -> None:
    """As if the person had typed the password just now."""
    session = client.session
    session["masuk.bukti"] = int(time.time())
    session.save()


def text_of(response: Any) -> str:
    return html.unescape(response.content.decode())


def statements(client: Client, address: str) -> int:
    """How many statements a page takes once the process is warm."""
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def crowd(office: make.Office, count: int, *, word: str = "Kenaikan pangkat") -> list[Case]:
    """So many open cases at step 4, waiting for anybody of its role, each due a minute after the one before."""
    first = Letter.objects.count()
    letters = Letter.objects.bulk_create(_letter(office, first + number, word) for number in range(count))
    cases = Case.objects.bulk_create(_case(office, letter) for letter in letters)
    role = Role.objects.get(procedure=office.edition.procedure, key=ROLE)
    Visit.objects.bulk_create(_visit(case, role, number) for number, case in enumerate(cases))
    for case in cases:
        search.index(case.pk, f"{case.number} {case.title}")
    return cases


def _letter(office: make.Office, number: int, word: str) -> Letter:
    return Letter(
        agenda_year=2026,
        agenda_number=10_000 + number,
        number=f"MASSAL/{number}",
        dated_on=dt.date(2026, 6, 5),
        received_on=dt.date(2026, 6, 8),
        unit=office.unit,
        subject=f"{word} {number}",
        registered_at=make.MONDAY,
        registered_by=office.people["petugas"],
    )


def _case(office: make.Office, letter: Letter) -> Case:
    return Case(
        number=f"P-2026-{letter.agenda_number}",
        title=letter.subject,
        kind="perbaikan",
        letter=letter,
        procedure=office.edition.procedure,
        edition=office.edition,
        unit=office.unit,
        application=office.application,
        opened_at=make.MONDAY,
        opened_by=office.people["petugas"],
    )


def _visit(case: Case, role: Role, number: int) -> Visit:
    return Visit(
        case=case,
        number=1,
        step=STEP,
        role=role,
        opened_at=make.MONDAY,
        standard_seconds=7200,
        due_at=make.MONDAY + dt.timedelta(hours=2, minutes=number),
    )
