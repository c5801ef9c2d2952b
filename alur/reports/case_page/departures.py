"""Penyimpangan dari SOP on one case: told from the visits and lines that the page has read already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from alur.records.measures import BY_ITSELF, ENDED_OUTSIDE, RECALLED
from alur.records.models import Case, Visit
from alur.reports.case_page.page import Record
from alur.sop.document import Procedure
from alur.worktime.wording import number


@dataclass(frozen=True, slots=True)
class CaseDeparture:
    """One departure in words, and when it was."""

    what: str
    detail: str
    at: dt.datetime


def case_departures(
    case: Case, procedure: Procedure, visits: Sequence[Visit], record: Record
) -> tuple[CaseDeparture, ...]:
    """What happened otherwise than the SOP has it, oldest first. Of a long record only the lines that were read."""
    found = [*_of_visits(procedure, visits), *_of_lines(procedure, visits, record)]
    if case.closed_at is not None and case.result in ENDED_OUTSIDE:
        found.append(CaseDeparture(f"Permintaan {case.result_label.lower()}", "", case.closed_at))
    return tuple(sorted(found, key=lambda item: item.at))


def _of_visits(procedure: Procedure, visits: Sequence[Visit]) -> Iterator[CaseDeparture]:
    for visit in visits:
        if visit.closed_at is None:
            continue
        step = procedure.step(visit.step)
        if visit.decision == RECALLED:
            yield CaseDeparture("Ditarik kembali oleh pengirim", _where(procedure, visit), visit.closed_at)
        if visit.is_late and visit.decision not in BY_ITSELF:
            over = -(-max(0, (visit.used_seconds or 0) - (visit.standard_seconds or 0)) // 60)
            unit = "menit kalender" if visit.is_wall_clock else "menit kerja"
            detail = f"{_where(procedure, visit)}, {number(over)} {unit}"
            yield CaseDeparture("Lewat mutu baku", detail, visit.closed_at)
        if any(way.key == visit.decision and way.is_correction for way in step.exits):
            yield CaseDeparture("Dikembalikan untuk dikoreksi", _where(procedure, visit), visit.closed_at)


def _of_lines(procedure: Procedure, visits: Sequence[Visit], record: Record) -> Iterator[CaseDeparture]:
    by_number = {visit.number: visit for visit in visits}
    for line in record.lines:
        data, kind = line.entry.data, line.entry.kind
        visit = by_number.get(data.get("visit") or (data.get("closes") or {}).get("number") or 0)
        where = _where(procedure, visit) if visit else ""
        if kind == "paused":
            yield CaseDeparture("Waktu dijeda", _joined(where, data.get("reason")), line.entry.at)
        elif kind == "assigned" and data.get("former") is not None:
            yield CaseDeparture("Penugasan dialihkan", _joined(where, data.get("name")), line.entry.at)
        elif kind == "calendar":
            yield CaseDeparture("Tenggat digeser kalender", where, line.entry.at)
        elif kind == "performed" and "appointment_letter" in data:
            yield CaseDeparture("Dikerjakan Plh. atau Plt.", _joined(where, line.entry.acting_as), line.entry.at)


def _where(procedure: Procedure, visit: Visit) -> str:
    step = procedure.step(visit.step)
    name = f"langkah {step.number}" if step.number else f"langkah “{step.short or step.activity[:60]}”"
    return f"{name}, putaran ke-{visit.round}" if visit.round > 1 else name


def _joined(*parts: object) -> str:
    return ": ".join(str(part) for part in parts if part)
