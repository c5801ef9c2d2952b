"""`perform`: the one way by which a step is closed and the next one opens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from alur.actions import recording
from alur.actions.clock import calendar_of_visit, calendars_for, due_at, due_of, unit_of_work
from alur.actions.correcting import settle_points
from alur.actions.deriving import answer_requester, report_release
from alur.actions.handing_in import hand_in
from alur.actions.handover import Handover
from alur.actions.issuing import issue_paper
from alur.actions.judging import capacity_for, may_decide, way_of
from alur.actions.notices import told_together
from alur.actions.pauses import end_lapsed
from alur.actions.presence import present
from alur.actions.refusal import Refused
from alur.actions.signing import Shelf, issue_signed, passphrase_missing, shelved
from alur.actions.situation import Situation, locked
from alur.actions.telling import tell_of_press
from alur.papers import signing
from alur.papers.signing import NO_PASSPHRASE, Passphrase, Signer
from alur.records.clocks import used_seconds, waited_seconds
from alur.records.models import Assignment, Case, DocumentVersion, Entry, Role, User, Visit
from alur.records.standing import Capacity, Standing
from alur.sop import follow
from alur.sop.document import Clock, Exit, Step
from alur.worktime import Calendar, WorktimeError

PASSED = "lewat-otomatis"
RECALLED = "ditarik-kembali"
EMPTY = Handover()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a press did. `is_repeat` is True when the same press had been recorded before."""

    case: Case
    closed: Visit
    opened: Visit | None
    entry: Entry
    is_repeat: bool = False


def perform(
    visit: Visit,
    decision: str,
    *,
    by: Standing,
    at: dt.datetime,
    handover: Handover = EMPTY,
    token: str,
    passphrase: Passphrase = NO_PASSPHRASE,
) -> Outcome:
    """Close a visit with a decision, make its papers, open what comes next, and write it down; all or nothing.

    Where papers are signed, they are typeset and signed within the same transaction: without a signature no step, and
    no signed paper without its step. Raises Refused with every reason at once. A press that was recorded before (same
    token) gives the earlier outcome.
    """
    signer = signing.signer()  # before the lock: loading what signs takes most of a second, once a process
    with shelved() as shelf, transaction.atomic(), told_together():
        situation = locked(visit)
        if entry := recording.earlier(token, "performed", situation.case):
            return _outcome_of(entry, situation.case)
        press = _Press(decision, handover, by, at, token, passphrase)
        return _perform(situation, press, signer, shelf)


@dataclass(frozen=True, slots=True)
class _Press:
    """What came with one press."""

    decision: str
    handover: Handover
    by: Standing
    at: dt.datetime
    token: str
    passphrase: Passphrase


def _perform(situation: Situation, press: _Press, signer: Signer | None, shelf: Shelf) -> Outcome:
    handover, by, at = press.handover, press.by, press.at
    end_lapsed(situation, at=at)
    reasons = may_decide(situation, press.decision, handover, by=by, at=at)
    way = way_of(situation, press.decision)
    capacity = capacity_for(situation, by)
    if way is not None and capacity is not None:
        reasons += passphrase_missing(situation, way, handover, press.passphrase)
    if reasons:
        raise Refused(reasons)
    assert way is not None and capacity is not None  # may_decide has said so
    calendars = calendars_for([situation.visit])
    calendar, version = calendars.of_visit(situation.visit), calendars.version

    points = settle_points(situation, handover, by=by)
    verdict = {"decision": way.label, "note": handover.note, **points}
    made = hand_in(situation, way, handover, by=by, capacity=capacity, at=at, verdict=verdict)
    close_visit(situation.visit, way.key, by=by.user, at=at, calendar=calendar, version=version)
    appointee = _appoint(situation, handover)
    passed, opened = _go_on(situation, way, at=at, version=version, appointee=appointee)
    facts = {
        "closes": recording.closing(situation.visit),
        "label": way.label,
        "note": handover.note,
        "papers": made.facts,
        "passes": [recording.opening(item) | recording.closing(item) for item in passed],
        "opens": recording.opening(opened) if opened else None,
        "result": situation.case.result,
        "points": points,
        "appointee": appointee.pk if appointee else None,
    }
    entry = recording.write(situation.case, "performed", by=by, at=at, capacity=capacity, data=facts, token=press.token)
    _print(situation.case, made.to_issue, press, capacity, signer, shelf)
    for release in made.releases:
        report_release.enqueue(release.pk, at.isoformat())
    if opened is None:
        answer_requester.enqueue(situation.case.pk, at.isoformat())
    tell_of_press(situation, opened, is_correction=way.is_correction, by=by.user, at=at)
    return Outcome(situation.case, situation.visit, opened, entry)


def _print(
    case: Case,
    papers: Sequence[DocumentVersion],
    press: _Press,
    capacity: Capacity,
    signer: Signer | None,
    shelf: Shelf,
) -> None:
    """The papers of the step: signed here and now where they are signed, else typeset later by a worker."""
    if papers and signer is not None:
        issue_signed(
            case,
            papers,
            signer,
            by=press.by.user,
            capacity=capacity,
            passphrase=press.passphrase,
            at=press.at,
            shelf=shelf,
        )
        return
    for paper in papers:
        issue_paper.enqueue(paper.pk, press.at.isoformat())


def close_visit(
    visit: Visit, decision: str, *, by: User | None, at: dt.datetime, calendar: Calendar, version: int
) -> None:
    """Close a visit and freeze its judgement: due, used, waited, late (used more than the standard), calendar."""
    visit.used_seconds = used = used_seconds(calendar, visit, at)
    visit.waited_seconds = waited_seconds(calendar, visit, at)
    visit.is_late = visit.standard_seconds is not None and used > visit.standard_seconds
    visit.calendar_version = version
    visit.closed_at, visit.closed_by, visit.decision = at, by, decision
    visit.save(
        update_fields=[
            "paused_seconds",
            "used_seconds",
            "waited_seconds",
            "is_late",
            "calendar_version",
            "closed_at",
            "closed_by",
            "decision",
            "due_at",
            "paused_since",
        ]
    )


def open_visit(
    case: Case,
    step: Step,
    *,
    at: dt.datetime,
    number: int,
    round_number: int,
    version: int,
    assignee: User | None = None,
    standard_seconds: int | None = None,
) -> Visit:
    """Open a visit of a step, with its deadline on this version of the calendar, in the hours of whose work it is.

    `standard_seconds` replaces the printed standard (a recalled step).
    """
    time = step.time
    has_clock = time is not None and time.seconds_max is not None and time.clock is not Clock.NONE
    role, assigned_id = _role_in(case, step.recorded_by or step.responsible)
    holder_id = assignee.pk if assignee else assigned_id
    if holder_id is not None and role is not None:
        holder_id = present(holder_id, role, at)
    visit = Visit(
        case=case,
        number=number,
        step=step.key,
        round=round_number,
        role=role,
        unit_id=unit_of_work(role, holder_id, timezone.localdate(at)),
        assignee_id=holder_id,
        opened_at=at,
        is_wall_clock=has_clock and time is not None and time.clock is not Clock.WORKING,
        standard_seconds=time.seconds_max if has_clock and time else None,
    )
    try:
        calendar = calendar_of_visit(visit, version)
        visit.due_at = due_at(calendar, at, time)
        if standard_seconds is not None and visit.standard_seconds is not None:
            visit.standard_seconds = standard_seconds
            visit.due_at = due_of(calendar, visit)
    except WorktimeError as error:
        raise Refused([f"Tenggat langkah berikutnya tidak dapat dihitung: {error} Hubungi administrator."]) from error
    visit.save(force_insert=True)
    return visit


def _outcome_of(entry: Entry, case: Case) -> Outcome:
    """What the press that wrote this line did."""
    visits = {visit.number: visit for visit in case.visits.select_related("role", "assignee")}
    opened = entry.data.get("opens")
    return Outcome(
        case,
        visits[entry.data["closes"]["number"]],
        visits[opened["number"]] if opened else None,
        entry,
        is_repeat=True,
    )


def _appoint(situation: Situation, handover: Handover) -> User | None:
    """Keep whom this step names for a role of the case."""
    if not situation.step.appoints or handover.appointee_id is None:
        return None
    role = Role.objects.get(procedure_id=situation.case.procedure_id, key=situation.step.appoints)
    assignment, _ = Assignment.objects.update_or_create(
        case=situation.case, role=role, defaults={"user_id": handover.appointee_id}
    )
    return assignment.user


def _go_on(
    situation: Situation, way: Exit, *, at: dt.datetime, version: int, appointee: User | None
) -> tuple[list[Visit], Visit | None]:
    """Pass the steps that pass by themselves, then open the next one, or end the case."""
    case = situation.case
    destination = follow(situation.procedure, situation.step.key, way.key)
    visits = list(case.visits.values_list("step", "round", "decision"))
    rounds = {key: number for key, number, decision in visits if decision != RECALLED}
    number = len(visits)
    passed = []
    for step in destination.passed:
        number += 1
        visit = open_visit(case, step, at=at, number=number, round_number=rounds.get(step.key, 0) + 1, version=version)
        calendar = calendar_of_visit(visit, version)
        close_visit(visit, PASSED, by=None, at=at, calendar=calendar, version=version)
        passed.append(visit)
    if destination.step is None:
        case.closed_at, case.result = at, destination.end
        case.save(update_fields=["closed_at", "result"])
        return passed, None
    step = destination.step
    named = appointee if appointee and situation.step.appoints == step.responsible else None
    round_number = rounds.get(step.key, 0) + 1
    return passed, open_visit(
        case, step, at=at, number=number + 1, round_number=round_number, version=version, assignee=named
    )


def _role_in(case: Case, key: str) -> tuple[Role | None, int | None]:
    """The role of this key, and whom the case has assigned to it. One statement, none without a key."""
    if not key:
        return None, None
    assigned = Assignment.objects.filter(case=case, role=OuterRef("pk")).values("user")[:1]
    roles = Role.objects.filter(procedure_id=case.procedure_id, key=key)
    found = roles.annotate(assigned_id=Subquery(assigned)).first()
    return (found, found.assigned_id) if found else (None, None)
