"""Turns what was handed in into versions of papers, with their numbers, files and states."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from alur.actions.contents import EMPTY, due_outputs, is_filled
from alur.actions.handover import Handover, PaperContent
from alur.actions.numbering import classification_of, hold_series, marks_of, official_number
from alur.actions.recording import paper as paper_facts
from alur.actions.situation import Situation
from alur.records.models import Document, DocumentVersion, Probe, Release, VersionFile, VersionState
from alur.records.standing import Capacity, Standing
from alur.sop.document import Exit, Form, Paper

ISSUED_FORMS = (Form.NOTE, Form.VERDICT)


@dataclass
class HandedIn:
    """The versions made by one press, and their facts for the record."""

    versions: list[DocumentVersion] = field(default_factory=list)
    facts: list[dict[str, Any]] = field(default_factory=list)

    @property
    def to_issue(self) -> list[DocumentVersion]:
        """Versions that Alur prints as numbered papers."""
        return [version for version in self.versions if version.form in ISSUED_FORMS]

    @property
    def releases(self) -> list[DocumentVersion]:
        """Versions that say something went online; papers of their own follow from each."""
        return [version for version in self.versions if version.form == Form.RELEASE]


def hand_in(
    situation: Situation,
    way: Exit,
    handover: Handover,
    *,
    by: Standing,
    capacity: Capacity,
    at: dt.datetime,
    verdict: dict[str, Any],
) -> HandedIn:
    """Make a version of each output paper of the step. `verdict` is what a periksa paper holds."""
    made = HandedIn()
    papers = [situation.procedure.paper(output.paper) for output in due_outputs(situation, way)]
    hold_series([_classification(situation, paper) for paper in papers if paper.form in ISSUED_FORMS], at)
    for paper in papers:
        content = handover.papers.get(paper.key, EMPTY)
        if paper.form is Form.VERDICT:
            content = PaperContent(fields=verdict, files=content.files)
        elif not is_filled(content) or paper.form is Form.LETTER:
            continue
        version = _make_version(situation, paper, content, by=by, capacity=capacity, at=at)
        if paper.form is Form.VERDICT:
            _mark_examined(version, way)
        if paper.form is Form.RELEASE:
            _release(situation, version)
        made.versions.append(version)
        made.facts.append(paper_facts(version, paper.key, [(ref.sha256, ref.name) for ref in content.files]))
    return made


def _make_version(
    situation: Situation, paper: Paper, content: PaperContent, *, by: Standing, capacity: Capacity, at: dt.datetime
) -> DocumentVersion:
    document = situation.documents.get(paper.key)
    if document is None:
        document = Document.objects.create(case=situation.case, paper=paper.key, name=paper.name)
        situation.documents[paper.key] = document
    last = document.current.number if document.current else 0
    is_issued = paper.form in ISSUED_FORMS
    examined = situation.documents.get(paper.examines) if paper.examines else None
    marks = marks_of(official_number(_classification(situation, paper), at)) if is_issued else {}
    version = DocumentVersion.objects.create(
        document=document,
        number=last + 1,
        visit=situation.visit,
        form=paper.form,
        state=VersionState.ISSUED if is_issued else VersionState.SUBMITTED,
        content=dict(content.fields),
        examines=examined.current if examined else None,
        made_at=at,
        made_by=by.user,
        made_as=capacity.title,
        **marks,
    )
    files = [
        VersionFile(version=version, file_id=ref.sha256, name=ref.name, position=position)
        for position, ref in enumerate(content.files)
    ]
    if files:
        VersionFile.objects.bulk_create(files)
    document.current = version
    document.save(update_fields=["current"])
    return version


def _classification(situation: Situation, paper: Paper) -> str:
    return classification_of(paper, situation.procedure, situation.case.letter.classification)


def _mark_examined(version: DocumentVersion, way: Exit) -> None:
    examined = version.examines
    if examined is not None:
        examined.state = VersionState.CORRECTED if way.is_correction else VersionState.APPROVED
        examined.save(update_fields=["state"])


def _release(situation: Situation, version: DocumentVersion) -> None:
    """Keep what the probe saw with the paper, and enter the release in the catalogue."""
    content = version.content
    name, url = str(content["version"]).strip(), str(content["url"]).strip()
    probe = Probe.objects.filter(visit=situation.visit, url=url, is_online=True).order_by("-pk").first()
    if probe is not None:
        version.content = content | {
            "probe": probe.seen | {"at": probe.probed_at.isoformat() if probe.probed_at else ""}
        }
        version.save(update_fields=["content"])
    Release.objects.create(
        application=situation.case.application,
        case=situation.case,
        version=version,
        name=name,
        url=url,
        released_at=version.made_at,
    )
