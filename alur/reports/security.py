"""The security log as the administrator and the person concerned read it, and a person's log-ins and factors."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings

from alur.records.models import Factor, LoginSession, RecoveryCode, SecurityEvent, SecurityKind, SecurityRemoval, User

PAGE, OWN = 50, 20


@dataclass(frozen=True, slots=True)
class SecurityLog:
    """A page of the log, newest first; `next_before` asks for older lines, 0 on the last page.

    `removals` tells, on the last page, which older lines were taken out and by whom.
    """

    rows: list[SecurityEvent]
    next_before: int
    removals: list[SecurityRemoval]


def security_log(*, kind: str = "", nip: str = "", before: int | None = None) -> SecurityLog:
    """All lines, or those of one kind or one known NIP. Keyset paging, so late pages cost the same."""
    found = SecurityEvent.objects.select_related("user").order_by("-pk")
    if kind in SecurityKind.values:
        found = found.filter(kind=kind)
    if nip:
        found = found.filter(user__nip=nip.replace(" ", ""))
    if before:
        found = found.filter(pk__lt=before)
    rows = list(found[: PAGE + 1])
    is_last = len(rows) <= PAGE
    removals = list(SecurityRemoval.objects.select_related("removed_by")) if is_last else []
    return SecurityLog(rows[:PAGE], 0 if is_last else rows[PAGE - 1].pk, removals)


@dataclass(frozen=True, slots=True)
class OwnSecurity:
    """What a person sees of the own account."""

    sessions: list[LoginSession]
    factors: list[Factor]
    codes_left: int
    events: list[SecurityEvent]

    @property
    def has_totp(self) -> bool:
        return any(factor.kind == "totp" for factor in self.factors)


def own_security(user: User, *, at: dt.datetime) -> OwnSecurity:
    """The person's log-ins that can still be in use, factors, and the newest lines of the log. Four queries."""
    since = at - dt.timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return OwnSecurity(
        sessions=list(LoginSession.objects.filter(user=user, begun_at__gt=since)),
        factors=list(user.factors.all()),
        codes_left=RecoveryCode.objects.filter(user=user, used_at__isnull=True).count(),
        events=list(SecurityEvent.objects.filter(user=user).order_by("-pk")[:OWN]),
    )
