"""Galat about papers: inputs that some road does not bring, verdicts on nothing, papers whose form does not fit."""

from __future__ import annotations

from collections.abc import Iterator

from alur.sop.checking.wording import along, titled
from alur.sop.document import Form, InputKind, Paper, Procedure, Step
from alur.sop.faults import Fault, error
from alur.sop.roads import Roads


def paperwork_faults(procedure: Procedure) -> Iterator[Fault]:
    """All of them."""
    for paper in procedure.papers:
        yield from _verdict(paper, procedure)
    gaps = _Gaps(procedure)
    for step in procedure.steps:
        yield from _inputs(step, gaps)
        yield from _verdicts_of(step, procedure, gaps)


class _Gaps:
    """Roads that lack a paper, worked out once for each paper."""

    def __init__(self, procedure: Procedure) -> None:
        self.papers = {paper.key: paper for paper in procedure.papers}
        self.made = {output.paper for step in procedure.steps for output in step.outputs}
        self._roads = Roads.of(procedure)
        self._found: dict[str, dict[str, tuple[Step, ...]]] = {}

    def road(self, step: Step, paper: str) -> tuple[Step, ...]:
        """A shortest road to the step that brings no such paper; empty when every road brings it."""
        if paper not in self._found:
            self._found[paper] = self._roads.roads_without(paper)
        return self._found[paper].get(step.key, ())


def _inputs(step: Step, gaps: _Gaps) -> Iterator[Fault]:
    for item in step.inputs:
        if item.kind is not InputKind.PAPER or item.paper not in gaps.papers:
            continue
        if item.condition or not item.is_required:
            continue
        road = gaps.road(step, item.paper)
        if not road:
            continue
        if item.paper not in gaps.made:
            missing = "tidak ada langkah yang membuatnya"
        elif len(road) == 1:
            missing = "langkah ini yang pertama, jadi belum ada langkah yang membuatnya"
        else:
            missing = f"lewat langkah {along(road)} belum ada langkah yang pasti membuatnya"
        yield error(
            item.line,
            "kertas-belum-ada",
            f"{titled(step)} membutuhkan kertas “{gaps.papers[item.paper].name}”, tetapi {missing}. Jadikan output "
            "langkah sebelumnya, atau nyatakan dari_luar, bila, atau wajib = false.",
        )


def _verdict(paper: Paper, procedure: Procedure) -> Iterator[Fault]:
    line = paper.line
    if paper.form is Form.VERDICT and not paper.examines:
        yield error(
            line, "periksa-tanpa-kertas", f"Kertas “{paper.name}” berbentuk periksa; isi memeriksa = “kunci kertas”."
        )
    if paper.form is not Form.VERDICT and paper.examines:
        yield error(
            line,
            "memeriksa-tanpa-periksa",
            f"Kertas “{paper.name}” memuat memeriksa, maka bentuknya harus periksa, bukan {paper.form}.",
        )
    examined = {other.key: other.examines for other in procedure.papers}
    seen, key = {paper.key}, paper.examines
    while key and key not in seen:
        seen.add(key)
        key = examined.get(key, "")
    if key and key == paper.key:
        yield error(line, "periksa-berputar", f"Kertas “{paper.name}” pada akhirnya memeriksa dirinya sendiri.")


def _verdicts_of(step: Step, procedure: Procedure, gaps: _Gaps) -> Iterator[Fault]:
    needed = {item.paper for item in step.inputs if item.is_required and not item.condition}
    for output in step.outputs:
        verdict = gaps.papers.get(output.paper)
        if verdict is None or verdict.examines not in gaps.papers or not output.is_required:
            continue
        road = gaps.road(step, verdict.examines)
        if road and verdict.examines not in needed:
            yield error(
                output.line,
                "periksa-belum-ada",
                f"{titled(step)} memeriksa “{gaps.papers[verdict.examines].name}”, tetapi lewat langkah {along(road)} "
                "kertas itu belum pasti ada.",
            )
