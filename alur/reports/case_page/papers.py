"""The papers of a case with versions, files and content, and the inputs of a step found among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Prefetch

from alur.records.models import Case, DocumentVersion, VersionFile, VersionState
from alur.reports.case_page.page import Fact, InputLine, PaperLine, VersionLine
from alur.sop.document import Form, Input, InputKind, Procedure, Step

KINDS = {
    InputKind.PAPER: "kertas",
    InputKind.OUTSIDE: "dari luar",
    InputKind.TOOL: "alat",
    InputKind.GOODS: "barang",
}
LABELS: dict[str, tuple[tuple[str, str], ...]] = {
    Form.NOTE: (("text", "Isi"),),
    Form.FILES: (("note", "Keterangan"),),
    Form.VERDICT: (("decision", "Keputusan"),),
    Form.SYSTEM: (("repository", "Repositori"), ("commit", "Commit atau tag"), ("how_to_try", "Cara mencoba")),
    Form.RELEASE: (
        ("version", "Versi"),
        ("url", "Alamat"),
        ("server", "Server"),
        ("backup", "Cadangan"),
        ("rollback", "Cara memulihkan"),
    ),
    Form.STATE: (("text", "Keadaan"), ("date", "Tanggal")),
    Form.GOODS: (("note", "Keterangan"),),
}
LONG = ("text", "note", "how_to_try", "rollback")


def papers_of(case: Case, procedure: Procedure, step: Step | None) -> tuple[PaperLine, ...]:
    """All papers that the case has, newest first, then those that the open step will make. Two statements."""
    files = Prefetch("files", VersionFile.objects.select_related("file").order_by("-is_print", "position"))
    rows = (
        DocumentVersion.objects.filter(document__case=case)
        .select_related("document", "made_by")
        .prefetch_related(files)
        .order_by("document", "-number")
    )
    by_paper: dict[str, list[DocumentVersion]] = defaultdict(list)
    for row in rows:
        by_paper[row.document.paper].append(row)
    examined = {procedure.paper(output.paper).examines for output in step.outputs} if step else set()
    due = [output.paper for output in step.outputs] if step else []
    lines = [_line(key, versions, key in examined, key in due) for key, versions in by_paper.items()]
    lines.sort(key=lambda line: line.versions[0].version.made_at, reverse=True)
    coming = [key for key in due if key not in by_paper and procedure.paper(key).form is not Form.LETTER]
    return (*lines, *(PaperLine(key, procedure.paper(key).name, "", "", (), is_due_here=True) for key in coming))


def _line(key: str, versions: Sequence[DocumentVersion], is_examined: bool, is_due_here: bool) -> PaperLine:
    newest = versions[0]
    tag, tone = _state(newest, is_examined)
    lines = tuple(VersionLine(row, tuple(row.files.all()), facts_of(row.form, row.content)) for row in versions)
    return PaperLine(key, newest.document.name, tag, tone, lines, is_due_here)


def _state(version: DocumentVersion, is_examined: bool) -> tuple[str, str]:
    if version.state == VersionState.SUBMITTED:
        return ("diperiksa", "warn") if is_examined else ("terlampir", "")
    tones = {VersionState.APPROVED: "good", VersionState.CORRECTED: "warn", VersionState.VOID: "late"}
    return VersionState(version.state).label.lower(), tones.get(VersionState(version.state), "")


def facts_of(form: str, content: dict[str, Any]) -> tuple[Fact, ...]:
    """What was typed on a paper, labelled, empty fields left out."""
    facts = [
        Fact(label, str(content[key]), key in LONG, str(content[key]).startswith(("https://", "http://")))
        for key, label in LABELS.get(form, ())
        if content.get(key)
    ]
    return (*facts, *_test_facts(content.get("tests") or ()))


def _test_facts(tests: Iterable[dict[str, Any]]) -> Iterable[Fact]:
    for number, test in enumerate(tests, 1):
        parts = [str(test.get("name") or ""), str(test.get("expected") or ""), str(test.get("note") or "")]
        yield Fact(f"Uji {number}, {test.get('result') or 'belum dinilai'}", " · ".join(filter(None, parts)))


def inputs_of(step: Step | None, procedure: Procedure, papers: Iterable[PaperLine]) -> tuple[InputLine, ...]:
    """The kelengkapan of the open step, each with the paper that meets it."""
    by_key = {line.key: line for line in papers if line.versions}
    return tuple(_input(item, procedure, by_key) for item in step.inputs) if step else ()


def _input(item: Input, procedure: Procedure, by_key: dict[str, PaperLine]) -> InputLine:
    is_letter = bool(item.paper) and procedure.paper(item.paper).form is Form.LETTER
    return InputLine(
        text=item.text or (procedure.paper(item.paper).name if item.paper else ""),
        kind=item.kind,
        kind_label=KINDS[item.kind],
        condition=item.condition,
        is_required=item.is_required and not item.condition,
        paper=by_key.get(item.paper),
        is_letter=is_letter,
    )
