"""A form that is sent before its sender has proven again who it is: held, encrypted, and given back once."""

from __future__ import annotations

import base64
import datetime as dt
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from alur.actions.refusal import Refused
from alur.actions.sealing import seal, unseal
from alur.records.models import HeldForm, User
from alur.records.models.feeds import secret_digest

HELD_FOR = dt.timedelta(minutes=15)
MOST_HELD, LARGEST = 5, 5_000_000


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file of the form: its field, name, media type as the browser said, and content."""

    field: str
    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Held:
    """What was typed, as the browser encoded it, and what was uploaded."""

    fields: str
    files: tuple[HeldFile, ...] = ()


@transaction.atomic
def hold_form(user: User, address: str, fields: str, files: Sequence[HeldFile], *, at: dt.datetime) -> str:
    """Keep a form for a quarter of an hour; returns the secret that gives it back. A person has at most five.

    Raises Refused for files that are together beyond five million bytes.
    """
    if sum(len(file.content) for file in files) > LARGEST:
        raise Refused(["Berkas itu terlalu besar untuk ditahan; buktikan diri dahulu, lalu pilih lagi berkasnya."])
    secret = secrets.token_urlsafe(24)
    packed = [(file.field, file.name, file.media_type, base64.b64encode(file.content).decode()) for file in files]
    content = seal(json.dumps({"fields": fields, "files": packed}))
    HeldForm.objects.filter(held_at__lt=at - HELD_FOR).delete()
    row = HeldForm(user=user, digest=secret_digest(secret), address=address[:300], content=content, held_at=at)
    row.save(force_insert=True)
    kept = HeldForm.objects.filter(user=user).order_by("-pk").values_list("pk", flat=True)[:MOST_HELD]
    HeldForm.objects.filter(user=user).exclude(pk__in=list(kept)).delete()
    return secret


@transaction.atomic
def take_held_form(user: User, address: str, secret: str, *, at: dt.datetime) -> Held | None:
    """Give this person's form for this address back, once; None when there is none, or no more."""
    rows = HeldForm.objects.filter(user=user, address=address[:300], held_at__gte=at - HELD_FOR)
    row = rows.filter(digest=secret_digest(secret)).first()
    if row is None or not HeldForm.objects.filter(pk=row.pk).delete()[0]:
        return None
    content = json.loads(unseal(row.content))
    files = (HeldFile(field, name, kind, base64.b64decode(data)) for field, name, kind, data in content["files"])
    return Held(content["fields"], tuple(files))
