"""Examines Riwayat baca and the security log against the seals and removals in the office's chain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from alur.records.logs import LOGS, READINGS, SECURITY, digest_of
from alur.records.models import Entry, SecurityEvent, SecurityRemoval
from alur.reports.verify.tally import Tally
from alur.worktime.wording import long_date

NAMES = {READINGS: "Riwayat baca", SECURITY: "Catatan keamanan"}


def log_problems(chain: QuerySet[Entry], tally: Tally) -> Iterator[str]:
    """What is wrong with the two logs: a seal that does not fit its lines, a removal that nobody recorded."""
    seals = list(chain.filter(kind="log-sealed").values_list("data", flat=True))
    removals = list(chain.filter(kind="security-removed").values_list("data", flat=True))
    yield from _removal_problems([data for data in seals if data["log"] == SECURITY], removals)
    gone = max((_instant(data["until"]) for data in removals), default=None)
    for log in LOGS:
        for data in seals:
            if data["log"] == log and not (log == SECURITY and gone and _instant(data["until"]) <= gone):
                tally.log_lines += data["count"]
                yield from _seal_problems(log, data)


def _seal_problems(log: str, data: Mapping[str, Any]) -> Iterator[str]:
    since, until = (_instant(data["from"]) if data["from"] else None), _instant(data["until"])
    found = digest_of(log, since, until)
    if found.count != data["count"]:
        yield f"{NAMES[log]} {_span(since, until)}: {data['count']} baris disegel, {found.count} baris pada tabel."
    elif found.sha256 != data["sha256"]:
        yield f"{NAMES[log]} {_span(since, until)}: isi barisnya diubah sesudah disegel."


def _removal_problems(seals: list[Mapping[str, Any]], removals: list[Mapping[str, Any]]) -> Iterator[str]:
    told = sorted((_instant(data["until"]), data["count"], data["sha256"]) for data in removals)
    kept = sorted(SecurityRemoval.objects.values_list("until", "count", "sha256"))
    if told != kept:
        yield "Catatan keamanan: pengeluaran baris pada tabel berbeda dari catatan kantor."
    begun = None
    for until, count, _ in told:
        sealed = [data for data in seals if _instant(data["until"]) <= until]
        sealed = [data for data in sealed if begun is None or _instant(data["until"]) > begun]
        if count != sum(data["count"] for data in sealed):
            yield f"Catatan keamanan sebelum {_day(until)}: yang dikeluarkan tidak sebanyak yang disegel."
        begun = until
    if begun is not None and SecurityEvent.objects.filter(at__lt=begun).exists():
        yield f"Catatan keamanan sebelum {_day(begun)}: ada baris, padahal seluruhnya sudah dikeluarkan."


def _span(since: dt.datetime | None, until: dt.datetime) -> str:
    end = _day(until - dt.timedelta(seconds=1))
    return f"{_day(since)} s.d. {end}" if since else f"s.d. {end}"


def _day(at: dt.datetime) -> str:
    return long_date(timezone.localdate(at))


def _instant(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)
