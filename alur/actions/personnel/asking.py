"""The part of `why_not` that is about people, units, positions and accounts: which act is judged by what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from alur.actions.office_file.sheet import may_import
from alur.actions.password_links import may_make_link
from alur.actions.personnel.accounts import may_erase, may_keep_person, may_switch
from alur.actions.personnel.appointments import may_correct, may_end, may_enter
from alur.actions.personnel.knowing import may_keep_qualification
from alur.actions.personnel.leaves import may_enter_leave
from alur.actions.personnel.moving import may_move, may_see_gaps
from alur.actions.personnel.own_data import may_answer_correction, may_ask_correction
from alur.actions.personnel.rights import may_manage
from alur.actions.personnel.structure import may_keep_position, may_keep_unit
from alur.records.standing import Standing

Judge = Callable[..., list[str]]


def _untimed(judge: Judge) -> Judge:
    """For what does not hang on the hour."""
    return lambda subject, *, by, at, **values: judge(subject, by=by, **values)


def _of_nothing(judge: Judge) -> Judge:
    """For what is asked of the person alone."""
    return lambda subject, *, by, at: judge(by=by)


def _kept(judge: Judge) -> Judge:
    """For changes: the subject is what is kept, `values` what it is to become."""
    return lambda subject, *, by, at, values=None, reason=None: judge(values, by=by, kept=subject, reason=reason)


def _change_position(subject: Any, *, by: Standing, at: dt.datetime, values: Any = None, reason: Any = None) -> list:
    return may_keep_position(values, by=by, at=at, kept=subject, reason=reason)


def _correct(subject: Any, *, by: Standing, at: dt.datetime, values: Any = None, reason: Any = None) -> list[str]:
    return may_correct(subject, values, by=by, at=at, reason=reason)


def _end(subject: Any, *, by: Standing, at: dt.datetime, ends_on: Any = None, reason: Any = None) -> list[str]:
    return may_end(subject, ends_on, by=by, at=at, reason=reason)


JUDGES: dict[str, Judge] = {
    "manage_people": _of_nothing(may_manage),
    "see_gaps": _of_nothing(may_see_gaps),
    "import_people": _of_nothing(may_import),
    "enter_person": _untimed(may_keep_person),
    "change_person": _kept(may_keep_person),
    "switch_account": may_switch,
    "erase_person": may_erase,
    "appoint": _untimed(may_enter),
    "correct_appointment": _correct,
    "end_appointment": _end,
    "enter_leave": _untimed(may_enter_leave),
    "cancel_leave": lambda subject, *, by, at: may_enter_leave(None, by=by),
    "keep_qualification": may_keep_qualification,
    "withdraw_qualification": lambda subject, *, by, at: may_manage(by=by),
    "enter_unit": _untimed(may_keep_unit),
    "change_unit": _kept(may_keep_unit),
    "enter_position": may_keep_position,
    "change_position": _change_position,
    "ask_correction": _untimed(may_ask_correction),
    "answer_correction": _untimed(may_answer_correction),
    "move_work": _untimed(may_move),
    "make_password_link": _untimed(may_make_link),
}
