"""Schedules, ended cases and lists that the tests of retention begin with, made by the acts themselves."""

from __future__ import annotations

import datetime as dt
from typing import Any

from alur.actions import cancel
from alur.actions.retention import RuleValues, approve, carry_out, propose, set_rule
from alur.actions.retention.carrying import carry
from alur.actions.retention.deciding import Approval
from alur.actions.retention.proposing import Proposal
from alur.records import queue
from alur.records.models import Case, Disposal, Job, JobState, RetentionRule
from tests import make

LATER = make.at("2034-01-09 09:00")
WITNESSES = "Ratna, Biro Hukum\nBima, Inspektorat"
APPROVAL = Approval("HK.01.07/4/12/2034", "B-PP.04.00/7/2034")
USE = Proposal("musnah", "Masa retensi habis dan tidak bernilai guna lagi.", "PPA/3/2033")


def rule(office: make.Office, **changes: Any) -> RetentionRule:
    values = {
        "code": "OT.02",
        "name": "Ketatalaksanaan",
        "active_years": 2,
        "inactive_years": 3,
        "fate": "musnah",
        "basis": "Permenkes 1/2020",
        "reason": "Jadwal pertama kantor ini.",
        "starts_on": dt.date(2020, 1, 1),
    }
    return set_rule(RuleValues(**(values | changes)), by=office.standing("admin"), at=make.MONDAY, token=make.token())


def ended(office: make.Office, **changes: Any) -> Case:
    """A case with a round of corrections behind it, cancelled by the head while the program is made."""
    case = make.case(office, at_step="4", classification="OT.02.01", **changes)
    when = make.MONDAY + dt.timedelta(hours=1)
    for decision in ("dikoreksi", "", ""):
        visit = make.open_visit(case)
        assert visit is not None
        make.advance(office, visit, when, decision=decision)
        when += dt.timedelta(minutes=5)
    head = office.standing("kepala", when.date())
    return cancel(case, by=head, at=when, reason="Tidak diperlukan lagi oleh unit", token=make.token())


def proposed(office: make.Office, *cases: Case, when: dt.datetime = LATER, proposal: Proposal = USE) -> Disposal:
    desk = office.standing("petugas", when.date())
    return propose(proposal, [case.pk for case in cases], by=desk, at=when, token=make.token())


def approved(office: make.Office, *cases: Case, proposal: Proposal = USE) -> Disposal:
    listed = proposed(office, *cases, proposal=proposal)
    return approve(listed, APPROVAL, by=office.standing("kepala", LATER.date()), at=LATER, token=make.token())


def begun(office: make.Office, *cases: Case, proposal: Proposal = USE) -> Disposal:
    listed = approved(office, *cases, proposal=proposal)
    desk = office.standing("petugas", LATER.date())
    return carry_out(listed, by=desk, at=LATER, witnesses=WITNESSES, token=make.token())


def carried_out(office: make.Office, *cases: Case, proposal: Proposal = USE) -> Disposal:
    listed = begun(office, *cases, proposal=proposal)
    run_all(LATER)
    listed.refresh_from_db()
    return listed


def emptied(office: make.Office, *cases: Case) -> Disposal:
    """A list whose cases are destroyed; what follows for the whole list, its berita acara, is not made yet."""
    listed = begun(office, *cases)
    for item in listed.items.select_related("case"):
        carry(item, listed, LATER)
    return listed


def run_all(when: dt.datetime) -> None:
    """Do what the worker has to do for lists by then, and fail with whatever failed."""
    Job.objects.exclude(task__endswith=".go_on").delete()
    while job := queue.run_one("uji", when + dt.timedelta(days=1)):
        assert job.state == JobState.DONE, job.error
