"""Trying a password or a code, slowed down for whoever guesses, without shutting out the rightful person.

A stranger's tries count against the NIP and against the address. Whoever comes with a device that has logged in
before, or from an address that this person has used, has a brake of one's own, which strangers cannot press.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth import authenticate
from django.utils.crypto import salted_hmac

from alur.actions.security_log import Visitor, nip_digest, note
from alur.records.models import Brake, SecurityEvent, SecurityKind, User
from alur.records.nip import plain_nip

SALT = "alur.brake"
FREE_TURNS, FREE_TURNS_AT_HOME, FREE_TURNS_OF_ADDRESS = 5, 20, 100
LONGEST = dt.timedelta(minutes=15)
KNOWN_FOR = dt.timedelta(days=90)
NO_WAIT = dt.timedelta()


@dataclass(frozen=True, slots=True)
class Attempt:
    """What became of a try: the person when it was right; how long to wait when it was not even looked at."""

    user: User | None = None
    wait: dt.timedelta = NO_WAIT


def try_password(nip: str, password: str, *, device: str, visitor: Visitor, at: dt.datetime) -> Attempt:
    """Look at a NIP and a password. `device` names a device that has logged in with this very NIP, else ""."""
    nip = plain_nip(nip)
    keys = brakes(nip, device=device, visitor=visitor, at=at)
    if (wait := pressed(keys, at=at)) > NO_WAIT:
        note(SecurityKind.SLOWED, visitor, at=at, nip=nip)
        return Attempt(wait=wait)
    user = authenticate(username=nip, password=password)
    if not isinstance(user, User):
        note(SecurityKind.REFUSED, visitor, at=at, nip=nip)
        return Attempt()
    Brake.objects.give_back([key for key, _ in keys], at=at)
    return Attempt(user)


def brakes(nip: str, *, device: str, visitor: Visitor, at: dt.datetime) -> list[tuple[str, int]]:
    """The brakes that a try presses, as (key, free turns)."""
    if device:
        return [(_key("perangkat", nip, device), FREE_TURNS_AT_HOME)]
    if _has_come_from(visitor.address, nip, at):
        return [(_key("tempat", nip, visitor.address), FREE_TURNS_AT_HOME)]
    return [(_key("nip", nip), FREE_TURNS), (_key("alamat", visitor.address), FREE_TURNS_OF_ADDRESS)]


def pressed(keys: list[tuple[str, int]], *, at: dt.datetime) -> dt.timedelta:
    """Take a turn, or say how long to wait. A brake that is already held costs one query and no lock."""
    names = [key for key, _ in keys]
    return Brake.objects.wait(names, at=at) or Brake.objects.take(keys, at=at, longest=LONGEST)


def factor_brake(user: User, device: str = "") -> list[tuple[str, int]]:
    """The brake on guessing this person's codes, and the password when the person is asked for it again."""
    return [(_key("kode", str(user.pk), device), FREE_TURNS)]


def prove_password(user: User, password: str, *, device: str = "", visitor: Visitor, at: dt.datetime) -> Attempt:
    """Ask a person who is logged in for the password again."""
    keys = factor_brake(user, device)
    if (wait := pressed(keys, at=at)) > NO_WAIT:
        note(SecurityKind.SLOWED, visitor, at=at, user=user)
        return Attempt(wait=wait)
    if not user.check_password(password):
        note(SecurityKind.REFUSED, visitor, at=at, user=user, detail="saat membuktikan diri")
        return Attempt()
    Brake.objects.give_back([key for key, _ in keys], at=at)
    note(SecurityKind.PROVEN, visitor, at=at, user=user, detail="kata sandi")
    return Attempt(user)


def _has_come_from(address: str, nip: str, at: dt.datetime) -> bool:
    """Asked by the digest of the NIP, so that an unknown one costs the same."""
    lines = SecurityEvent.objects.filter(kind=SecurityKind.LOGGED_IN, nip_digest=nip_digest(nip), address=address)
    return bool(address) and lines.filter(at__gt=at - KNOWN_FOR).exists()


def _key(*parts: str) -> str:
    return salted_hmac(SALT, "\n".join(parts), algorithm="sha256").hexdigest()
