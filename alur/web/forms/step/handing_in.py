"""From typed fields and uploaded files to a Handover. Nothing is judged here; `alur.actions` says what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from alur.actions.handover import FileRef, Handover, NewPoint, PaperContent, PointVerdict
from alur.records.models import DraftFile, Severity
from alur.sop.document import Form, Procedure, Step
from alur.web.forms.step.fields import (
    APPOINTEE,
    DECISION,
    NOTE,
    PAPER_FIELDS,
    POINT_ROWS,
    TRIAL_FIELDS,
    Fields,
    numbers,
    paper_field,
    rows,
    text,
    trial_field,
    trial_rows_field,
)


def decision_of(step: Step, fields: Fields) -> str:
    """The exit that was chosen; the only one of a straight step, "" when none was."""
    if len(step.exits) == 1:
        return step.exits[0].key
    return text(fields, DECISION)


def handover_of(step: Step, procedure: Procedure, fields: Fields, files: Iterable[DraftFile]) -> Handover:
    """What is handed in with the decision that the fields name. Papers bound to another decision are left out."""
    decision = decision_of(step, fields)
    refs = _refs(files)
    outputs = [output for output in step.outputs if output.only_if in ("", decision)]
    papers = [procedure.paper(output.paper) for output in outputs]
    appointee = text(fields, APPOINTEE)
    return Handover(
        note=text(fields, NOTE).strip(),
        papers={
            paper.key: PaperContent(_content(paper.key, paper.form, fields), refs.get(paper.key, ()))
            for paper in papers
        },
        points=_new_points(fields),
        answers=dict(numbers(fields, "jawab-")),
        verdicts=_verdicts(fields),
        appointee_id=int(appointee) if appointee.isdecimal() and len(appointee) < 18 else None,
    )


def url_of(key: str, fields: Fields) -> str:
    """The address typed for a release."""
    return text(fields, paper_field(key, "url")).strip()


def _refs(files: Iterable[DraftFile]) -> Mapping[str, Sequence[FileRef]]:
    refs: dict[str, list[FileRef]] = {}
    for item in files:
        refs.setdefault(item.paper, []).append(FileRef(item.file_id, item.name))
    return refs


def _content(key: str, form: Form, fields: Fields) -> dict[str, Any]:
    content: dict[str, Any] = {
        name: text(fields, paper_field(key, name)).strip() for name in PAPER_FIELDS.get(form, ())
    }
    if form is Form.GOODS:
        content["is_ready"] = bool(content["is_ready"])
    if form is Form.RELEASE:
        content["tests"] = _tests(key, fields)
    return content


def _tests(key: str, fields: Fields) -> list[dict[str, str]]:
    every = [
        {name: text(fields, trial_field(key, row, name)).strip() for name in TRIAL_FIELDS}
        for row in range(rows(fields, trial_rows_field(key)))
    ]
    return [test for test in every if any(test.values())]


def _new_points(fields: Fields) -> tuple[NewPoint, ...]:
    every = [_new_point(fields, f"butir-baru-{row}") for row in range(rows(fields, POINT_ROWS))]
    return tuple(point for point in every if point.text or point.place)


def _new_point(fields: Fields, name: str) -> NewPoint:
    is_strict = text(fields, f"{name}-bobot") != Severity.REMARK
    return NewPoint(text(fields, f"{name}-teks").strip(), text(fields, f"{name}-tempat").strip()[:200], is_strict)


def _verdicts(fields: Fields) -> dict[int, PointVerdict]:
    chosen = {number: value for number, value in numbers(fields, "nilai-") if value in ("diterima", "belum")}
    return {
        number: PointVerdict(value == "diterima", text(fields, f"alasan-{number}").strip() if value == "belum" else "")
        for number, value in chosen.items()
    }
