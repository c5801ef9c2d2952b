"""What each act tells whom: whose turn it is, what was taken away, paused, ended. Written with the act's own record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone

from alur.actions.notices import Message, holders, person_of, settle, tell
from alur.actions.situation import Situation
from alur.actions.wording import moment, step_name
from alur.records.models import (
    Appointment,
    Case,
    DataRequest,
    Duty,
    Entry,
    NoticeKind,
    Pause,
    Role,
    Security,
    User,
    Visit,
    document_of,
)
from alur.records.standing import standing_of
from alur.sop.document import Procedure
from alur.worktime.wording import long_date


def hands_of(visit: Visit, at: dt.datetime) -> list[int]:
    """In whose hands an open visit is: one person's, else all who hold its role today. One query for these."""
    if person := person_of(visit):
        return [person]
    role = visit.role
    return holders(role.pk, role.is_outside, at) if role is not None else []


def superiors_of(visit: Visit, procedure: Procedure, at: dt.datetime) -> list[int]:
    """Who stands above a step: the role whose step names its person, else the roles that may cancel the case.

    Of a case that is sangat rahasia only those who know of it.
    """
    role = visit.role
    keys = {step.responsible for step in procedure.steps if role is not None and step.appoints == role.key}
    roles = Role.objects.filter(procedure=visit.case.procedure_id, key__in=keys or procedure.cancelling_roles)
    current = Appointment.objects.current(timezone.localdate(at)).filter(
        user__is_active=True, position__roles__in=roles
    )
    found = set(current.order_by().values_list("user", flat=True)) - {visit.assignee_id}
    if visit.case.security == Security.TOP_SECRET:
        found = {user.pk for user in User.objects.filter(pk__in=found) if _knows(user, visit.case, at)}
    return sorted(found)


def _knows(user: User, case: Case, at: dt.datetime) -> bool:
    viewer = standing_of(user, timezone.localdate(at))
    return Case.objects.visible_to(viewer).filter(pk=case.pk).exists()


def requesters_of(case: Case, at: dt.datetime) -> list[int]:
    """Who follows a case for the unit that asked; nobody where its class is closed to the unit."""
    if case.security not in (Security.OPEN, Security.LIMITED):
        return []
    current = Appointment.objects.current(timezone.localdate(at)).filter(user__is_active=True)
    held = current.filter(position__duty=Duty.REQUESTER, position__unit=case.unit_id)
    return sorted(set(held.order_by().values_list("user", flat=True)))


def tell_of_turn(visit: Visit, *, at: dt.datetime, by: User | None, is_correction: bool = False, key: str = "") -> None:
    """Tell who is to work on a visit that it waits for them, but not who has just sent it there."""
    step = document_of(visit.case.edition_id).step(visit.step)
    due = f", tenggatnya {moment(visit.due_at)}" if visit.due_at else ""
    what = f"dikembalikan kepada Anda untuk dikoreksi (putaran ke-{visit.round})" if is_correction else "menunggu Anda"
    told = f"{step_name(step)} pada {visit.case.number} {what}{due}."
    kind = NoticeKind.RETURNED if is_correction else NoticeKind.TURN
    people = _but(hands_of(visit, at), by)
    tell(_same(people, told, visit.case, visit), kind, key=key or f"giliran:{visit.pk}", at=at)


def tell_of_press(
    situation: Situation, opened: Visit | None, *, is_correction: bool, by: User, at: dt.datetime
) -> None:
    """After a step was closed: whose turn it is now, or that the case has ended. Nobody is asked for it any more."""
    settle(situation.visit, at=at)
    if opened is not None:
        tell_of_turn(opened, at=at, by=by, is_correction=is_correction)
    else:
        tell_of_end(situation.case, [], by=by, at=at)


def tell_of_end(case: Case, hands: Iterable[int], *, by: User, at: dt.datetime) -> None:
    """Tell the unit that asked, and who still had work on it, that a case has ended."""
    told = f"Permintaan {case.number} berakhir: {case.result_label.lower()}."
    people = _but({*requesters_of(case, at), *hands}, by)
    tell(_same(people, told, case), NoticeKind.CASE_ENDED, key=f"berakhir:{case.pk}", at=at)


def tell_of_assignment(situation: Situation, former: int | None, entry: Entry, *, by: User, at: dt.datetime) -> None:
    """Tell the new person that it is the turn, and the former one that it is not any more."""
    visit = situation.visit
    tell_of_turn(visit, at=at, by=by, key=f"giliran:{visit.pk}:{entry.number}")
    new = visit.assignee.name if visit.assignee else ""
    told = f"{step_name(situation.step)} pada {situation.case.number} dialihkan dari Anda kepada {new}."
    people = _but([former] if former else [], by)
    tell(_same(people, told, situation.case), NoticeKind.TAKEN, key=f"dialihkan:{visit.pk}:{entry.number}", at=at)


def tell_of_recall(situation: Situation, *, by: User, at: dt.datetime) -> None:
    """Tell those for whom it had been the turn that the sender has taken it back."""
    settle(situation.visit, at=at)
    told = f"{step_name(situation.step)} pada {situation.case.number} ditarik kembali oleh {by.name}."
    people = _but(hands_of(situation.visit, at), by)
    tell(_same(people, told, situation.case), NoticeKind.TAKEN, key=f"ditarik:{situation.visit.pk}", at=at)


def tell_of_pause(situation: Situation, row: Pause, *, by: User, at: dt.datetime) -> None:
    """Tell who works on the step, and who stands above it, that its clock stands still."""
    visit, until = situation.visit, f" sampai {moment(row.until)}" if row.until else ""
    told = f"Waktu {step_name(situation.step).lower()} pada {situation.case.number} dijeda{until}: {row.reason}."
    people = _but({*hands_of(visit, at), *superiors_of(visit, situation.procedure, at)}, by)
    tell(_same(people, told, situation.case, visit), NoticeKind.PAUSED, key=f"dijeda:{row.pk}", at=at)


def tell_of_resumption(situation: Situation, row: Pause, *, by: User, at: dt.datetime) -> None:
    """Tell who works on the step, and who paused it, that somebody lets its clock run again."""
    visit = situation.visit
    due = f"; tenggatnya {moment(visit.due_at)}" if visit.due_at else ""
    told = f"Waktu {step_name(situation.step).lower()} pada {situation.case.number} dilanjutkan oleh {by.name}{due}."
    people = _but({*hands_of(visit, at), row.paused_by_id}, by)
    tell(_same(people, told, situation.case, visit), NoticeKind.PAUSE_ENDED, key=f"jeda:{row.pk}", at=at)


def tell_of_answer(asked: DataRequest, *, at: dt.datetime) -> None:
    """Tell a person that the administrator has answered the request to mend the person's data."""
    told = "Permintaan perbaikan data Anda dijawab; jawabannya ada pada profil Anda."
    tell({asked.user_id: Message(told)}, NoticeKind.ANSWERED, key=f"dijawab:{asked.pk}", at=at)


def tell_of_ending_appointments(*, at: dt.datetime, days: int = 7) -> None:
    """Tell administrators, heads and the person that an appointment ends within so many days, once an end."""
    today = timezone.localdate(at)
    current = Appointment.objects.current(today).filter(user__is_active=True)
    ending = current.filter(ends_on__lte=today + dt.timedelta(days=days)).select_related("user", "position")
    minders = set(
        current.filter(position__duty__in=(Duty.ADMINISTRATOR, Duty.HEAD)).order_by().values_list("user", flat=True)
    )
    for row in ending.order_by("pk"):
        assert row.ends_on is not None  # the filter has said so
        told = f"Penetapan {row.user.name} sebagai {row.position.name} berakhir {long_date(row.ends_on)}."
        people = dict.fromkeys({*minders, row.user_id}, Message(told))
        tell(people, NoticeKind.APPOINTMENT_ENDS, key=f"penetapan:{row.pk}:{row.ends_on}", at=at)


def _same(people: Iterable[int], text: str, case: Case, visit: Visit | None = None) -> dict[int, Message]:
    return dict.fromkeys(people, Message(text, case=case, visit=visit))


def _but(people: Iterable[int], actor: User | None) -> list[int]:
    """Without who does it: nobody needs to be told of the own press."""
    return sorted(set(people) - {actor.pk if actor else None})
