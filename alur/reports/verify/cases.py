"""Examines cases: each one's chain, and its tables against the replay of its lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from alur.records.emptying import vouched
from alur.records.models import (
    Case,
    Destruction,
    Document,
    DocumentVersion,
    Entry,
    Role,
    SubjectKind,
    Voiding,
    document_of,
)
from alur.reports.verify.chain import chain_problems
from alur.reports.verify.comparing import differences, value_differences
from alur.reports.verify.numbers import Numbers
from alur.reports.verify.replaying import State, replay
from alur.reports.verify.tally import Tally, portions

# No step towards a single row (such as a version's visit): Django puts those into one condition, a row a term, and
# SQLite refuses more than a thousand terms.
RETAINED = ("holds", "disposal_items__destruction")
RELATED = (
    "visits__pauses",
    "points",
    "assignments",
    "documents__versions__files",
    "documents__versions__voiding",
    *RETAINED,
)


Roles = dict[int, dict[str, int]]


def case_problems(cases: QuerySet[Case], tally: Tally, numbers: Numbers) -> Iterator[str]:
    """What is wrong with these cases, and the running numbers that their lines gave."""
    roles: Roles = defaultdict(dict)
    for procedure, key, pk in Role.objects.values_list("procedure", "key", "pk"):
        roles[procedure][key] = pk
    for portion in portions(cases.select_related("edition").defer("edition__text").prefetch_related(*RELATED)):
        lines = _lines_of(portion)
        for case in portion:
            tally.cases += 1
            tally.entries += len(lines[case.pk])
            numbers.take(lines[case.pk])
            if list(_problems_of(case, lines[case.pk], roles)):
                yield from _looked_at_again(case, roles, numbers, tally, len(lines[case.pk]))


def lone_case_entries() -> Iterator[str]:
    """Chains whose case is gone."""
    missing = ~Exists(Case.objects.filter(pk=OuterRef("subject_id")))
    lone = Entry.objects.filter(missing, subject_kind=SubjectKind.CASE).order_by("subject_id")
    for entry in lone.filter(kind="opened"):
        yield f"{entry.data.get('number')}: catatannya ada, tetapi permintaannya tidak ada pada tabel."
    started = Entry.objects.filter(subject_kind=SubjectKind.CASE, subject_id=OuterRef("subject_id"), kind="opened")
    for pk in lone.filter(~Exists(started)).values_list("subject_id", flat=True).distinct():
        yield f"Permintaan ke-{pk}: catatannya ada, tetapi permintaannya tidak ada pada tabel."


def _looked_at_again(case: Case, roles: Roles, numbers: Numbers, tally: Tally, counted: int) -> Iterator[str]:
    """Somebody may have acted between two readings; under the lock what is wrong is wrong."""
    with transaction.atomic():
        Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
        fresh = Case.objects.select_related("edition").prefetch_related(*RELATED).get(pk=case.pk)
        entries = _lines_of([fresh])[fresh.pk]
        problems = list(_problems_of(fresh, entries, roles))
    tally.entries += len(entries) - counted
    if problems:
        numbers.excuse(fresh.number)
        for document in fresh.documents.all():
            numbers.excuse(*(version.official_number for version in document.versions.all()))
    for problem in problems:
        yield f"{fresh.number}: {problem}."


def _lines_of(cases: list[Case]) -> dict[int, list[Entry]]:
    lines: dict[int, list[Entry]] = defaultdict(list)
    ids = [case.pk for case in cases]
    for entry in Entry.objects.filter(subject_kind=SubjectKind.CASE, subject_id__in=ids).order_by("number"):
        lines[entry.subject_id].append(entry)
    return lines


def _problems_of(case: Case, entries: list[Entry], roles: Roles) -> Iterator[str]:
    """The first kind of trouble only: a broken chain proves nothing about the tables."""
    if not entries:
        yield "tidak mempunyai catatan sama sekali"
        return
    if broken := list(chain_problems(entries, vouched(entries))):
        yield from broken
        return
    if case.edition.sha256 != entries[0].data.get("edition") or case.procedure_id != case.edition.procedure_id:
        yield "edisi SOP pada tabel berbeda dari catatan #1"
        return
    try:
        state = replay(entries, document_of(case.edition_id), roles[case.procedure_id])
    except ValueError as error:
        yield str(error)
        return
    yield from _differences(case, state)


def _differences(case: Case, state: State) -> Iterator[str]:
    documents = list(case.documents.all())
    names = {document.paper: document.name for document in documents}
    yield from value_differences(state.case, _case_row(case))
    yield from differences(state.visits, _visit_rows(case), lambda number: f"kunjungan {number}")
    yield from differences(state.pauses, _pause_rows(case), lambda key: f"kunjungan {key[0]}: jeda {key[1]}")
    visits = {visit.pk: visit.number for visit in case.visits.all()}
    yield from differences(
        state.versions, _version_rows(documents, visits), lambda key: f"“{names.get(key[0], key[0])}” versi {key[1]}"
    )
    yield from differences(state.points, _point_rows(case, visits), lambda number: f"butir koreksi {number}")
    yield from differences(
        state.assignments, {row.role_id: {"user": row.user_id} for row in case.assignments.all()}, lambda _: "penugasan"
    )
    yield from differences(state.holds, _hold_rows(case), lambda number: f"penahanan ke-{number}")
    yield from differences(state.disposed, _disposed_rows(case), lambda number: f"daftar {number}")
    yield from _current_problems(documents)


def _current_problems(documents: list[Document]) -> Iterator[str]:
    for document in documents:
        newest = max(document.versions.all(), key=lambda version: version.number, default=None)
        if newest is None or document.current_id != newest.pk:
            yield f"“{document.name}”: versi yang berlaku pada tabel bukan versi terakhir"


def _case_row(case: Case) -> dict[str, Any]:
    keys = ("number", "opened_at", "closed_at", "result", "title", "kind", "security")
    people = {"opened_by": case.opened_by_id, "unit": case.unit_id, "application": case.application_id}
    return {key: getattr(case, key) for key in keys} | people


def _visit_rows(case: Case) -> dict[Any, dict[str, Any]]:
    own = ("strand", "step", "round", "opened_at", "seen_at", "unopened_since", "waited_seconds", "standard_seconds")
    paused = ("paused_since", "paused_until", "paused_seconds")
    keys = (
        *own,
        *paused,
        "is_wall_clock",
        "due_at",
        "closed_at",
        "decision",
        "used_seconds",
        "is_late",
        "calendar_version",
    )
    return {
        visit.number: {key: getattr(visit, key) for key in keys}
        | {"role": visit.role_id, "unit": visit.unit_id, "assignee": visit.assignee_id, "closed_by": visit.closed_by_id}
        for visit in case.visits.all()
    }


def _pause_rows(case: Case) -> dict[Any, dict[str, Any]]:
    keys = ("reason", "note", "file_name", "starts_at", "until", "ends_at")
    return {
        (visit.number, place): {key: getattr(pause, key) for key in keys}
        | {"paused_by": pause.paused_by_id, "resumed_by": pause.resumed_by_id}
        | {"letter": pause.letter_id, "file": pause.file_id}
        for visit in case.visits.all()
        for place, pause in enumerate(sorted(visit.pauses.all(), key=lambda pause: pause.pk), 1)
    }


def _version_rows(documents: list[Document], visits: Mapping[int, int]) -> dict[Any, dict[str, Any]]:
    own = ("form", "state", "official_number", "series", "running", "code")
    keys = (*own, "content", "made_at", "made_as")
    rows = {}
    for document in documents:
        for version in document.versions.all():
            files = sorted(version.files.all(), key=lambda file: file.position)
            rows[document.paper, version.number] = {key: getattr(version, key) for key in keys} | {
                "visit": visits.get(version.visit_id) if version.visit_id else None,
                "examines": version.examines_id,
                "made_by": version.made_by_id,
                "files": [[file.file_id, file.name] for file in files if not file.is_print],
                "prints": [file.file_id for file in files if file.is_print],
                "voiding": _voiding_of(version),
                "signatures": {file.file_id: file.signature for file in files if file.signature},
            }
    return rows


def _voiding_of(version: DocumentVersion) -> list[Any] | None:
    row: Voiding | None = getattr(version, "voiding", None)
    return [row.reason, row.note, row.voided_at, row.voided_by_id, row.voided_as] if row else None


def _hold_rows(case: Case) -> dict[Any, dict[str, Any]]:
    keys = ("reason", "letter_number", "set_at", "lift_reason", "lift_letter_number", "lifted_at")
    return {
        place: {key: getattr(hold, key) for key in keys} | {"set_by": hold.set_by_id, "lifted_by": hold.lifted_by_id}
        for place, hold in enumerate(sorted(case.holds.all(), key=lambda hold: hold.pk), 1)
    }


def _disposed_rows(case: Case) -> dict[Any, dict[str, Any]]:
    rows = {}
    for item in case.disposal_items.all():
        destruction: Destruction | None = getattr(item, "destruction", None)
        if item.done_at or destruction:
            destroyed_at = destruction.at if destruction else None
            rows[item.disposal_id] = {"done_at": item.done_at, "destroyed_at": destroyed_at}
    return rows


def _point_rows(case: Case, visits: Mapping[int, int]) -> dict[Any, dict[str, Any]]:
    keys = ("step", "place", "severity", "text", "answer", "state", "reason")
    return {
        point.number: {key: getattr(point, key) for key in keys}
        | {
            "raised_in": visits.get(point.raised_in_id),
            "answered_in": visits.get(point.answered_in_id) if point.answered_in_id else None,
            "answered_by": point.answered_by_id,
        }
        for point in case.points.all()
    }
