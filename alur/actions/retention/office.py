"""What the acts of retention share: the office's line, and what is wrong with numbers and reasons that were typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from alur.actions.texts import text_faults
from alur.records.models import Disposal, Entry, RetentionRule, SubjectKind
from alur.records.personnel import row_facts
from alur.records.standing import Capacity, Standing

NUMBER_LIMIT = 120
REASON_LIMIT = 500
SHORTEST_REASON = 10


def write(
    kind: str,
    facts: Mapping[str, Any],
    row: RetentionRule | Disposal,
    *,
    by: Standing | None,
    capacity: Capacity | None,
    at: dt.datetime,
    token: str = "",
) -> Entry:
    """The office's next line, about this row as it is now; `by` is None for the worker and the operator."""
    data = {**facts, "row": row_facts(row)}
    if capacity is not None and capacity.is_stand_in:
        data["appointment_letter"] = capacity.letter_number
    return Entry.objects.append(
        kind,
        subject=(SubjectKind.OFFICE, 0),
        at=at,
        by=by.user if by else None,
        acting_as=capacity.title if capacity else "",
        data=data,
        token=token or None,
    )


def number_faults(label: str, text: str, *, is_required: bool = True) -> list[str]:
    """What is wrong with the number of a letter or a decree."""
    if not text.strip():
        return [f"{label} belum diisi."] if is_required else []
    return [f"{label}: {fault}" for fault in text_faults(text.strip(), limit=NUMBER_LIMIT)]


def reason_faults(label: str, text: str) -> list[str]:
    """What is wrong with a reason."""
    if len(text.strip()) < SHORTEST_REASON:
        return [f"{label} belum cukup jelas; tulis sekurang-kurangnya {SHORTEST_REASON} huruf."]
    return [f"{label}: {fault}" for fault in text_faults(text.strip(), limit=REASON_LIMIT)]
