"""Drafts: what is typed and uploaded in a step before it is handed in. Kept per person and visit, never lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from alur.actions.refusal import Refused
from alur.actions.texts import storable
from alur.records.durability import without_waiting
from alur.records.models import Appointment, Draft, DraftFile, Duty, Visit, document_of
from alur.records.standing import Standing
from alur.records.storage import clean_name, store

FILES_LIMIT = 50
ENDED_LATELY = dt.timedelta(days=14)
MB = 1024 * 1024


def may_draft(visit: Visit, *, by: Standing) -> bool:
    """Whether this person has a part in the step, or had one until not long ago: what such a one types is kept."""
    if visit.role is not None and visit.role.is_outside and by.has_duty(Duty.LETTER_DESK):
        return True
    return visit.role_id in by.role_ids or ended_part(visit, by=by) is not None


def ended_part(visit: Visit, *, by: Standing) -> Appointment | None:
    """The appointment that gave this person a part in the step while it was open, and ended at most 14 days ago."""
    if visit.role is None or visit.role_id in by.role_ids:
        return None
    carries = Q(position__roles=visit.role_id)
    if visit.role.is_outside:
        carries |= Q(position__duty=Duty.LETTER_DESK)
    since = max(by.on - ENDED_LATELY, timezone.localdate(visit.opened_at))
    ended = Appointment.objects.filter(carries, user=by.user_id, ends_on__lt=by.on, ends_on__gte=since)
    if visit.closed_at is not None:
        ended = ended.filter(starts_on__lte=timezone.localdate(visit.closed_at))
    return ended.select_related("position", "stands_for").order_by("-ends_on", "-pk").first()


def save_draft(visit: Visit, fields: Mapping[str, Any], *, by: Standing, at: dt.datetime) -> Draft:
    """Keep what this person has typed in this visit so far, also after the visit was closed by somebody else."""
    draft = Draft(user=by.user, visit=visit, fields=storable(dict(fields)), saved_at=at)
    with without_waiting():
        Draft.objects.bulk_create(
            [draft], update_conflicts=True, unique_fields=["user", "visit"], update_fields=["fields", "saved_at"]
        )
    return draft


def attach(visit: Visit, paper: str, chunks: Iterable[bytes], name: str, *, by: Standing, at: dt.datetime) -> DraftFile:
    """Keep an uploaded file with the person's draft, within the limit that the procedure sets for the paper.

    Raises UploadRefused with a sentence, or Refused at 50 files.
    """
    limit = document_of(visit.case.edition_id).paper(paper).limit_mb
    file = store(chunks, name=name, at=at, limit=limit * MB if limit else None)
    with transaction.atomic():
        draft, _ = Draft.objects.get_or_create(user=by.user, visit=visit, defaults={"saved_at": at})
        if draft.files.count() >= FILES_LIMIT:
            raise Refused([f"Sudah ada {FILES_LIMIT} berkas pada draf ini; lepas yang tidak perlu."])
        return DraftFile.objects.create(draft=draft, paper=paper, file=file, name=clean_name(name))


def detach(draft_file: DraftFile, *, by: Standing) -> None:
    """Take a file off the person's own draft; the stored bytes stay, since others may refer to them. Raises Refused."""
    if draft_file.draft.user_id != by.user_id:
        raise Refused(["Berkas ini ada pada draf orang lain."])
    draft_file.delete()
