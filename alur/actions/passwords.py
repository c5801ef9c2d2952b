"""Passwords: made up for a person, or changed by the person. The record says that it happened, never the secret."""

from __future__ import annotations

import datetime as dt
import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from alur.actions.people import OFFICE
from alur.actions.refusal import Refused
from alur.actions.security_log import COMMAND, Visitor, note
from alur.actions.sessions import end_sessions
from alur.records.models import Entry, SecurityKind, User
from alur.records.standing import Standing

CONSONANTS, VOWELS = "bdghjkmnprstwy", "aeiou"
WORDS, SYLLABLES = 4, 3


def new_password() -> str:
    """A password that can be read out: four made-up words of six letters, 73 bits of chance."""
    return "-".join(_word() for _ in range(WORDS))


def _word() -> str:
    return "".join(secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(SYLLABLES))


@transaction.atomic
def reset_password(user: User, *, at: dt.datetime) -> str:
    """Give a person a new, made-up password and return it; it is kept nowhere. Ends the person's sessions."""
    password = new_password()
    user.set_password(password)
    user.save(update_fields=["password"])
    Entry.objects.append("password", subject=OFFICE, at=at, data={"nip": user.nip, "how": "reset"})
    note(SecurityKind.PASSWORD_RESET, COMMAND, at=at, user=user)
    end_sessions(user, visitor=COMMAND, at=at)
    return password


@transaction.atomic
def change_password(
    old: str, new: str, *, by: Standing, at: dt.datetime, visitor: Visitor = COMMAND, session: str = ""
) -> User:
    """Replace the person's own password; returns the person as stored. Ends the person's sessions other than this one.

    Raises Refused when the old one is not right, the new one is the same, or it is too easy to guess.
    """
    user = User.objects.select_for_update().get(pk=by.user_id)
    if not user.check_password(old):
        raise Refused(["Kata sandi lama tidak cocok; ketik ulang. Bila lupa, mintalah yang baru kepada administrator."])
    if old == new:
        raise Refused(["Kata sandi baru sama dengan yang lama; pilih yang lain."])
    try:
        validate_password(new, user)
    except ValidationError as fault:
        raise Refused(fault.messages) from fault
    user.set_password(new)
    user.save(update_fields=["password"])
    facts = {"nip": user.nip, "how": "changed"}
    Entry.objects.append("password", subject=OFFICE, at=at, by=user, acting_as=by.title, data=facts)
    note(SecurityKind.PASSWORD_CHANGED, visitor, at=at, user=user)
    end_sessions(user, but=session, visitor=visitor, at=at)
    return user
