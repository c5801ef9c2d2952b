"""Penyimpangan dari SOP in a period: how often each kind, and the rows of one kind, 50 a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from alur.records.measures import Departure, Figures, Span, departed
from alur.records.models import Case, Procedure, User, document_of
from alur.records.standing import Standing
from alur.reports.achievement.gathering import gather
from alur.reports.achievement.periods import Period
from alur.reports.achievement.words import minutes
from alur.reports.wording import moment
from alur.sop.document import Step
from alur.worktime.wording import number

PAGE = 50
NAMES = {
    Departure.LATE: "Lewat mutu baku",
    Departure.PAUSED: "Waktu dijeda",
    Departure.RETURNED: "Dikembalikan untuk dikoreksi",
    Departure.RECALLED: "Ditarik kembali oleh pengirim",
    Departure.REASSIGNED: "Penugasan dialihkan",
    Departure.STAND_IN: "Dikerjakan Plh. atau Plt.",
    Departure.CALENDAR: "Tenggat digeser kalender",
    Departure.CANCELLED: "Ditarik atau dibatalkan",
}


@dataclass(frozen=True, slots=True)
class KindLine:
    """How often a kind occurred, and in the period before."""

    kind: Departure
    name: str
    count: int
    before: int


@dataclass(frozen=True, slots=True)
class DepartureRow:
    """One departure: of which request, at which step (None for the whole request), and what in words."""

    case_number: str
    title: str
    edition_id: int
    step: Step | None
    what: str
    when: str


@dataclass(frozen=True, slots=True)
class Departures:
    """The kinds with their counts, and a page of the kind that was chosen."""

    kinds: list[KindLine]
    chosen: KindLine
    rows: list[DepartureRow]
    next_before: str
    visits: int

    @property
    def words(self) -> str:
        """The whole in a sentence."""
        total = sum(line.count for line in self.kinds)
        if not total:
            return "Tidak ada penyimpangan pada periode ini."
        most = max(self.kinds, key=lambda line: line.count)
        text = f"{number(total)} penyimpangan pada {number(self.visits)} kunjungan langkah yang ditutup; terbanyak "
        return f"{text}“{most.name.lower()}”, {number(most.count)} kali."


def departures(
    procedure: Procedure, period: Period, kind: str, viewer: Standing, at: dt.datetime, *, before: int | None = None
) -> Departures:
    """The departures of the period; `kind` names which to list, the most frequent one without."""
    now, earlier = gather(procedure.pk, (period, period.before), viewer, at)
    kinds = [_kind(item, now.figures, earlier.figures) for item in Departure]
    chosen = next((line for line in kinds if line.kind == kind), max(kinds, key=lambda line: line.count))
    end = max(period.start, min(period.end, at + dt.timedelta(microseconds=1)))
    span = Span(procedure.pk, period.start, end, Case.objects.visible_to(viewer))
    rows: QuerySet[Any] = departed(chosen.kind, span).order_by("-pk")
    found = list((rows.filter(pk__lt=before) if before else rows)[: PAGE + 1])
    visits = sum(group.count for group in now.groups)
    last = str(found[PAGE - 1].pk) if len(found) > PAGE else ""
    return Departures(kinds, chosen, _told(chosen.kind, found[:PAGE], at), last, visits)


def _kind(kind: Departure, now: Figures, before: Figures) -> KindLine:
    return KindLine(kind, NAMES[kind], now.departures.get(str(kind), 0), before.departures.get(str(kind), 0))


def _told(kind: Departure, rows: list[Any], at: dt.datetime) -> list[DepartureRow]:
    """The rows in words: two statements more, for the cases with their visits and for people."""
    if kind is Departure.CANCELLED:
        return [_row(case, None, _ended(case), case.closed_at, at) for case in rows]
    if kind in (Departure.LATE, Departure.RETURNED, Departure.RECALLED):
        cases = _cases(row.case_id for row in rows)
        people = _people(row.closed_by_id for row in rows)
        return [
            _row(
                cases[row.case_id], row.step, _of_visit(kind, row, people.get(row.closed_by_id, "")), row.closed_at, at
            )
            for row in rows
        ]
    if kind is Departure.PAUSED:
        rows = (
            list(type(rows[0]).objects.filter(pk__in=[row.pk for row in rows]).select_related("visit")) if rows else []
        )
        rows.sort(key=lambda row: -row.pk)
        cases = _cases(row.visit.case_id for row in rows)
        return [_row(cases[row.visit.case_id], row.visit.step, _of_pause(row, at), row.starts_at, at) for row in rows]
    cases = _cases(row.subject_id for row in rows)
    people = _people(row.by_id for row in rows)
    return [
        _row(cases[row.subject_id], _step_of(cases[row.subject_id], row), _of_line(kind, row, people), row.at, at)
        for row in rows
    ]


def _cases(keys: Iterable[int]) -> dict[int, Case]:
    found = Case.objects.filter(pk__in=set(keys)).prefetch_related("visits").order_by()
    return {case.pk: case for case in found}


def _people(keys: Iterable[int | None]) -> dict[int | None, str]:
    return dict(User.objects.filter(pk__in={key for key in keys if key}).order_by().values_list("pk", "name"))


def _row(case: Case, step: str | None, what: str, when: dt.datetime | None, at: dt.datetime) -> DepartureRow:
    known = document_of(case.edition_id).step(step) if step else None
    return DepartureRow(case.number, case.title, case.edition_id, known, what, moment(when, at) if when else "")


def _step_of(case: Case, line: Any) -> str | None:
    number_of = (line.data.get("closes") or {}).get("number") or line.data.get("visit")
    return next((visit.step for visit in case.visits.all() if visit.number == number_of), None)


def _ended(case: Case) -> str:
    return case.result_label


def _of_visit(kind: Departure, visit: Any, who: str) -> str:
    if kind is Departure.LATE:
        over = max(0, (visit.used_seconds or 0) - (visit.standard_seconds or 0))
        unit = "menit kalender" if visit.is_wall_clock else "menit kerja"
        return (
            f"lewat {number(-(-over // 60))} {unit} dari mutu baku {minutes(visit.standard_seconds)}; {who or 'sistem'}"
        )
    turn = f"putaran ke-{visit.round}"
    return f"{turn}, oleh {who}" if who else turn


def _of_pause(pause: Any, at: dt.datetime) -> str:
    until = f", sampai {moment(pause.ends_at, at)}" if pause.ends_at else ""
    return f"{pause.reason}{until}"


def _of_line(kind: Departure, line: Any, people: dict[int | None, str]) -> str:
    if kind is Departure.REASSIGNED:
        return f"kepada {line.data.get('name', '')}: {line.data.get('reason', '')}"
    if kind is Departure.STAND_IN:
        letter = line.data.get("appointment_letter", "")
        return f"{people.get(line.by_id, '')}, {line.acting_as}, penetapan {letter}"
    return f"keputusan {line.data.get('decree', '')}".rstrip()
