"""Publishing an edition of a procedure: checked as a program before it may run."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.db import transaction

from alur.actions.refusal import Refused
from alur.records.models import Edition, Entry, Procedure, Role, SubjectKind
from alur.records.standing import Standing
from alur.sop import publishable, read


@transaction.atomic
def publish(text: str, *, by: Standing | None, at: dt.datetime, file: str = "naskah") -> Edition:
    """Make a procedure document an edition that cases may run under; the same text again gives the edition it is.

    Raises Refused with the lines of the checker: every galat, every unanswered tanya, and what cannot be run yet.
    """
    blocking = publishable(text, file=file)
    if blocking:
        raise Refused([str(fault) for fault in blocking])
    document = read(text, file=file).procedure
    assert document is not None  # publishable has said so
    if not document.number:
        raise Refused(["Nomor SOP belum diisi; naskah tanpa nomor masih rancangan."])
    procedure, _ = Procedure.objects.update_or_create(number=document.number, defaults={"name": document.name})
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    if same := procedure.editions.filter(sha256=sha256).first():
        return same
    edition = Edition.objects.create(
        procedure=procedure,
        number=procedure.editions.count() + 1,
        text=text,
        sha256=sha256,
        effective_on=document.effective_on,
        published_at=at,
        published_by=by.user if by else None,
    )
    for role in document.roles:
        Role.objects.update_or_create(
            procedure=procedure, key=role.key, defaults={"name": role.name, "is_outside": role.is_outside}
        )
    Entry.objects.append(
        "published",
        subject=(SubjectKind.OFFICE, 0),
        at=at,
        by=by.user if by else None,
        acting_as=by.title if by else "",
        data={"procedure": document.number, "edition": edition.number, "sha256": sha256},
    )
    return edition
