"""Lines of the security log: what happened at the door, to whom, from where. Nothing secret is ever written in one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from alur.records.models import SecurityEvent, SecurityKind, User
from alur.records.nip import plain_nip

SALT = "alur.nip"


@dataclass(frozen=True, slots=True)
class Visitor:
    """From where somebody comes: the network address, and the device in a few words."""

    address: str = ""
    agent: str = ""


COMMAND = Visitor(agent="perintah pengelola")


def nip_digest(nip: str) -> str:
    """The NIP as the log keeps it for those who are not known: a digest under the installation's secret key (hex)."""
    return salted_hmac(SALT, plain_nip(nip), algorithm="sha256").hexdigest()


def note(
    kind: SecurityKind, visitor: Visitor, *, at: dt.datetime, user: User | None = None, nip: str = "", detail: str = ""
) -> SecurityEvent:
    """Append a line. `nip` is what was typed, when no person is known by it."""
    tried = user.nip if user else nip
    return SecurityEvent.objects.create(
        kind=kind,
        user=user,
        nip_digest=nip_digest(tried) if tried else "",
        address=visitor.address[:45],
        agent=visitor.agent[:60],
        at=at,
        detail=detail[:200],
    )
