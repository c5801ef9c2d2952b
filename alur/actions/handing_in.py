"""Turns what was handed in into versions of papers, with their numbers, files and states."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils import timezone

from alur.actions.contents import EMPTY, due_outputs, is_filled
from alur.actions.handover import Handover, PaperContent
from alur.actions.recording import paper as paper_facts
from alur.actions.situation import Situation
from alur.records.models import Counter, Document, DocumentVersion, Probe, Release, VersionFile, VersionState
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
    for output in due_outputs(situation, way):
        paper = situation.procedure.paper(output.paper)
        content = handover.papers.get(paper.key, EMPTY)
        if paper.form is Form.VERDICT:
            content = PaperContent(fields=verdict, files=content.files)
        elif not is_filled(content) or paper.form is Form.LETTER:
            continue
        version, number = _make_version(situation, paper, content, by=by, capacity=capacity, at=at)
        if paper.form is Form.VERDICT:
            _mark_examined(version, way)
        if paper.form is Form.RELEASE:
            _release(situation, version)
        made.versions.append(version)
        facts = paper_facts(version, paper.key, [(ref.sha256, ref.name) for ref in content.files])
        if number.series:
            facts |= {"series": number.series, "running": number.running}
        made.facts.append(facts)
    return made


@dataclass(frozen=True, slots=True)
class OfficialNumber:
    """A paper's number as printed, with the series it counts in and its place there."""

    text: str = ""
    series: str = ""
    running: int = 0


def official_number(classification: str, at: dt.datetime) -> OfficialNumber:
    """The next number in the office's format, counted per klasifikasi, unit and year without gaps."""
    office = settings.OFFICE
    year = timezone.localdate(at).year
    series = f"{classification}/{office['code']}/{year}"
    running = Counter.objects.next(series)
    text = str(office["number_format"]).format(
        klasifikasi=classification, unit=office["code"], nomor=running, tahun=year
    )
    return OfficialNumber(text, series, running)


def _make_version(
    situation: Situation, paper: Paper, content: PaperContent, *, by: Standing, capacity: Capacity, at: dt.datetime
) -> tuple[DocumentVersion, OfficialNumber]:
    document = situation.documents.get(paper.key)
    if document is None:
        document = Document.objects.create(case=situation.case, paper=paper.key, name=paper.name)
        situation.documents[paper.key] = document
    last = document.current.number if document.current else 0
    is_issued = paper.form in ISSUED_FORMS
    classification = paper.classification or situation.procedure.classification or "OT.02.01"
    examined = situation.documents.get(paper.examines) if paper.examines else None
    number = official_number(classification, at) if is_issued else OfficialNumber()
    version = DocumentVersion.objects.create(
        document=document,
        number=last + 1,
        visit=situation.visit,
        form=paper.form,
        state=VersionState.ISSUED if is_issued else VersionState.SUBMITTED,
        official_number=number.text,
        content=dict(content.fields),
        examines=examined.current if examined else None,
        made_at=at,
        made_by=by.user,
        made_as=capacity.title,
    )
    files = [
        VersionFile(version=version, file_id=ref.sha256, name=ref.name, position=position)
        for position, ref in enumerate(content.files)
    ]
    if files:
        VersionFile.objects.bulk_create(files)
    document.current = version
    document.save(update_fields=["current"])
    return version, number


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
