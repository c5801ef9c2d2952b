"""`why_not` answers for every act on people, units and positions, and the actions say the same."""

from __future__ import annotations

from typing import Any

import pytest

from alur.actions import why_not
from alur.actions.personnel.accounts import switch
from alur.actions.personnel.asking import JUDGES
from alur.actions.personnel.own_data import ask_correction
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.once("sqlite")]
OPEN_TO_ALL = {"ask_correction"}


def answers(office: make.Office, who: str) -> dict[str, list[str]]:
    """What this person is told of each act, asked of what is there already or of nothing."""
    row = office.people["dedi"].appointments.get()
    asked = ask_correction("Nama", by=office.standing("tamu"), at=make.MONDAY, token=make.token())
    subjects: dict[str, tuple[Any, dict[str, Any]]] = {
        "change_person": (row.user, {}),
        "switch_account": (row.user, {"is_active": False}),
        "erase_person": (row.user, {}),
        "correct_appointment": (row, {}),
        "end_appointment": (row, {}),
        "keep_qualification": (row.user, {}),
        "change_unit": (office.unit, {}),
        "change_position": (row.position, {}),
        "answer_correction": (asked, {}),
    }
    by, at = office.standing(who), make.MONDAY
    found = {}
    for act in JUDGES:
        subject, values = subjects.get(act, (None, {}))
        found[act] = why_not(act, subject, by=by, at=at, **values)
    return found


def test_somebody_of_a_role_may_do_nothing_of_it_but_ask(office: make.Office) -> None:
    found = answers(office, "dedi")

    assert {act for act, reasons in found.items() if not reasons} == OPEN_TO_ALL


def test_the_administrator_may_do_all_but_the_heads_acts(office: make.Office) -> None:
    found = answers(office, "admin")

    assert {act: len(reasons) for act, reasons in found.items() if reasons} == {"move_work": 1, "erase_person": 2}


def test_the_answer_and_the_refusal_are_the_same_sentences(office: make.Office) -> None:
    user, asked = office.people["admin"], {"by": office.standing("admin"), "at": make.MONDAY}

    told = why_not("switch_account", user, is_active=False, reason="", **asked)

    assert make.refusal(lambda: switch(user, False, reason="", **asked)) == told
    assert len(told) == 2
