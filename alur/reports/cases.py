"""Permintaan: the list of requests with its filters and search. As many queries for any number of cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, Value

from alur.records import search
from alur.records.clocks import Times
from alur.records.models import Application, Case, Edition, LetterKind, Result, Unit, Visit, document_of
from alur.records.standing import Standing
from alur.reports.risk import ORDER, after, key_of, rank_at
from alur.reports.timing import CalendarsByUnit, Clockwork, TimeBlock, late_visits, time_block
from alur.reports.two_clocks import two_clocks
from alur.reports.wording import date_of
from alur.sop.document import Step
from alur.worktime import Calendar
from alur.worktime.wording import number

PAGE = 50
HITS_COUNTED = 1000
KINDS = dict(LetterKind.choices)
CASE_FIELDS = (
    "pk",
    "number",
    "title",
    "kind",
    "edition_id",
    "result",
    "closed_at",
    "unit__name",
    "application__code",
)
TIMES = ("opened_at", "seen_at", "unopened_since", "waited_seconds", "paused_until", "paused_seconds")
VISIT_FIELDS = (
    "case_id",
    "unit_id",
    "step",
    "round",
    "role__name",
    "assignee__name",
    "due_at",
    "standard_seconds",
    "paused_since",
    "is_wall_clock",
    *TIMES,
)
ANY = "semua"
RUNNING = "berjalan"
BY_RISK = "tenggat"
STATES = {
    RUNNING: "Berjalan",
    Result.DONE: "Selesai",
    Result.REJECTED: "Ditolak",
    Result.WITHDRAWN: "Ditarik",
    Result.CANCELLED: "Dibatalkan",
    ANY: "Semua",
}


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What the list is narrowed to. Empty means not narrowed; values come from an address, so any text is possible."""

    q: str = ""
    status: str = ""
    step: str = ""
    kind: str = ""
    application: str = ""
    unit: str = ""
    late: str = ""
    order: str = ""
    before: str = ""

    @property
    def state(self) -> str:
        """The state looked for: the running ones, but everything when words are searched."""
        return self.status if self.status in STATES else ANY if self.q else RUNNING

    @property
    def narrows(self) -> bool:
        """True when more than the state narrows the list."""
        return any((self.q, self.step, self.kind, self.application, self.unit, self.late, self.by_risk))

    @property
    def by_risk(self) -> bool:
        """True when the running ones are wanted with the nearest deadline first."""
        return self.order == BY_RISK and self.state in (RUNNING, ANY)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One request of the list; `step` is None once it has ended."""

    number: str
    title: str
    kind: str
    unit: str
    application: str
    edition_id: int
    step: Step | None
    round: int
    holder: str
    time: TimeBlock | None
    clocks: str
    result: str
    ended_on: str


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class CaseList:
    """A page of requests, what can be chosen in the filter, and the number of hits where words were searched."""

    rows: list[CaseRow]
    hits: int | None
    next_before: str
    steps: list[tuple[str, list[Choice]]]
    applications: list[Choice]
    units: list[Choice]

    @property
    def hits_words(self) -> str:
        """How many requests were found; beyond a thousand nobody needs the exact number, and counting takes time."""
        hits = self.hits or 0
        return number(hits) if hits <= HITS_COUNTED else f"Lebih dari {number(HITS_COUNTED)}"


def case_list(
    viewer: Standing,
    chosen: CaseFilter,
    calendar: Calendar,
    at: dt.datetime,
    *,
    by_unit: CalendarsByUnit | None = None,
) -> CaseList:
    """The requests this person may read, newest first or (only those that run) by risk, 50 a page.

    The time left is counted on the calendars of `by_unit`, on the whole office's without them.

    At most five queries: choices, editions, hits, rows, visits; one more for the order by risk.
    """
    found = _narrowed(
        Case.objects.visible_to(viewer), chosen, late_visits(calendar, at, by_unit) if chosen.late else None
    )
    hits = found.order_by()[: HITS_COUNTED + 1].count() if chosen.q else None
    cases, next_before = _riskiest(found, chosen.before, at) if chosen.by_risk else _newest(found, chosen.before)
    visits = _open_visits(cases)
    applications, units = _places()
    return CaseList(
        rows=[
            _row(case, visit, _calendar_of(case, visit, by_unit) or calendar, at)
            for case in cases
            for visit in (visits.get(case["pk"]),)
        ],
        hits=hits,
        next_before=next_before,
        steps=_steps(viewer),
        applications=applications,
        units=units,
    )


def _newest(found: Any, before: str) -> tuple[list[dict[str, Any]], str]:
    """A page of requests, and where the next one begins ("" on the last)."""
    if last := _number(before):
        found = found.filter(pk__lt=last)
    cases = list(found.order_by("-pk").values(*CASE_FIELDS)[: PAGE + 1])
    return cases[:PAGE], str(cases[PAGE - 1]["pk"]) if len(cases) > PAGE else ""


def _riskiest(found: Any, before: str, at: dt.datetime) -> tuple[list[dict[str, Any]], str]:
    """The same by risk; found on visits, then joined with their cases."""
    visits = Visit.objects.open().filter(case__in=found.open().order_by().values("pk")).annotate(rank=rank_at(at))
    page = list(visits.filter(after(before)).order_by(*ORDER).values_list("rank", "due_at", "pk", "case")[: PAGE + 1])
    places = {case: place for place, (*_, case) in enumerate(page[:PAGE])}
    cases = sorted(Case.objects.filter(pk__in=places).values(*CASE_FIELDS), key=lambda case: places[case["pk"]])
    return cases, key_of(*page[PAGE - 1][:3]) if len(page) > PAGE else ""


def _narrowed(cases: Any, chosen: CaseFilter, late: Q | None) -> Any:
    state = chosen.state
    if state == RUNNING:
        cases = cases.open()
    elif state != ANY:
        cases = cases.filter(result=state)
    if chosen.kind in LetterKind.values:
        cases = cases.filter(kind=chosen.kind)
    if application := _number(chosen.application):
        cases = cases.filter(application=application)
    if unit := _number(chosen.unit):
        cases = cases.filter(unit=unit)
    open_visits = Visit.objects.filter(case=OuterRef("pk"), closed_at__isnull=True)
    procedure, _, step = chosen.step.partition(".")
    if step and _number(procedure):
        cases = cases.filter(Exists(open_visits.filter(step=step)), procedure=_number(procedure))
    if late is not None:
        cases = cases.filter(Exists(open_visits.filter(late)))
    return search.matching(cases, chosen.q) if chosen.q else cases


def _number(text: str) -> int | None:
    """The number that an address names, None for anything that is no row's number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


def _open_visits(cases: list[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """The open visit of each of these cases, by the case. One query, for columns and not for whole rows."""
    found = Visit.objects.open().filter(case__in=[case["pk"] for case in cases]).order_by("-number")
    return {visit["case_id"]: visit for visit in found.values(*VISIT_FIELDS)}


def _row(case: dict[str, Any], visit: dict[str, Any] | None, calendar: Calendar, at: dt.datetime) -> CaseRow:
    return CaseRow(
        number=case["number"],
        title=case["title"],
        kind=KINDS.get(case["kind"], case["kind"].capitalize()),
        unit=case["unit__name"],
        application=case["application__code"] or "",
        edition_id=case["edition_id"],
        step=document_of(case["edition_id"]).step(visit["step"]) if visit else None,
        round=visit["round"] if visit else 0,
        holder=_holder(visit) if visit else "",
        time=_time(visit, calendar, at) if visit else None,
        clocks=_clocks(visit, calendar, at) if visit else "",
        result=Case(result=case["result"]).result_label,
        ended_on=date_of(case["closed_at"]) if case["closed_at"] else "",
    )


def _calendar_of(
    case: dict[str, Any], visit: dict[str, Any] | None, by_unit: CalendarsByUnit | None
) -> Calendar | None:
    return by_unit.of_row(visit["unit_id"], case["edition_id"], case["kind"]) if by_unit and visit else None


def _holder(visit: dict[str, Any]) -> str:
    role = visit["role__name"] or "pelaksana tidak terbaca"
    return f"{visit['assignee__name']}, {role}" if visit["assignee__name"] else role


def _time(visit: dict[str, Any], calendar: Calendar, at: dt.datetime) -> TimeBlock:
    since, until, is_wall = visit["paused_since"], visit["paused_until"], visit["is_wall_clock"]
    clockwork = Clockwork(visit["due_at"], visit["standard_seconds"], since, is_wall, None, until)
    return time_block(clockwork, calendar, at)


def _clocks(visit: dict[str, Any], calendar: Calendar, at: dt.datetime) -> str:
    kept = {key: visit[key] for key in (*TIMES, "paused_since", "is_wall_clock")}
    found = two_clocks(Times(**kept), calendar, at)
    return found.short if found else ""


def _steps(viewer: Standing) -> list[tuple[str, list[Choice]]]:
    """The steps of each procedure's newest edition, as choices. One query."""
    newest: Mapping[int, tuple[int, str]] = {
        procedure: (edition, name)
        for procedure, edition, name in Edition.objects.order_by("procedure__name", "number").values_list(
            "procedure_id", "pk", "procedure__name"
        )
    }
    return [
        (name, [Choice(f"{procedure}.{step.key}", _step_label(step)) for step in document_of(edition).steps])
        for procedure, (edition, name) in newest.items()
    ]


def _step_label(step: Step) -> str:
    return f"{step.number} {step.short or step.activity[:60]}".strip()


def _places() -> tuple[list[Choice], list[Choice]]:
    """Applications and units as choices. One query for both."""
    applications = Application.objects.order_by().annotate(place=Value("aplikasi")).values_list("place", "pk", "name")
    units = Unit.objects.order_by().annotate(place=Value("unit")).values_list("place", "pk", "name")
    rows = sorted(applications.union(units), key=lambda row: row[2])
    return (
        [Choice(str(pk), name) for place, pk, name in rows if place == "aplikasi"],
        [Choice(str(pk), name) for place, pk, name in rows if place == "unit"],
    )
