"""What a line of the office's record says about a row of units, applications, positions, people and retention.

The last such line of a row must equal the row: `alur verify` compares them.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models

from alur.records.models import (
    Application,
    Appointment,
    DataRequest,
    Disposal,
    Leave,
    Position,
    Qualification,
    RetentionRule,
    Unit,
    User,
)

FIELDS: dict[type[models.Model], tuple[str, tuple[str, ...]]] = {
    Unit: ("unit", ("code", "name", "parent_id", "zone", "starts_on", "ends_on")),
    Application: ("aplikasi", ("code", "name", "url", "description")),
    Position: ("jabatan", ("name", "unit_id", "duty", "is_single")),
    User: ("orang", ("nip", "name", "unit_id", "is_active", "erased_at")),
    Appointment: (
        "penetapan",
        ("user_id", "position_id", "kind", "stands_for_id", "letter_number", "starts_on", "ends_on"),
    ),
    Leave: ("cuti", ("user_id", "stand_in_id", "starts_on", "ends_on", "cancelled_at")),
    Qualification: ("kualifikasi", ("user_id", "text", "since", "proof", "withdrawn_at")),
    RetentionRule: (
        "jadwal retensi",
        ("code", "name", "active_years", "inactive_years", "fate", "basis", "reason", "starts_on", "ends_on"),
    ),
    Disposal: (
        "daftar usul",
        (
            *("kind", "state", "note", "appraisal_number", "proposed_at", "proposed_by_id", "proposed_as"),
            *("decision_number", "anri_number", "decision_note", "decided_at", "decided_by_id", "decided_as"),
            *("begun_at", "begun_by_id", "begun_as", "witnesses"),
            *("done_at", "official_number", "series", "running", "report_id"),
        ),
    ),
    DataRequest: ("permintaan data", ("user_id", "asked_at", "decision", "answered_at", "answered_by_id")),
}
TABLES = {name: (model, fields) for model, (name, fields) in FIELDS.items()}


def row_facts(row: models.Model) -> dict[str, Any]:
    """The row as a line keeps it. Free texts of a person (kind of leave, requests) stay out: no line can be erased."""
    table, fields = FIELDS[type(row)]
    facts = {"table": table, "pk": row.pk} | {name: plain(getattr(row, name)) for name in fields}
    if isinstance(row, Position):
        facts["roles"] = sorted(row.roles.values_list("pk", flat=True))
    return facts


def plain(value: Any) -> Any:
    """A value as JSON has it: days and instants (in UTC) in ISO 8601."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, dt.date) else value
