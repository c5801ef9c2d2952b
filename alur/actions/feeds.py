"""The secret address of a person's deadlines: made, made anew, revoked. The record holds that, never the secret."""

from __future__ import annotations

import datetime as dt
import secrets

from django.db import transaction

from alur.actions import recording
from alur.actions.people import OFFICE
from alur.actions.refusal import Refused
from alur.records.models import Entry, Feed, User
from alur.records.models.feeds import secret_digest
from alur.records.standing import Standing

SECRET_BYTES = 32


@transaction.atomic
def make_feed(*, by: Standing, at: dt.datetime, token: str) -> str:
    """Give the person a new address and return its secret part, which is kept nowhere; an older one ends.

    Raises Refused for a press that was done before: its address cannot be shown again.
    """
    user = User.objects.select_for_update().get(pk=by.user_id)
    if recording.earlier(token, "feed-made"):
        raise Refused(["Alamat itu sudah dibuat dan hanya ditampilkan sekali. Bila belum disalin, buat alamat baru."])
    secret = secrets.token_urlsafe(SECRET_BYTES)
    Feed.objects.in_force().filter(user=user).update(ended_at=at)
    Feed.objects.create(user=user, digest=secret_digest(secret), made_at=at)
    _write("feed-made", user, by=by, at=at, token=token)
    return secret


@transaction.atomic
def end_feed(*, by: Standing, at: dt.datetime, token: str) -> bool:
    """Revoke the person's address; False when there was none (any more)."""
    user = User.objects.select_for_update().get(pk=by.user_id)
    if recording.earlier(token, "feed-ended") or not Feed.objects.in_force().filter(user=user).update(ended_at=at):
        return False
    _write("feed-ended", user, by=by, at=at, token=token)
    return True


def _write(kind: str, user: User, *, by: Standing, at: dt.datetime, token: str) -> None:
    Entry.objects.append(
        kind, subject=OFFICE, at=at, by=user, acting_as=by.title, data={"nip": user.nip}, token=token or None
    )
