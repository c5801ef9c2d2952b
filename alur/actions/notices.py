"""Telling people: notices are written inside the transaction of the act that they tell of, and marked as read.

With the notice its deliveries are written: what is to leave Alur by mail or message, for those who chose it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import product

from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Replace
from django.utils import timezone

from alur.actions.delivering.queueing import deliver
from alur.actions.situation import Situation
from alur.actions.wording import moment, step_name
from alur.records.models import (
    OF_A_VISIT,
    Appointment,
    Case,
    Decree,
    Duty,
    Entry,
    Notice,
    NoticeKind,
    Pause,
    SubjectKind,
    User,
    Visit,
    document_of,
)
from alur.records.models.letters import SECRET_CLASSES

PORTION = 500
TEXT_LIMIT = 500


@dataclass(frozen=True, slots=True)
class Message:
    """What one person is told; `visit`, `case` and `decree` are where it leads, the nearest first."""

    text: str
    case: Case | None = None
    visit: Visit | None = None
    decree: Decree | None = None


@dataclass(frozen=True, slots=True)
class _Telling:
    """One matter and who is told of it."""

    messages: Mapping[int, Message]
    kind: NoticeKind
    key: str
    at: dt.datetime


@dataclass(slots=True)
class _Gathered:
    """What an act tells, and the visits of which nothing told before matters any more."""

    tellings: list[_Telling] = field(default_factory=list)
    settled: list[tuple[int, dt.datetime]] = field(default_factory=list)


_gathered: ContextVar[_Gathered | None] = ContextVar("gathered", default=None)


@contextmanager
def told_together() -> Iterator[None]:
    """What is told inside is written at its end, so that an act locks the rows of all it tells once, in one order.

    Without this two acts at a time, each telling two matters, could wait for each other.
    """
    if _gathered.get() is not None:
        yield
        return
    gathered = _Gathered()
    mark = _gathered.set(gathered)
    try:
        yield
    finally:
        _gathered.reset(mark)
    _write(gathered)


@transaction.atomic
def tell(messages: Mapping[int, Message], kind: NoticeKind, *, key: str, at: dt.datetime) -> None:
    """Tell each of these people (by key of the user) once of the matter that `key` names; who knows it is left alone.

    The people's rows are locked before, so that two acts at a time count the unread right.
    """
    telling, gathered = _Telling(messages, kind, key, at), _gathered.get()
    if gathered is not None:
        gathered.tellings.append(telling)
    else:
        _write(_Gathered([telling]))


def settle(visit: Visit, *, at: dt.datetime) -> None:
    """Count as read what asks anybody to work on this visit: it is closed. Only inside `told_together`."""
    gathered = _gathered.get()
    assert gathered is not None
    gathered.settled.append((visit.pk, at))


def _write(gathered: _Gathered) -> None:
    """The notices, their deliveries and the counts. The lock leaves alone who only refers to a person (`no_key`)."""
    tellings = gathered.tellings
    asking = Notice.objects.filter(
        visit__in=[pk for pk, _ in gathered.settled], kind__in=OF_A_VISIT, read_at__isnull=True
    )
    asked = set(asking.order_by().values_list("user_id", flat=True)) if gathered.settled else set()
    people = sorted({pk for telling in tellings for pk in telling.messages} | asked)
    if not people:
        return
    locked = User.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk")
    emails = dict(locked.values_list("pk", "email"))
    keys = {telling.key for telling in tellings}
    known = set(Notice.objects.filter(user__in=people, key__in=keys).values_list("user_id", "key"))
    rows = {
        (pk, telling.key): _notice(pk, telling)
        for telling in tellings
        for pk in telling.messages
        if pk in emails and (pk, telling.key) not in known
    }
    if asked:
        asking.update(read_at=gathered.settled[0][1])
    if rows:
        deliver(Notice.objects.bulk_create(rows.values()), emails)
    if rows or asked:
        _count_unread(User.objects.filter(pk__in=asked | {pk for pk, _ in rows}))


def _notice(pk: int, telling: _Telling) -> Notice:
    message = telling.messages[pk]
    return Notice(
        user_id=pk,
        kind=telling.kind,
        key=telling.key,
        text=message.text[:TEXT_LIMIT],
        case=message.case,
        visit=message.visit,
        decree=message.decree,
        at=telling.at,
    )


@transaction.atomic
def mark_read(notices: QuerySet[Notice], *, user: User, at: dt.datetime) -> int:
    """Mark those of these notices that are this person's and unread; returns how many they were."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    changed = notices.filter(user=user, read_at__isnull=True).update(read_at=at)
    if changed:
        _count_unread(User.objects.filter(pk=user.pk))
    return changed


def forget_name(name: str, shown: str) -> None:
    """Put another name where notices say who did something or has the work now: the person is made nameless."""
    for before, after in product(("kepada", "oleh"), ".;"):
        old, new = f"{before} {name}{after}", f"{before} {shown}{after}"
        Notice.objects.filter(text__contains=old).update(text=Replace("text", Value(old), Value(new)))


def tell_of_ended_pause(situation: Situation, row: Pause, *, at: dt.datetime) -> None:
    """Tell who works on the step, and who paused it, that the clock runs again because the set time has come."""
    visit, case = situation.visit, situation.case
    due = f"; tenggatnya {moment(visit.due_at)}" if visit.due_at else ""
    ended = moment(row.ends_at) if row.ends_at else ""
    text = f"Jeda {step_name(situation.step).lower()} pada {case.number} berakhir {ended}, waktunya berjalan lagi{due}."
    people = {pk for pk in (visit.assignee_id, row.paused_by_id) if pk}
    message = Message(text, case=case, visit=visit)
    tell(dict.fromkeys(people, message), NoticeKind.PAUSE_ENDED, key=f"jeda:{row.pk}", at=at)


def tell_of_moved_deadlines(decree: Decree, *, at: dt.datetime) -> None:
    """Tell everybody whose deadlines this decree has moved, one notice a person, however often re-planning ran.

    A visit is its assignee's; one that is nobody's yet concerns all who hold its role on this day, an outside party's
    step the letter desk, in a secret case who registered its letter. What was closed meanwhile concerns nobody.
    """
    groups: dict[tuple[int | None, int | None, bool], list[_Moved]] = defaultdict(list)
    for moved in _still_open(_moved_by(decree)):
        groups[moved.hands].append(moved)
    told: dict[int, list[list[_Moved]]] = defaultdict(list)
    for (assignee, role, is_outside), visits in groups.items():
        for person in [assignee] if assignee else holders(role, is_outside, at):
            told[person].append(visits)
    messages = {person: _move_message(decree, lists) for person, lists in told.items()}
    tell(messages, NoticeKind.DEADLINES_MOVED, key=f"keputusan:{decree.pk}", at=at)


@dataclass(frozen=True, slots=True)
class _Moved:
    """A visit that a decree gave another deadline, and in whose hands it is: assignee, role, whether outside."""

    visit: Visit
    old_due: dt.datetime
    due: dt.datetime

    @property
    def hands(self) -> tuple[int | None, int | None, bool]:
        role = self.visit.role
        return person_of(self.visit), self.visit.role_id, bool(role and role.is_outside)


def _moved_by(decree: Decree) -> list[tuple[str, int, str, str]]:
    """What the office's chain says of this decree: case number, visit number, old and new deadline."""
    chain = Entry.objects.of(SubjectKind.OFFICE, 0).filter(kind="replanned", data__decree=decree.pk)
    return [tuple(row) for data in chain.values_list("data", flat=True) for row in data["moved"]]


def _still_open(rows: list[tuple[str, int, str, str]]) -> Iterator[_Moved]:
    for start in range(0, len(rows), PORTION):
        portion = {(case, number): dues for case, number, *dues in rows[start : start + PORTION]}
        visits = Visit.objects.open().filter(case__number__in={case for case, _ in portion})
        for visit in visits.select_related("case__letter", "role"):
            dues = portion.get((visit.case.number, visit.number))
            if dues is not None:
                yield _Moved(visit, *map(dt.datetime.fromisoformat, dues))


def person_of(visit: Visit) -> int | None:
    """The one person for whom an open visit waits: its assignee; an outside step of a secret case, who registered it.

    None where it waits for all who hold its role.
    """
    if visit.assignee_id is None and visit.role and visit.role.is_outside and visit.case.security in SECRET_CLASSES:
        return visit.case.letter.registered_by_id
    return visit.assignee_id


def holders(role_id: int | None, is_outside: bool, at: dt.datetime) -> list[int]:
    """Who holds this role on the day of `at`, by key of the user; for an outside party the letter desk. One query."""
    current = Appointment.objects.current(timezone.localdate(at)).filter(user__is_active=True)
    held = current.filter(position__duty=Duty.LETTER_DESK) if is_outside else current.filter(position__roles=role_id)
    return list(held.order_by().values_list("user", flat=True).distinct())


def _move_message(decree: Decree, lists: list[list[_Moved]]) -> Message:
    count = sum(map(len, lists))
    if count > 1:
        text = f"Tenggat {count} langkah yang menunggu Anda bergeser karena {decree.label}."
        return Message(text, decree=decree)
    moved = lists[0][0]
    visit = moved.visit
    step = step_name(document_of(visit.case.edition_id).step(visit.step)).lower()
    text = f"Tenggat {step} pada {visit.case.number} bergeser karena {decree.label}: "
    text += f"dari {moment(moved.old_due)} menjadi {moment(moved.due)}."
    return Message(text, case=visit.case, visit=visit, decree=decree)


def _count_unread(users: QuerySet[User]) -> None:
    """The count from the rows themselves, so that it cannot drift."""
    unread = Notice.objects.filter(user=OuterRef("pk"), read_at__isnull=True).order_by().values("user")
    users.update(unread_notices=Coalesce(Subquery(unread.annotate(count=Count("pk")).values("count")), 0))
