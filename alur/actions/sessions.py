"""Log-ins of people on their devices: entered when they begin, ended singly or together."""

from __future__ import annotations

import datetime as dt

from django.contrib.sessions.models import Session
from django.db import transaction

from alur.actions.security_log import Visitor, note
from alur.records.models import LoginSession, SecurityKind, User


@transaction.atomic
def begin_session(user: User, key: str, means: str, *, visitor: Visitor, at: dt.datetime) -> LoginSession:
    """Enter a log-in that has just succeeded; `key` is that of Django's session, `means` how the person proved it."""
    note(SecurityKind.LOGGED_IN, visitor, at=at, user=user, detail=means)
    return LoginSession.objects.create(
        user=user,
        key=key,
        begun_at=at,
        seen_at=at,
        address=visitor.address[:45],
        agent=visitor.agent[:60],
        means=means[:40],
    )


def see_session(key: str, *, at: dt.datetime) -> None:
    """Keep when a log-in was last used."""
    LoginSession.objects.filter(key=key).update(seen_at=at)


def rename_session(was: str, now: str) -> None:
    """A log-in goes on under another key (after a change of password)."""
    LoginSession.objects.filter(key=was).update(key=now)


@transaction.atomic
def end_session(user: User, session_id: int, *, visitor: Visitor, at: dt.datetime) -> bool:
    """End one of the person's own log-ins; False when it is not the person's or has ended."""
    found = LoginSession.objects.filter(user=user, pk=session_id).first()
    if found is None:
        return False
    _end([found.key])
    note(SecurityKind.SESSION_ENDED, visitor, at=at, user=user, detail=found.agent)
    return True


@transaction.atomic
def end_sessions(user: User, *, but: str = "", visitor: Visitor, at: dt.datetime) -> int:
    """End all log-ins of the person, except the one with the key `but`; returns how many."""
    keys = list(LoginSession.objects.filter(user=user).exclude(key=but).values_list("key", flat=True))
    _end(keys)
    if keys:
        note(SecurityKind.SESSION_ENDED, visitor, at=at, user=user, detail=f"{len(keys)} sesi")
    return len(keys)


def leave(user: User, key: str, *, visitor: Visitor, at: dt.datetime, detail: str = "") -> None:
    """The person logged out, or the log-in lapsed."""
    LoginSession.objects.filter(key=key).delete()
    note(SecurityKind.LOGGED_OUT, visitor, at=at, user=user, detail=detail)


def _end(keys: list[str]) -> None:
    Session.objects.filter(session_key__in=keys).delete()
    LoginSession.objects.filter(key__in=keys).delete()
