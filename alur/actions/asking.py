"""`why_not`: the only answer to "may this be done?". Buttons, refusals and programs all print it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from alur.actions.decrees import may_decide as may_decide_decree
from alur.actions.decrees import may_propose, may_reject
from alur.actions.decrees import may_resume as may_resume_replanning
from alur.actions.endings import may_cancel, may_withdraw
from alur.actions.handover import Handover
from alur.actions.hands import may_assign, may_recall
from alur.actions.judging import may_act, may_decide
from alur.actions.letters import may_open_case, may_register
from alur.actions.pauses import may_pause, may_resume
from alur.actions.personnel.asking import JUDGES
from alur.actions.situation import Situation, situation_of
from alur.actions.voiding import may_void
from alur.records.standing import Standing


def why_not(act: str, subject: Any, *, by: Standing, at: dt.datetime, **values: Any) -> list[str]:
    """Sentences that say why `act` may not be done to `subject` by this person now; an empty list means it may.

    `subject` is a visit or its Situation for perform, assign, recall, pause and resume; a case for withdraw and cancel;
    a version of a paper for void_paper; a letter for open_case; LetterValues or None for register; a decree for
    decide_decree, reject_decree and resume_replanning; DecreeValues or None for propose_decree. Acts on people, units
    and positions stand in `JUDGES`: what is entered takes its values or None, what is changed the row that is kept.
    `values` are those of the action itself; leaving them out asks whether the person may do it at all.
    """
    if judge := JUDGES.get(act):
        return judge(subject, by=by, at=at, **values)
    match act:
        case "register":
            return may_register(subject, by=by, at=at)
        case "open_case":
            return may_open_case(subject, values.get("edition"), by=by, at=at)
        case "withdraw":
            return may_withdraw(subject, by=by, at=at, **values)
        case "cancel":
            return may_cancel(subject, by=by, at=at, **values)
        case "propose_decree":
            return may_propose(subject, by=by, at=at)
        case "decide_decree":
            return may_decide_decree(subject, by=by, at=at)
        case "reject_decree":
            return may_reject(subject, by=by, at=at, **values)
        case "resume_replanning":
            return may_resume_replanning(subject, by=by, at=at)
        case "void_paper":
            return may_void(subject, by=by, **values)
    situation = subject if isinstance(subject, Situation) else situation_of(subject)
    match act:
        case "perform":
            return _perform(situation, by=by, at=at, **values)
        case "assign":
            return may_assign(situation, values.get("user"), by=by, at=at, reason=values.get("reason", ""))
        case "recall":
            return may_recall(situation, by=by, at=at)
        case "pause":
            return may_pause(situation, by=by, at=at, reason=values.get("reason"), values=values.get("values"))
        case "resume":
            return may_resume(situation, by=by, at=at)
    raise ValueError(f"unknown act {act!r}")


def _perform(
    situation: Situation, *, by: Standing, at: dt.datetime, decision: str = "", handover: Handover | None = None
) -> list[str]:
    if handover is None:
        return may_act(situation, by=by, at=at)
    return may_decide(situation, decision, handover, by=by, at=at)
