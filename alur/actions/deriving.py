"""Papers that follow from what happened, made by the system itself: berita acara uji coba, bukti unggah, surat jawaban.

Nobody types them. Each has a number of its own and a line in the record, and says who answers for what it reports.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django_tasks import TaskContext, task

from alur.actions import recording
from alur.actions.issuing import issue
from alur.actions.numbering import classification_of, marks_of, official_number
from alur.actions.situation import lock_case
from alur.papers.answer import ending_of
from alur.papers.printed import ANSWER, KEYS, NAMES, TRIAL, UPLOAD
from alur.records.heads import late_instant
from alur.records.models import Case, Document, DocumentVersion, User, VersionState, document_of
from alur.sop.document import Form, Paper


@task(takes_context=True)
def report_release(context: TaskContext, version_id: int, at: str) -> list[int]:
    """The task behind a release: its berita acara uji coba and bukti unggah. Returns the prints' ids."""
    release = DocumentVersion.objects.select_related("document__case", "made_by").get(pk=version_id)
    moment = _moment(context, at)
    content = {"paper": release.document.paper, "version": release.number}
    forms = [TRIAL, UPLOAD] if release.content.get("tests") else [UPLOAD]
    made = [
        derive(release.document.case, form, content=content, by=release.made_by, made_as=release.made_as, at=moment)
        for form in forms
    ]
    return [issue(version.pk, at=moment).pk for version in made]


@task(takes_context=True)
def answer_requester(context: TaskContext, case_id: int, at: str) -> int:
    """The task at the end of a case: its surat jawaban, whatever the result. Returns the print's id."""
    case = Case.objects.get(pk=case_id)
    moment = _moment(context, at)
    ending = ending_of(case)
    assert ending.by is not None  # people end cases, the clock does not
    content = {"result": case.result}
    version = derive(case, ANSWER, content=content, by=ending.by, made_as=ending.acting_as, at=moment)
    return issue(version.pk, at=moment).pk


def _moment(context: TaskContext, at: str) -> dt.datetime:
    """The instant of the papers: that of the press, or the worker's where that day is sealed already."""
    moment = dt.datetime.fromisoformat(at)
    return late_instant(moment, context.task_result.started_at or moment)


@transaction.atomic
def derive(
    case: Case, form: str, *, content: dict[str, Any], by: User, made_as: str, at: dt.datetime
) -> DocumentVersion:
    """The version of a derived paper with this content, made, numbered and written down unless it is there already."""
    case = lock_case(case)
    document, _ = Document.objects.get_or_create(case=case, paper=KEYS[form], defaults={"name": NAMES[form]})
    earlier = document.versions.filter(content=content).first()
    if earlier is not None:
        return earlier
    version = DocumentVersion(
        document=document,
        number=document.versions.count() + 1,
        form=form,
        state=VersionState.ISSUED,
        content=content,
        made_at=at,
        made_by=by,
        made_as=made_as,
        **marks_of(official_number(_classification(case, form), at)),
    )
    version.save(force_insert=True)
    document.current = version
    document.save(update_fields=["current"])
    recording.write(case, "derived", by=None, at=at, data={"papers": [recording.paper(version, document.paper, [])]})
    return version


def _classification(case: Case, form: str) -> str:
    """Derived papers stand in no procedure file, so they count as the procedure's papers without a klasifikasi do."""
    paper = Paper(KEYS[form], NAMES[form], Form.NOTE)
    return classification_of(paper, document_of(case.edition_id), case.letter.classification)
