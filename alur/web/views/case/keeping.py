"""Keeps what was typed and uploaded in a step as the person's draft, before anything else happens to it."""

from __future__ import annotations

from dataclasses import dataclass

from alur.actions import Refused, attach, save_draft, why_not
from alur.actions.drafts import may_draft
from alur.records.models import Draft, DraftFile, Visit, document_of
from alur.records.storage import UploadRefused
from alur.web.forms.step import is_touched, typed
from alur.web.middleware import Request


@dataclass(frozen=True, slots=True)
class Kept:
    """The fields as typed, the files now on the draft, and a sentence for each upload that was not kept."""

    fields: dict[str, str]
    files: tuple[DraftFile, ...]
    problems: list[str]
    is_uploaded: bool


def keep(request: Request, visit: Visit) -> Kept:
    """Save the draft of this person. Raises Refused for somebody who has no part in the step but sends its fields."""
    fields = typed(request.POST)
    uploads = [(name, file) for name in request.FILES for file in request.FILES.getlist(name)]
    if (is_touched(fields) or uploads) and not may_draft(visit, by=request.standing):
        raise Refused(why_not("perform", visit, by=request.standing, at=request.at))
    if is_touched(fields) or Draft.objects.filter(user=request.standing.user_id, visit=visit).exists():
        save_draft(visit, fields, by=request.standing, at=request.at)
    problems = _attach(request, visit, uploads)
    files = DraftFile.objects.filter(draft__user=request.standing.user_id, draft__visit=visit).select_related("draft")
    return Kept(fields, tuple(files), problems, is_uploaded=bool(uploads))


def _attach(request: Request, visit: Visit, uploads: list) -> list[str]:
    step = document_of(visit.case.edition_id).step(visit.step)
    known = {output.paper for output in step.outputs}
    problems = []
    for name, file in uploads:
        paper = name.removeprefix("berkas-")
        if paper not in known:
            continue
        try:
            attach(visit, paper, file.chunks(), file.name or "berkas", by=request.standing, at=request.at)
        except UploadRefused as refusal:
            problems.append(str(refusal))
        except Refused as refusal:
            problems += refusal.reasons
    return problems
