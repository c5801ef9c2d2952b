"""Examines cases: each one's chain, and its tables against the replay of its lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from alur.papers.printed import KEYS, NAMES
from alur.records.emptying import vouched
from alur.records.lines import Line, chains_of
from alur.records.models import Case, Edition, Entry, Role, SubjectKind, document_of
from alur.reports.verify.chain import chain_problems
from alur.reports.verify.comparing import differences, value_differences
from alur.reports.verify.numbers import Numbers
from alur.reports.verify.replaying import Fact, State, TracedFact, replay
from alur.reports.verify.rows import CaseRows, Rows, rows_of
from alur.reports.verify.tally import Tally, keys_in_portions

DERIVED = {KEYS[form]: name for form, name in NAMES.items()}


class Known:
    """What cases are read with: roles by procedure and key, and which edition is whose. Two statements."""

    def __init__(self) -> None:
        self.roles: dict[int, dict[str, int]] = defaultdict(dict)
        for procedure, key, pk in Role.objects.values_list("procedure", "key", "pk"):
            self.roles[procedure][key] = pk
        self.editions = {
            pk: (procedure, sha256)
            for pk, procedure, sha256 in Edition.objects.values_list("pk", "procedure", "sha256")
        }


def case_problems(cases: QuerySet[Case], tally: Tally, numbers: Numbers) -> Iterator[str]:
    """What is wrong with these cases, and the running numbers that their lines gave."""
    known = Known()
    for portion in keys_in_portions(cases):
        lines = chains_of(SubjectKind.CASE, portion)
        for pk, rows in rows_of(portion).items():
            tally.cases += 1
            tally.entries += len(lines[pk])
            numbers.take(lines[pk])
            if next(_problems_of(rows, lines[pk], known, Fact), None) is not None:
                yield from _looked_at_again(pk, known, numbers, tally, len(lines[pk]))


def lone_case_entries() -> Iterator[str]:
    """Chains whose case is gone."""
    missing = ~Exists(Case.objects.filter(pk=OuterRef("subject_id")))
    lone = Entry.objects.filter(missing, subject_kind=SubjectKind.CASE).order_by("subject_id")
    for entry in lone.filter(kind="opened"):
        yield f"{entry.data.get('number')}: catatannya ada, tetapi permintaannya tidak ada pada tabel."
    started = Entry.objects.filter(subject_kind=SubjectKind.CASE, subject_id=OuterRef("subject_id"), kind="opened")
    for pk in lone.filter(~Exists(started)).values_list("subject_id", flat=True).distinct():
        yield f"Permintaan ke-{pk}: catatannya ada, tetapi permintaannya tidak ada pada tabel."


def _looked_at_again(pk: int, known: Known, numbers: Numbers, tally: Tally, counted: int) -> Iterator[str]:
    """Somebody may have acted between two readings; under the lock what is wrong is wrong."""
    with transaction.atomic():
        Case.objects.select_for_update(of=("self",)).get(pk=pk)
        rows = rows_of([pk])[pk]
        lines = chains_of(SubjectKind.CASE, [pk])[pk]
        problems = list(_problems_of(rows, lines, known, TracedFact))
    tally.entries += len(lines) - counted
    if problems:
        numbers.excuse(rows.number, *(version["official_number"] for version in rows.versions.values()))
    for problem in problems:
        yield f"{rows.number}: {problem}."


def _problems_of(rows: CaseRows, lines: list[Line], known: Known, fact: type[Fact]) -> Iterator[str]:
    """The first kind of trouble only: a broken chain proves nothing about the tables."""
    if not lines:
        yield "tidak mempunyai catatan sama sekali"
        return
    if broken := list(chain_problems(lines, vouched(lines))):
        yield from broken
        return
    if known.editions.get(rows.edition) != (rows.procedure, lines[0].data.get("edition")):
        yield "edisi SOP pada tabel berbeda dari catatan #1"
        return
    try:
        state = replay(lines, document_of(rows.edition), known.roles[rows.procedure], fact=fact)
    except ValueError as error:
        yield str(error)
        return
    yield from _differences(rows, state)


def _differences(rows: CaseRows, state: State) -> Iterator[str]:
    names = rows.names
    if state.case.values != rows.case:
        yield from value_differences(state.case, rows.case)
    yield from differences(state.visits, rows.visits, lambda number: f"kunjungan {number}")
    yield from differences(state.pauses, rows.pauses, lambda key: f"kunjungan {key[0]}: jeda {key[1]}")
    _blank_unknown_names(state, rows.versions)
    yield from differences(state.versions, rows.versions, lambda key: f"“{names.get(key[0], key[0])}” versi {key[1]}")
    yield from differences(state.points, rows.points, lambda number: f"butir koreksi {number}")
    yield from differences(state.assignments, rows.assignments, lambda _: "penugasan")
    yield from differences(
        state.releases, rows.releases, lambda key: f"rilis dari “{names.get(key[0], key[0])}” versi {key[1]}"
    )
    yield from differences(state.holds, rows.holds, lambda number: f"penahanan ke-{number}")
    yield from differences(state.disposed, rows.disposed, lambda number: f"daftar {number}")
    yield from _document_problems(rows, state)


def _blank_unknown_names(state: State, versions: Rows) -> None:
    """Lines from before the names of prints were written down say nothing about them."""
    for key, fact in state.versions.items():
        prints = versions[key]["prints"] if key in versions else []
        for told, kept in zip(fact.values["prints"], prints, strict=False):
            if told[1] is None:
                kept[1] = None


def _document_problems(rows: CaseRows, state: State) -> Iterator[str]:
    newest: dict[str, int] = {}
    for paper, number in rows.versions:
        newest[paper] = max(number, newest.get(paper, 0))
    official = {paper.key: paper.name for paper in state.procedure.papers} | DERIVED
    for paper, name in rows.names.items():
        if paper not in newest or rows.current[paper] != -newest[paper]:
            yield f"“{name}”: versi yang berlaku pada tabel bukan versi terakhir"
        if official.get(paper) != name:
            yield f"“{name}”: namanya pada tabel berbeda dari SOP ({official.get(paper, 'tidak ada')})"
    for (paper, number), positions in rows.positions.items():
        if positions != list(range(len(positions))):
            yield f"“{rows.names[paper]}” versi {number}: urutan berkasnya berubah"
