"""What an official paper says, gathered from the record: the lines that closed the step, never what changed later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone

from alur.papers.wording import instant_words, size_words, standard_words, written_blocks
from alur.records.models import Case, DocumentVersion, Entry, Role, Severity, SubjectKind, User, document_of
from alur.sop.document import Form, Procedure, Step
from alur.worktime.wording import long_date

TEMPLATES = {Form.NOTE: "catatan", Form.VERDICT: "periksa"}
VERDICT_TITLE = "Lembar hasil pemeriksaan"


def data_of(version: DocumentVersion) -> dict[str, Any]:
    """The data of a version's paper for `typeset`, not sealed yet. Raises ValueError for a form that is not printed."""
    source = _Source(version)
    match version.form:
        case Form.NOTE:
            return _shared(source, verb="Disetujui di Alur oleh") | _note(source)
        case Form.VERDICT:
            return _shared(source, verb="Diperiksa di Alur oleh") | _verdict(source)
    raise ValueError(f"A paper of form {version.form} is not printed")


class _Source:
    """A version with what belongs to it; each part is read once."""

    def __init__(self, version: DocumentVersion) -> None:
        self.version = version
        self.case: Case = version.document.case

    @cached_property
    def procedure(self) -> Procedure:
        return document_of(self.case.edition_id)

    @cached_property
    def step(self) -> Step | None:
        visit = self.version.visit
        return self.procedure.step(visit.step) if visit else None

    @cached_property
    def line(self) -> Mapping[str, Any]:
        """The facts of the line that closed the visit in which the version was made; empty without one."""
        visit = self.version.visit
        if visit is None:
            return {}
        lines = Entry.objects.of(SubjectKind.CASE, self.case.pk).filter(
            kind="performed", data__closes__number=visit.number
        )
        found: Mapping[str, Any] | None = lines.values_list("data", flat=True).last()
        return found or {}

    @property
    def opened(self) -> Mapping[str, Any]:
        """What the line opened next; empty at an end."""
        return self.line.get("opens") or {}

    @cached_property
    def points(self) -> dict[int, Any]:
        """The case's correction points by number, for their wording, which never changes."""
        return {point.number: point for point in self.case.points.all()}


def _shared(source: _Source, *, verb: str) -> dict[str, Any]:
    version, office = source.version, settings.OFFICE
    return {
        "letterhead": list(source.procedure.unit) or [office["parent"], office["name"]],
        "address": office["address"],
        "number": version.official_number,
        "case_number": source.case.number,
        "place_and_date": f"{office['place']}, {long_date(timezone.localdate(version.made_at))}",
        "approval": {
            "verb": verb,
            "capacity": version.made_as,
            "name": version.made_by.name,
            "nip": version.made_by.nip,
            "at": instant_words(version.made_at, settings.TIME_ZONE),
        },
    }


def _note(source: _Source) -> dict[str, Any]:
    raised = source.line.get("points", {}).get("raised", [])
    return {
        "title": source.version.document.name,
        "facts": [*_addressee(source), *_origin(source), _fact("Dasar", *_basis(source))],
        "opening": _opening(source),
        "text": written_blocks(str(source.version.content.get("text", ""))),
        "points": [
            _point(item["number"], item["text"], item.get("place", ""), severity=_severity(item)) for item in raised
        ],
        "deadline": _deadline(source),
        "attachments": _attachments(source),
    }


def _verdict(source: _Source) -> dict[str, Any]:
    content, visit = source.version.content, source.version.visit
    examined = source.version.examines
    facts = _origin(source)
    if examined is not None:
        facts.append(_fact("Yang diperiksa", f"{examined.document.name}, versi {examined.number}"))
        facts.append(_fact("Dibuat oleh", f"{examined.made_by.name}, {examined.made_as}"))
    if visit is not None:
        facts.append(_fact("Putaran", f"ke-{visit.round}"))
    facts.append(_fact("Dasar", _procedure_words(source)))
    return {
        "title": VERDICT_TITLE,
        "facts": facts,
        "verdict": str(content.get("decision", "")),
        "text": written_blocks(str(content.get("note", ""))),
        "points": _examined_points(source),
    }


def _fact(label: str, *lines: str) -> dict[str, Any]:
    return {"label": label, "lines": list(lines)}


def _addressee(source: _Source) -> list[dict[str, Any]]:
    opened = source.opened
    role = Role.objects.filter(pk=opened.get("role") or 0).values_list("name", flat=True).first()
    person = User.objects.filter(pk=opened.get("assignee") or 0).values_list("name", flat=True).first()
    words = ", ".join(part for part in (person, role) if part)
    return [_fact("Kepada", words)] if words else []


def _origin(source: _Source) -> list[dict[str, Any]]:
    case, letter = source.case, source.case.letter
    return [
        _fact("Dari", source.version.made_as),
        _fact("Permintaan", f"{case.number}, {case.title}"),
        _fact("Surat permintaan", f"{letter.number} tanggal {long_date(letter.dated_on)}, {letter.unit.name}"),
    ]


def _basis(source: _Source) -> list[str]:
    """The note before this one, as its number and date, and the step of the procedure."""
    before = (
        DocumentVersion.objects.filter(document__case=source.case, form=Form.NOTE, pk__lt=source.version.pk)
        .exclude(official_number="")
        .select_related("document")
        .order_by("pk")
        .last()
    )
    if before is None:
        return [_procedure_words(source)]
    made_on = long_date(timezone.localdate(before.made_at))
    return [f"{before.document.name} {before.official_number} tanggal {made_on};", _procedure_words(source)]


def _procedure_words(source: _Source) -> str:
    name = f"SOP {source.procedure.number or source.procedure.name}"
    return f"{name}, langkah {source.step.number}" if source.step and source.step.number else name


def _opening(source: _Source) -> str:
    if not source.opened:
        return ""
    step = source.procedure.step(source.opened["step"])
    name = f"langkah {step.number}" if step.number else "langkah"
    return f"Agar dilaksanakan {name}, “{step.activity.rstrip('. ')}”, dengan ketentuan sebagai berikut."


def _deadline(source: _Source) -> dict[str, Any] | None:
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


def _attachments(source: _Source) -> list[str]:
    """The versions with files that were made in the same visit, each with its size; prints are not counted."""
    made = (
        DocumentVersion.objects.filter(visit=source.version.visit, files__is_print=False)
        .annotate(size=Sum("files__file__size"))
        .select_related("document")
        .order_by("pk")
    )
    return [f"{item.document.name}, versi {item.number} ({size_words(item.size)})" for item in made]


def _examined_points(source: _Source) -> list[dict[str, Any]]:
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
