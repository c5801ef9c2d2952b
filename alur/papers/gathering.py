"""What an official paper says, gathered from the record: the lines that closed the step, never what changed later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.models import Sum

from alur.papers.disposition import disposition
from alur.papers.rounds import rounds_of_points
from alur.papers.source import Source, cited, fact, numbered_before, procedure_words, receiver, request_facts, shared
from alur.papers.wording import instant_words, size_words, standard_words, written_blocks
from alur.records.models import DocumentVersion, Severity
from alur.sop.document import Form

VERDICT_TITLE = "Lembar hasil pemeriksaan"


def data_of(version: DocumentVersion) -> dict[str, Any]:
    """The data of a version's paper for `typeset`, not sealed yet. Raises ValueError for a form that is not printed."""
    source = Source(version)
    match version.form:
        case Form.NOTE:
            return shared(source, verb="Disetujui di Alur oleh") | _note(source)
        case Form.VERDICT:
            return shared(source, verb="Diperiksa di Alur oleh") | _verdict(source)
    raise ValueError(f"A paper of form {version.form} is not printed")


def _note(source: Source) -> dict[str, Any]:
    raised = source.line.get("points", {}).get("raised", [])
    return {
        "title": source.version.document.name,
        "facts": [*_addressee(source), *_origin(source), fact("Dasar", *_basis(source))],
        "opening": _opening(source),
        "text": written_blocks(str(source.version.content.get("text", ""))),
        "points": [
            _point(item["number"], item["text"], item.get("place", ""), severity=_severity(item)) for item in raised
        ],
        "deadline": _deadline(source),
        "attachments": _attachments(source),
        "disposition": disposition(source),
    }


def _verdict(source: Source) -> dict[str, Any]:
    content, visit = source.version.content, source.version.visit
    examined = source.version.examines
    facts = _origin(source)
    if examined is not None:
        facts.append(fact("Yang diperiksa", f"{examined.document.name}, versi {examined.number}"))
        facts.append(fact("Dibuat oleh", f"{examined.made_by.name}, {examined.made_as}"))
    if visit is not None:
        facts.append(fact("Putaran", f"ke-{visit.round}"))
    facts.append(fact("Dasar", procedure_words(source)))
    return {
        "title": VERDICT_TITLE,
        "facts": facts,
        "verdict": str(content.get("decision", "")),
        "text": written_blocks(str(content.get("note", ""))),
        "points": _examined_points(source),
        "rounds": rounds_of_points(source),
    }


def _addressee(source: Source) -> list[dict[str, Any]]:
    words = receiver(source)
    return [fact("Kepada", words)] if words else []


def _origin(source: Source) -> list[dict[str, Any]]:
    return [fact("Dari", source.version.made_as), *request_facts(source.case)]


def _basis(source: Source) -> list[str]:
    """The note before this one, as its number and date, and the step of the procedure."""
    before = numbered_before(source.version, Form.NOTE)
    return [*(f"{cited(note)};" for note in before[-1:]), procedure_words(source)]


def _opening(source: Source) -> str:
    if not source.opened:
        return ""
    step = source.procedure.step(source.opened["step"])
    name = f"langkah {step.number}" if step.number else "langkah"
    return f"Agar dilaksanakan {name}, “{step.activity.rstrip('. ')}”, dengan ketentuan sebagai berikut."


def _deadline(source: Source) -> dict[str, Any] | None:
    opened = source.opened
    if not opened:
        return None
    step = source.procedure.step(opened["step"])
    outputs = list(dict.fromkeys(source.procedure.paper(output.paper).name for output in step.outputs))
    due = opened.get("due_at")
    return {
        "outputs": outputs or [step.activity],
        "standard": standard_words(
            opened.get("standard_seconds"),
            is_wall_clock=bool(opened.get("is_wall_clock")),
            minutes_per_day=source.procedure.minutes_per_day,
        ),
        "due": instant_words(dt.datetime.fromisoformat(due), settings.TIME_ZONE) if due else "tanpa tenggat",
    }


def _attachments(source: Source) -> list[str]:
    """The versions with files that were made in the same visit, each with its size; prints are not counted."""
    made = (
        DocumentVersion.objects.filter(visit=source.version.visit, files__is_print=False)
        .annotate(size=Sum("files__file__size"))
        .select_related("document")
        .order_by("pk")
    )
    return [f"{item.document.name}, versi {item.number} ({size_words(item.size)})" for item in made]


def _examined_points(source: Source) -> list[dict[str, Any]]:
    """Points judged in this visit with their answers, points answered in it, and new ones; by number."""
    content, known = source.version.content, source.points
    rows = []
    for item in content.get("judged", []):
        point = known[item["number"]]
        state = "Diterima" if item["is_accepted"] else "Belum tepat"
        words = (item["text"], point.place, item["answer"], state, item["reason"])
        rows.append(_point(item["number"], *words, severity=point.severity))
    for item in content.get("answered", []):
        point = known[item["number"]]
        answered = (point.text, point.place, item["answer"], "Dijawab")
        rows.append(_point(item["number"], *answered, severity=point.severity))
    for item in content.get("raised", []):
        rows.append(_point(item["number"], item["text"], item.get("place", ""), state="Baru", severity=_severity(item)))
    return sorted(rows, key=lambda row: int(row["number"]))


def _severity(raised: Mapping[str, Any]) -> str:
    """The severity of a point as its line has it; older lines know only points that must be mended."""
    return str(raised.get("severity", Severity.STRICT))


def _point(
    number: int,
    text: str,
    place: str = "",
    answer: str = "",
    state: str = "",
    reason: str = "",
    *,
    severity: str,
) -> dict[str, Any]:
    """One row of points; what must be mended is the rule, so only a remark says what it is, before its place."""
    remark = Severity.REMARK.label if severity == Severity.REMARK else ""
    place = "; ".join(filter(None, (remark, place)))
    return {
        "number": str(number),
        "text": text,
        "place": place,
        "answer": answer,
        "state": state,
        "reason": reason,
    }
