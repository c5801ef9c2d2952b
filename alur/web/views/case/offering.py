"""What the page offers this person: the step's form, and the acts beside it, each asked of `why_not`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alur.actions import Situation, why_not
from alur.actions.pause_reasons import PauseTerms
from alur.records.models import Duty, Visit
from alur.records.standing import Standing
from alur.reports.case_page import Candidate, CasePage, holders_of
from alur.web.forms.step import FormError, StepForm, handover_of, is_touched, step_form


@dataclass(frozen=True, slots=True)
class Act:
    """An act beside the step: `reasons` say why it may not be done; `errors` why it was just refused."""

    key: str
    title: str
    reasons: tuple[str, ...]
    errors: tuple[str, ...]
    values: Mapping[str, Any]
    people: tuple[Candidate, ...] = ()
    terms: tuple[PauseTerms, ...] = ()

    @property
    def template(self) -> str:
        return f"case/acts/_{self.key}.html"


def form_for(
    page: CasePage,
    situation: Situation | None,
    *,
    by: Standing,
    at: dt.datetime,
    token: str,
    errors: Sequence[FormError] = (),
) -> StepForm | None:
    """The form of the open step when it waits for this person, else None."""
    if not page.is_mine or situation is None or page.step is None:
        return None
    blocked = why_not("perform", situation, by=by, at=at)
    fields = page.drafts.fields
    refusals = _refusals(page, situation, by=by, at=at) if is_touched(fields) and not blocked else {}
    people = holders_of(page.case.procedure_id, page.step.appoints, at) if page.step.appoints else []
    return step_form(page, fields, token=token, candidates=people, refusals=refusals, blocked=blocked, errors=errors)


def _refusals(page: CasePage, situation: Situation, *, by: Standing, at: dt.datetime) -> dict[str, list[str]]:
    """Why each choice may not be taken with what is typed so far: only what the choices do not have in common."""
    step = situation.step
    if len(step.exits) < 2:
        return {}
    reasons = {}
    for way in step.exits:
        fields = {**page.drafts.fields, "keputusan": way.key}
        handover = handover_of(step, page.procedure, fields, page.drafts.files)
        reasons[way.key] = why_not("perform", situation, by=by, at=at, decision=way.key, handover=handover)
    common = set.intersection(*(set(items) for items in reasons.values()))
    return {key: [reason for reason in items if reason not in common] for key, items in reasons.items()}


def acts_for(
    page: CasePage,
    situation: Situation | None,
    *,
    by: Standing,
    at: dt.datetime,
    failed: str = "",
    reasons: Sequence[str] = (),
    values: Mapping[str, Any] | None = None,
) -> list[Act]:
    """The acts that concern this person's roles, possible or not, in the order of the page."""
    if situation is None:
        return []
    acts = []
    for key, title, act, subject in _concerning(page, by, situation):
        people = _people(page, at) if key == "tugaskan" else ()
        refused = tuple(reasons) if key == failed else ()
        no = tuple(why_not(act, subject, by=by, at=at))
        terms = tuple(situation.pause_terms.values()) if key == "jeda" and not no else ()
        acts.append(Act(key, title, no, refused, values or {}, people, terms))
    return acts


def _concerning(page: CasePage, by: Standing, situation: Situation) -> list[tuple[str, str, str, Any]]:
    visit, step = situation.visit, situation.step
    roles = {item.role.key: item.role_id for item in page.visits if item.role}
    may_end = _holds(by, roles, set(page.procedure.cancelling_roles)) or by.has_duty(Duty.HEAD)
    appointing = {item.responsible for item in page.procedure.steps if visit.role and item.appoints == visit.role.key}
    found: list[tuple[str, str, str, Any]] = []
    is_paused = visit.is_paused(page.at)
    if is_paused and (page.is_mine or may_end):
        found.append(("lanjutkan", "Lanjutkan waktu", "resume", situation))
    elif not is_paused and page.is_mine and step.pause_reasons and visit.standard_seconds is not None:
        found.append(("jeda", "Jeda waktu", "pause", situation))
    if _is_sender(page, visit, by):
        found.append(("tarik", "Tarik kembali", "recall", situation))
    if visit.role is not None and (may_end or _holds(by, roles, appointing)):
        found.append(("tugaskan", "Tugaskan ulang", "assign", situation))
    if by.has_duty(Duty.LETTER_DESK) or (by.has_duty(Duty.REQUESTER) and page.case.unit_id in by.unit_ids):
        found.append(("tarik-permintaan", "Tarik permintaan", "withdraw", page.case))
    if may_end:
        found.append(("batalkan", "Batalkan permintaan", "cancel", page.case))
    return found


def _holds(by: Standing, roles: Mapping[str, int | None], keys: set[str]) -> bool:
    return any(roles.get(key) in by.role_ids for key in keys)


def _is_sender(page: CasePage, visit: Visit, by: Standing) -> bool:
    senders = [item for item in page.visits if item.number < visit.number and item.closed_by_id is not None]
    return bool(senders) and senders[-1].closed_by_id == by.user_id


def _people(page: CasePage, at: dt.datetime) -> tuple[Candidate, ...]:
    visit = page.visit
    if visit is None or visit.role is None:
        return ()
    people = holders_of(page.case.procedure_id, visit.role.key, at)
    return tuple(person for person in people if person.pk != visit.assignee_id)
