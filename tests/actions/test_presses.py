"""One press, one effect: repeated, stale and simultaneous presses, and a server that dies in the middle of one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from typing import Any

import pytest
from django.db import connection, connections

from alur.actions import Refused, open_case, pause, perform, register, save_draft, why_not, withdraw
from alur.actions.handover import Handover
from alur.actions.situation import situation_of
from alur.records.models import Case, Counter, Draft, Entry, Letter, Visit
from alur.reports.verify import verify
from tests import make

LATER = make.at("2026-06-08 11:00")
WAITING = "Menunggu akses server atau basis data"


def _handover(office: Any, visit: Visit, decision: str) -> Handover:
    return make.full_handover(office, situation_of(visit), decision)


def test_a_second_press_with_the_same_token_gives_the_first_outcome(office: Any) -> None:
    visit = make.open_visit(make.case(office, at_step="3"))
    press = {"by": office.standing("dedi"), "at": LATER, "handover": _handover(office, visit, "lanjut"), "token": "T"}
    first = perform(visit, "lanjut", **press)

    second = perform(visit, "lanjut", **press)

    assert second.is_repeat is True
    assert (second.entry, second.closed, second.opened) == (first.entry, first.closed, first.opened)
    assert Entry.objects.filter(kind="performed", token="T").count() == 1


def test_a_form_sent_for_one_act_is_not_taken_for_another(office: Any) -> None:
    visit = make.open_visit(make.case(office, at_step="3"))
    pause(visit, WAITING, by=office.standing("dedi"), at=LATER, token="T")

    reasons = make.refusal(
        lambda: perform(visit, "lanjut", by=office.standing("dedi"), at=LATER, handover=Handover(), token="T")
    )

    assert reasons == ["Formulir ini sudah pernah dikirim untuk hal lain. Muat ulang halamannya, lalu kirim lagi."]


def test_a_form_of_another_case_does_not_count_as_pressed(office: Any) -> None:
    one, other = make.case(office), make.case(office)
    ending = {"by": office.standing("petugas"), "at": LATER, "reason": "", "letter_number": "S-1", "token": "T"}
    withdraw(one, dated_on=LATER.date(), **ending)

    reasons = make.refusal(lambda: withdraw(other, dated_on=LATER.date(), **ending))

    assert reasons == ["Formulir ini sudah pernah dikirim untuk hal lain. Muat ulang halamannya, lalu kirim lagi."]


def test_a_pause_pressed_twice_is_one_pause(office: Any) -> None:
    visit = make.open_visit(make.case(office, at_step="3"))
    press = {"by": office.standing("dedi"), "at": LATER, "token": "T"}

    pauses = [pause(visit, WAITING, **press), pause(visit, WAITING, **press)]

    assert pauses[0] == pauses[1]
    assert visit.pauses.count() == 1


def test_a_letter_registered_twice_with_one_token_is_one_letter_and_one_number(office: Any) -> None:
    values = make.letter_values(office)
    press = {"by": office.standing("petugas"), "at": LATER, "token": "T"}

    letters = [register(values, **press), register(values, **press)]

    assert letters[0] == letters[1]
    assert (Letter.objects.count(), Counter.objects.get(name="agenda/2026").value) == (1, 1)


def test_a_case_opened_twice_with_one_token_is_one_case(office: Any) -> None:
    letter = make.letter(office)
    press = {"by": office.standing("petugas"), "at": LATER, "token": "T"}

    cases = [open_case(letter, office.edition, **press), open_case(letter, office.edition, **press)]

    assert cases[0] == cases[1]
    assert Case.objects.count() == 1


def test_a_stale_page_is_told_who_closed_the_step_and_when(office: Any) -> None:
    visit = make.open_visit(make.case(office, at_step="4"))
    make.advance(office, visit, LATER, "disetujui")

    reasons = make.refusal(
        lambda: perform(visit, "dikoreksi", by=office.standing("kasubbag"), at=LATER, handover=Handover(), token="T")
    )

    assert reasons == [
        "Langkah 4 putaran ke-1 sudah ditutup oleh Kasubbag pada Sen 8 Jun 2026, 11.00: Disetujui. "
        "Yang Anda tulis tersimpan sebagai draf."
    ]


def test_a_refused_press_leaves_nothing_behind(office: Any) -> None:
    visit = make.open_visit(make.case(office, at_step="2"))
    before = (Entry.objects.count(), list(Counter.objects.values_list("name", "value").order_by("name")))

    make.refusal(
        lambda: perform(visit, "lanjut", by=office.standing("kasubbag"), at=LATER, handover=Handover(), token="T")
    )

    assert (Entry.objects.count(), list(Counter.objects.values_list("name", "value").order_by("name"))) == before


def test_a_draft_stays_when_somebody_else_acts_first(office: Any) -> None:
    visit = make.open_visit(make.case(office, at_step="1"))
    office.appoint("pengganti", role="kabag", kind="plh", stands_for="kabag")
    save_draft(visit, {"note": "belum selesai"}, by=office.standing("pengganti"), at=make.MONDAY)

    make.advance(office, visit, LATER, by="kabag")

    assert Draft.objects.get(visit=visit, user=office.people["pengganti"]).fields == {"note": "belum selesai"}


def test_a_draft_can_still_be_saved_after_somebody_else_acted(office: Any) -> None:
    visit = make.open_visit(make.case(office, at_step="1"))
    make.advance(office, visit, LATER)

    draft = save_draft(visit, {"note": "tetap"}, by=office.standing("kabag"), at=LATER)

    assert draft.fields == {"note": "tetap"}


def test_a_draft_loses_only_what_no_database_holds(office: Any) -> None:
    visit = make.open_visit(make.case(office, at_step="1"))

    draft = save_draft(visit, {"note": "satu\x00dua", "points": ["\ud800x"]}, by=office.standing("kabag"), at=LATER)

    draft.refresh_from_db()
    assert draft.fields == {"note": "satudua", "points": ["x"]}


@pytest.mark.django_db(transaction=True)
def test_160_presses_on_40_visits_do_40_and_refuse_120_in_words() -> None:
    office = make.office()
    holders = ["kabag", *(office.appoint(f"plh{n}", role="kabag", kind="plh") and f"plh{n}" for n in range(3))]
    visits = [make.open_visit(make.case(office)) for _ in range(40)]
    handovers = {visit.pk: _handover(office, visit, "lanjut") for visit in visits}
    presses = [(visit, who) for visit in visits for who in holders]
    done: list[int] = []
    refused: list[list[str]] = []
    broken: list[BaseException] = []
    gate = threading.Barrier(8)

    def press_all(share: list[tuple[Visit, str]]) -> None:
        gate.wait()
        for visit, who in share:
            try:
                press = {"by": office.standing(who), "at": LATER, "handover": handovers[visit.pk]}
                perform(visit, "lanjut", token=f"{visit.pk}-{who}", **press)
                done.append(visit.pk)
            except Refused as no:
                refused.append(no.reasons)
            except Exception as error:
                broken.append(error)
        connections.close_all()

    threads = [threading.Thread(target=press_all, args=[presses[n::8]]) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    names = {office.people[who].name for who in holders}
    words = {
        f"Langkah 1 putaran ke-1 sudah ditutup oleh {name} pada Sen 8 Jun 2026, 11.00: Lanjut. "
        "Yang Anda tulis tersimpan sebagai draf."
        for name in names
    }
    assert broken == []
    assert (len(done), len(set(done)), len(refused)) == (40, 40, 120)
    assert [reasons for reasons in refused if len(reasons) != 1 or reasons[0] not in words] == []
    assert list(verify()) == []


@pytest.mark.django_db(transaction=True)
def test_performing_and_withdrawing_at_once_never_wait_for_each_other() -> None:
    office = make.office()
    cases = [make.case(office) for _ in range(15)]
    visits = [make.open_visit(case) for case in cases]
    handovers = [_handover(office, visit, "lanjut") for visit in visits]
    desk, kabag = office.standing("petugas"), office.standing("kabag")
    broken: list[BaseException] = []
    gate = threading.Barrier(2)

    def run(press: Any) -> None:
        gate.wait()
        for number in range(15):
            try:
                press(number)
            except Refused:
                pass
            except Exception as error:
                broken.append(error)
        connections.close_all()

    def go_on(number: int) -> None:
        perform(visits[number], "lanjut", by=kabag, at=LATER, handover=handovers[number], token=f"p{number}")

    def take_back(number: int) -> None:
        letter = {"letter_number": "S-1", "dated_on": LATER.date(), "reason": ""}
        withdraw(cases[number], by=desk, at=LATER, token=f"w{number}", **letter)

    threads = [threading.Thread(target=run, args=[press]) for press in (go_on, take_back)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert broken == []
    assert Case.objects.filter(result="ditarik").count() == 15
    assert list(verify()) == []


KILLED = """
import os, sys, time
import django
from django.db import connections
connections.databases["default"]["NAME"] = sys.argv[1]
django.setup()
from alur.actions import perform, situation_of
from alur.records.models import Case, User, Visit
from alur.records.models.entries import EntryQuerySet
from alur.records.standing import standing_of
from tests import make

visit = Visit.objects.get(pk=int(sys.argv[2]))
write = EntryQuerySet.append

def write_and_hang(self, *args, **kwargs):
    entry = write(self, *args, **kwargs)
    print("written", flush=True)
    time.sleep(60)
    return entry

EntryQuerySet.append = write_and_hang
kabag = User.objects.get(name="Kabag")
office = make.Office(None, None, None, None, {"dedi": kabag})
handover = make.full_handover(office, situation_of(visit), "lanjut")
perform(visit, "lanjut", by=standing_of(kabag, make.MONDAY.date()), at=make.at("2026-06-08 11:00"),
        handover=handover, token="T")
"""


@pytest.mark.django_db(transaction=True)
def test_a_server_killed_in_mid_press_leaves_the_case_as_it_was(settings: Any) -> None:
    office = make.office()
    case = make.case(office)
    visit = make.open_visit(case)
    save_draft(visit, {"note": "sedang ditulis"}, by=office.standing("kabag"), at=make.MONDAY)
    before = Entry.objects.count()
    program = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(connection.settings_dict["NAME"]), str(visit.pk)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=settings.ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "alur.config.settings"},
    )
    assert program.stdout is not None
    line = program.stdout.readline()

    program.send_signal(signal.SIGKILL)
    program.wait()
    program.stdout.close()

    visit.refresh_from_db()
    assert line == "written\n"
    assert (visit.closed_at, Entry.objects.count()) == (None, before)
    assert Draft.objects.get(visit=visit).fields == {"note": "sedang ditulis"}
    assert why_not("perform", visit, by=office.standing("kabag"), at=LATER) == []
    assert make.advance(office, visit, LATER).opened.step == "tugaskan-analisis"
    assert list(verify()) == []
