"""Correction points: raised by a checker, answered by the maker, judged in the next round; what is open goes along."""

from __future__ import annotations

from typing import Any

from alur.actions.handover import Handover
from alur.actions.situation import Situation
from alur.records.models import Case, CorrectionPoint, PointState, Severity
from alur.records.standing import Standing


def settle_points(situation: Situation, handover: Handover, *, by: Standing) -> dict[str, Any]:
    """Write verdicts, answers and new points; returns the facts for the record and for the verdict paper."""
    to_judge, to_answer = situation.points_to_judge, situation.points_to_answer
    facts: dict[str, Any] = {
        "judged": [_judge(point, handover, situation) for point in to_judge],
        "answered": _answer_points(to_answer, situation, handover, by),
        "raised": _raise_points(situation, handover),
    }
    return {key: value for key, value in facts.items() if value}


def unsettle_points(case: Case, points: dict[str, Any]) -> dict[str, list[int]]:
    """Undo what a press did to correction points, when it is recalled; returns the numbers for the record.

    What it raised is gone (nobody has seen it; the record keeps it), what it answered is open again, and what it
    judged is answered and not judged.
    """
    undone = {kind: [point["number"] for point in points.get(kind, [])] for kind in ("raised", "answered", "judged")}
    case.points.filter(number__in=undone["raised"]).delete()
    case.points.filter(number__in=undone["answered"]).update(
        state=PointState.OPEN, answer="", answered_in=None, answered_by=None
    )
    case.points.filter(number__in=undone["judged"]).update(state=PointState.ANSWERED, reason="")
    return {kind: numbers for kind, numbers in undone.items() if numbers}


def _judge(point: CorrectionPoint, handover: Handover, situation: Situation) -> dict[str, Any]:
    verdict = handover.verdicts[point.number]
    point.state = PointState.ACCEPTED if verdict.is_accepted else PointState.OPEN
    point.reason = "" if verdict.is_accepted else verdict.reason.strip()
    point.save(update_fields=["state", "reason"])
    return {
        "number": point.number,
        "text": point.text,
        "answer": point.answer,
        "is_accepted": verdict.is_accepted,
        "reason": point.reason,
    }


def _answer_points(
    points: list[CorrectionPoint], situation: Situation, handover: Handover, by: Standing
) -> list[dict[str, Any]]:
    answered = []
    for point in points:
        answer = handover.answers.get(point.number, "").strip()
        if not answer:
            continue
        point.answer, point.state = answer, PointState.ANSWERED
        point.answered_in, point.answered_by = situation.visit, by.user
        point.save(update_fields=["answer", "state", "answered_in", "answered_by"])
        answered.append({"number": point.number, "answer": answer})
    return answered


def _raise_points(situation: Situation, handover: Handover) -> list[dict[str, Any]]:
    first = len(situation.points) + 1
    points = [
        CorrectionPoint(
            case=situation.case,
            number=number,
            step=situation.step.key,
            raised_in=situation.visit,
            place=point.place.strip(),
            severity=Severity.STRICT if point.is_strict else Severity.REMARK,
            text=point.text.strip(),
        )
        for number, point in enumerate(handover.points, first)
    ]
    CorrectionPoint.objects.bulk_create(points)
    return [
        {"number": point.number, "text": point.text, "place": point.place, "severity": str(point.severity)}
        for point in points
    ]
