"""The correction points of a case round by round, as they stood when a verdict was given."""

from __future__ import annotations

from typing import Any

from alur.papers.source import Source
from alur.records.models import Entry, SubjectKind


def rounds_of_points(source: Source) -> list[dict[str, Any]]:
    """Points of this step that took more than one answer, with what was answered and judged in every round so far.

    A point that was settled at the first answer is told by the verdict's own table. A row is
    {"number", "text", "rounds": [{"round", "answer", "state", "reason"}]}; the order is that of the numbers.
    """
    visit = source.version.visit
    if visit is None or visit.round < 2:
        return []
    rows: dict[int, dict[str, Any]] = {}
    own = set(source.case.visits.filter(step=visit.step, number__lte=visit.number).values_list("number", flat=True))
    for data in _lines_until(source, visit.number):
        points = data.get("points") or {}
        is_here = data["closes"]["number"] in own
        for item in points.get("raised", []) if is_here else []:
            rows[item["number"]] = {"number": str(item["number"]), "text": item["text"], "rounds": []}
        for item in points.get("answered", []):
            if item["number"] in rows:
                rows[item["number"]]["rounds"].append(_round(rows[item["number"]], item["answer"]))
        for item in points.get("judged", []):
            if item["number"] in rows and rows[item["number"]]["rounds"]:
                state = "Diterima" if item["is_accepted"] else "Belum tepat"
                rows[item["number"]]["rounds"][-1] |= {"state": state, "reason": item["reason"]}
    return [row for _, row in sorted(rows.items()) if len(row["rounds"]) > 1]


def _lines_until(source: Source, number: int) -> list[dict[str, Any]]:
    """The lines that closed visits up to this one, without those that their sender took back."""
    lines = Entry.objects.of(SubjectKind.CASE, source.case.pk)
    taken_back = set(lines.filter(kind="recalled").values_list("data__takes_back", flat=True)) - {number}
    closed = lines.filter(kind="performed", data__closes__number__lte=number).values_list("data", flat=True)
    return [data for data in closed if data["closes"]["number"] not in taken_back]


def _round(row: dict[str, Any], answer: str) -> dict[str, str]:
    place = str(len(row["rounds"]) + 1)
    return {"round": place, "answer": answer, "state": "Dijawab", "reason": ""}
