"""How facts are written into the record's lines, so that replaying the lines gives the state again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from alur.actions.refusal import Refused
from alur.records.models import Case, DocumentVersion, Entry, SubjectKind, Visit
from alur.records.standing import Capacity, Standing


def write(
    case: Case,
    kind: str,
    *,
    by: Standing | None,
    at: dt.datetime,
    capacity: Capacity | None = None,
    acting_as: str = "",
    data: dict[str, Any],
    token: str | None = None,
) -> Entry:
    """Append a line to the case's chain; the caller holds the case's lock. `acting_as` names what is done by itself."""
    if capacity is not None and capacity.is_stand_in:
        data = data | {"appointment_letter": capacity.letter_number}
    return Entry.objects.append(
        kind,
        subject=(SubjectKind.CASE, case.pk),
        at=at,
        by=by.user if by else None,
        acting_as=capacity.title if capacity else (by.title if by else acting_as),
        data=data,
        token=token or None,
    )


def earlier(token: str, kind: str, case: Case | None = None) -> Entry | None:
    """The line that this very press wrote before, None when the press is new.

    Raises Refused when the same form has already done something else: a stale page, gone back to and pressed again.
    """
    entry = Entry.objects.filter(token=token).first() if token else None
    if entry is None:
        return None
    is_same_case = case is None or (entry.subject_kind, entry.subject_id) == (SubjectKind.CASE, case.pk)
    if entry.kind != kind or not is_same_case:
        raise Refused(["Formulir ini sudah pernah dikirim untuk hal lain. Muat ulang halamannya, lalu kirim lagi."])
    return entry


def stamp(at: dt.datetime | None) -> str | None:
    """An instant in a line: ISO 8601 in UTC with microseconds."""
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds") if at else None


def opening(visit: Visit) -> dict[str, Any]:
    """What opening a visit adds to the state."""
    return {
        "number": visit.number,
        "strand": visit.strand,
        "step": visit.step,
        "round": visit.round,
        "role": visit.role_id,
        "work_unit": visit.unit_id,
        "assignee": visit.assignee_id,
        "opened_at": stamp(visit.opened_at),
        "standard_seconds": visit.standard_seconds,
        "is_wall_clock": visit.is_wall_clock,
        "due_at": stamp(visit.due_at),
    }


def closing(visit: Visit) -> dict[str, Any]:
    """What closing a visit freezes."""
    return {
        "number": visit.number,
        "decision": visit.decision,
        "closed_at": stamp(visit.closed_at),
        "closed_by": visit.closed_by_id,
        "due_at": stamp(visit.due_at),
        "paused_seconds": visit.paused_seconds,
        "used_seconds": visit.used_seconds,
        "waited_seconds": visit.waited_seconds,
        "unopened_since": stamp(visit.unopened_since),
        "is_late": visit.is_late,
        "calendar_version": visit.calendar_version,
    }


def paper(version: DocumentVersion, key: str, files: list[tuple[str, str]]) -> dict[str, Any]:
    """What a new version of a paper adds; `files` are (SHA-256, name) in order."""
    facts: dict[str, Any] = {
        "paper": key,
        "version": version.number,
        "form": version.form,
        "official_number": version.official_number,
        "content": version.content,
        "examines": version.examines_id,
        "made_by": version.made_by_id,
        "made_as": version.made_as,
        "files": [{"sha256": sha256, "name": name} for sha256, name in files],
    }
    if version.series:
        facts |= {"series": version.series, "running": version.running}
    return facts | {"code": version.code} if version.code else facts
