"""Lines of the two logs that are no chain, Riwayat baca and the security log, as text that a digest can be made of."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from alur.records.models import Reading, SecurityEvent

READINGS, SECURITY = "riwayat-baca", "keamanan"
LOGS: dict[str, tuple[type[Reading] | type[SecurityEvent], tuple[str, ...]]] = {
    READINGS: (Reading, ("letter_id", "user_id", "read_as", "what", "security", "reason", "is_statement")),
    SECURITY: (SecurityEvent, ("kind", "user_id", "nip_digest", "address", "agent", "detail")),
}


@dataclass(frozen=True, slots=True)
class Digest:
    """How many lines a stretch of a log has, and the SHA-256 (hex) of their text."""

    count: int
    sha256: str


def lines_of(log: str, since: dt.datetime | None, until: dt.datetime) -> Iterator[bytes]:
    """The lines of a log from `since` (None: the first) until before `until`, oldest first, one JSON object each.

    Sorted keys, no spaces, UTF-8, instants in UTC with microseconds, a line feed after each.
    """
    model, fields = LOGS[log]
    rows: QuerySet[Any] = model._default_manager.filter(at__lt=until)
    if since is not None:
        rows = rows.filter(at__gte=since)
    for row in rows.order_by("pk").values("id", "at", *fields).iterator(chunk_size=2000):
        row["at"] = row["at"].astimezone(dt.UTC).isoformat(timespec="microseconds")
        yield json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def digest_of(log: str, since: dt.datetime | None, until: dt.datetime) -> Digest:
    """Count and SHA-256 of this stretch of the log. One query."""
    count, found = 0, hashlib.sha256()
    for line in lines_of(log, since, until):
        count += 1
        found.update(line)
    return Digest(count, found.hexdigest())
