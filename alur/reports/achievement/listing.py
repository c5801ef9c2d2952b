"""The lists behind a report's figures: visits and requests of the period, 50 a page by key, as far as visible."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from alur.records.measures import AGES, ENDED_OUTSIDE, NOT_WORKED, Span
from alur.records.models import Application, Case, Procedure, Role, Unit, User, Visit, document_of
from alur.records.standing import Standing
from alur.reports.achievement.periods import Period
from alur.reports.achievement.words import minutes
from alur.reports.wording import moment
from alur.sop.document import Step

PAGE = 50
VISITS, CASES = "kunjungan", "permintaan"
YES = "ya"
OPENED, DONE, OUTSIDE, OPEN = "dibuka", "selesai", "luar", "terbuka"
STATES = {
    OPENED: "dibuka pada periode ini",
    DONE: "selesai pada periode ini",
    OUTSIDE: "ditarik atau dibatalkan pada periode ini",
    OPEN: "belum selesai pada akhir periode",
}
VISIT_COLUMNS = (
    "pk",
    "number",
    "step",
    "round",
    "decision",
    "closed_at",
    "used_seconds",
    "standard_seconds",
    "is_late",
    "is_wall_clock",
    "case__number",
    "case__title",
    "case__edition_id",
    "closed_by__name",
    "role__name",
)
CASE_COLUMNS = (
    "pk",
    "number",
    "title",
    "opened_at",
    "closed_at",
    "result",
    "edition_id",
    "unit__name",
    "application__code",
    "now",
)


@dataclass(frozen=True, slots=True)
class ListFilter:
    """What the list is narrowed to, as an address says it; any text is possible, what means nothing narrows nothing."""

    what: str = VISITS
    step: str = ""
    role: int | None = None
    person: int | None = None
    late: bool = False
    returned: bool = False
    decision: str = ""
    then: str | None = None
    state: str = OPENED
    unit: int | None = None
    application: int | None = None
    is_old: bool = False
    before: int | None = None


@dataclass(frozen=True, slots=True)
class ListRow:
    """A visit or a request; `step` is where a request stands, None once it has ended."""

    case_number: str
    title: str
    edition_id: int
    step: Step | None
    visit: int
    lines: tuple[str, ...]
    tag: str
    tone: str


@dataclass(frozen=True, slots=True)
class ReportList:
    """A page of the list, what it shows in words, and where the next page begins ("" on the last)."""

    words: str
    rows: list[ListRow]
    next_before: str


def report_list(
    procedure: Procedure, period: Period, chosen: ListFilter, viewer: Standing, at: dt.datetime
) -> ReportList:
    """The rows that a figure of the report counts. At most five statements."""
    end = min(period.end, at + dt.timedelta(microseconds=1))
    span = Span(procedure.pk, period.start, max(period.start, end), Case.objects.visible_to(viewer))
    names = _names(chosen, span)
    if chosen.what == CASES:
        return _cases(span, chosen, names, at)
    found = list(_further(visits_of(span, chosen), chosen.before).values(*VISIT_COLUMNS)[: PAGE + 1])
    rows = [_visit_row(row, at) for row in found[:PAGE]]
    return ReportList(_visit_words(chosen, names), rows, _next(found))


def visits_of(span: Span, chosen: ListFilter) -> QuerySet[Visit]:
    """Visits that were closed by a decision in the span, narrowed; those of one decision, whichever it was."""
    rows = span.closed
    rows = rows.filter(decision=chosen.decision) if chosen.decision else rows.exclude(decision__in=NOT_WORKED)
    if chosen.step:
        rows = rows.filter(step=chosen.step)
    if chosen.role:
        rows = rows.filter(role=chosen.role)
    if chosen.person:
        rows = rows.filter(closed_by=chosen.person)
    if chosen.late:
        rows = rows.filter(is_late=True)
    if chosen.returned:
        back = Q(pk__in=[])
        for edition, step, decision in span.returns:
            back |= Q(case__edition=edition, step=step, decision=decision)
        rows = rows.filter(back)
    if chosen.then is not None:
        after = Visit.objects.filter(case=OuterRef("case"), number=OuterRef("number") + 1).values("step")[:1]
        rows = rows.annotate(then=Subquery(after))
        rows = rows.filter(then=chosen.then) if chosen.then else rows.filter(then__isnull=True)
    return rows


def cases_of(span: Span, chosen: ListFilter) -> QuerySet[Case]:
    """Requests in the state that is looked for, narrowed."""
    rows = span.mine
    match chosen.state:
        case "selesai":
            rows = rows.filter(closed_at__gte=span.start, closed_at__lt=span.end).exclude(result__in=ENDED_OUTSIDE)
        case "luar":
            rows = rows.filter(closed_at__gte=span.start, closed_at__lt=span.end, result__in=ENDED_OUTSIDE)
        case "terbuka":
            at_step = span.open_at_end.filter(step=chosen.step) if chosen.step else span.open_at_end
            rows = rows.filter(pk__in=at_step.values("case"))
            if chosen.is_old:
                rows = rows.filter(opened_at__lt=span.end - dt.timedelta(days=AGES[-1]))
        case _:
            rows = rows.filter(opened_at__gte=span.start, opened_at__lt=span.end)
    if chosen.unit:
        rows = rows.filter(unit=chosen.unit)
    if chosen.application is not None:
        rows = rows.filter(application=chosen.application or None)
    return rows


def _cases(span: Span, chosen: ListFilter, names: Mapping[str, str], at: dt.datetime) -> ReportList:
    now = Visit.objects.filter(case=OuterRef("pk"), closed_at__isnull=True).order_by("-number").values("step")[:1]
    rows = _further(cases_of(span, chosen), chosen.before).annotate(now=Subquery(now))
    found = list(rows.values(*CASE_COLUMNS)[: PAGE + 1])
    words = f"Permintaan {STATES.get(chosen.state, STATES[OPENED])}"
    words += f", berumur lebih dari {AGES[-1]} hari" if chosen.is_old and chosen.state == OPEN else ""
    keys = ("langkah",) if chosen.state == OPEN else ()
    parts = [names[key] for key in (*keys, "unit", "aplikasi") if key in names]
    return ReportList(", ".join([words, *parts]), [_case_row(row, at) for row in found[:PAGE]], _next(found))


def _further(rows: QuerySet[Any], before: int | None) -> QuerySet[Any]:
    rows = rows.filter(pk__lt=before) if before else rows
    return rows.order_by("-pk")


def _next(found: list[dict[str, Any]]) -> str:
    return str(found[PAGE - 1]["pk"]) if len(found) > PAGE else ""


def _visit_row(row: dict[str, Any], at: dt.datetime) -> ListRow:
    document = document_of(row["case__edition_id"])
    step = document.step(row["step"])
    way = next((item.label for item in step.exits if item.key == row["decision"]), row["decision"])
    unit = "menit kalender" if row["is_wall_clock"] else "menit kerja"
    used = f"terpakai {minutes(row['used_seconds'])} {unit}"
    used += f" dari {minutes(row['standard_seconds'])}" if row["standard_seconds"] is not None else ", tanpa mutu baku"
    who = ", ".join(filter(None, (row["closed_by__name"], row["role__name"])))
    decided = f"{way}, {who}" if len(step.exits) > 1 else who
    turn = f"putaran ke-{row['round']} · " if row["round"] > 1 else ""
    lines = (f"{turn}ditutup {moment(row['closed_at'], at)}", decided or "sistem", used)
    tag, tone = ("lewat", "late") if row["is_late"] else ("tepat waktu", "good")
    if row["standard_seconds"] is None:
        tag, tone = "tidak dinilai", ""
    return ListRow(
        row["case__number"], row["case__title"], row["case__edition_id"], step, row["number"], lines, tag, tone
    )


def _case_row(row: dict[str, Any], at: dt.datetime) -> ListRow:
    document = document_of(row["edition_id"])
    step = document.step(row["now"]) if row["now"] else None
    origin = " · ".join(filter(None, (row["application__code"], row["unit__name"])))
    closed = f", berakhir {moment(row['closed_at'], at)}" if row["closed_at"] else ""
    age = calendar_days(row["opened_at"], row["closed_at"] or at)
    lines = (origin, f"dibuka {moment(row['opened_at'], at)}{closed}", f"umur {age} hari kalender")
    tag = "berjalan" if row["closed_at"] is None else Case(result=row["result"]).result_label.lower()
    return ListRow(row["number"], row["title"], row["edition_id"], step, 0, lines, tag, "")


def calendar_days(opened_at: dt.datetime, until: dt.datetime) -> int:
    """Whole calendar days from opening."""
    return (until - opened_at).days


def _names(chosen: ListFilter, span: Span) -> dict[str, str]:
    """What the list is narrowed to, in words. At most two statements, the editions' included."""
    found: dict[str, str] = {}
    steps = {step.key: step for document in span.editions.values() for step in document.steps}
    if chosen.step in steps:
        step = steps[chosen.step]
        found["langkah"] = f"langkah {step.number or step.short or step.key}"
    wanted: list[tuple[str, type[Any], int | None]] = [
        ("peran", Role, chosen.role),
        ("orang", User, chosen.person),
        ("unit", Unit, chosen.unit),
        ("aplikasi", Application, chosen.application),
    ]
    for key, model, pk in wanted:
        if pk:
            found[key] = str(model.objects.filter(pk=pk).order_by().values_list("name", flat=True).first() or "–")
    if chosen.application == 0:
        found["aplikasi"] = "belum disebut aplikasinya"
    return found


def _visit_words(chosen: ListFilter, names: Mapping[str, str]) -> str:
    words = ["Kunjungan langkah yang selesai pada periode ini"]
    words += [names[key] for key in ("langkah", "peran", "orang") if key in names]
    words += ["yang lewat mutu baku"] if chosen.late else []
    words += ["yang mengembalikan pekerjaan"] if chosen.returned else []
    return ", ".join(words)
