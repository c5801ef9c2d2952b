"""Galat about names: keys written twice, and keys that name no role, paper, step or way out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from alur.sop.checking.wording import nearest, titled
from alur.sop.document import Paper, Procedure, Role, Step
from alur.sop.faults import Fault, error


def reference_faults(procedure: Procedure) -> Iterator[Fault]:
    """All of them, in the order of the file."""
    yield from _twice("pelaksana", procedure.roles)
    yield from _twice("kertas", procedure.papers)
    yield from _twice("langkah", procedure.steps)
    roles = {role.key: role for role in procedure.roles}
    papers = {paper.key for paper in procedure.papers}
    steps = {step.key for step in procedure.steps}
    for role in procedure.roles:
        if role.recorded_by:
            yield from _inside_role(role.recorded_by, roles, role.line, f"Pelaksana “{role.name}”, dicatat_oleh,")
    for key in procedure.cancelling_roles:
        yield from _inside_role(key, roles, procedure.lines.get("pembatal", 1), "pembatal")
    for paper in procedure.papers:
        if paper.examines and paper.examines not in papers:
            yield _unknown(paper.line, "kertas", paper.examines, papers, f"Kertas “{paper.name}”, memeriksa,")
    for step in procedure.steps:
        yield from _roles_of(step, roles)
        yield from _papers_of(step, papers)
        yield from _targets_of(step, steps)
        yield from _exits_of(step)


def _twice(kind: str, things: Iterable[Role] | Iterable[Paper] | Iterable[Step]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for thing in things:
        if thing.key in first and thing.key:
            yield error(
                thing.line,
                "kunci-ganda",
                f"Kunci {kind} “{thing.key}” sudah dipakai pada baris {first[thing.key]}; tiap kunci hanya satu kali.",
            )
        first.setdefault(thing.key, thing.line)


def _roles_of(step: Step, roles: dict[str, Role]) -> Iterator[Fault]:
    line = step.lines.get("pelaksana", step.line)
    for key in step.roles:
        if key not in roles:
            yield _unknown(line, "pelaksana", key, roles, f"{titled(step)}, pelaksana,")
    for name, key in (("menunjuk", step.appoints), ("dicatat_oleh", step.recorded_by)):
        if key and (name in step.lines or name == "menunjuk"):
            yield from _inside_role(key, roles, step.lines.get(name, step.line), f"{titled(step)}, {name},")


def _inside_role(key: str, roles: dict[str, Role], line: int, where: str) -> Iterator[Fault]:
    if key not in roles:
        yield _unknown(line, "pelaksana", key, roles, where)
    elif roles[key].is_outside:
        yield error(
            line,
            "pelaksana-luar",
            f"{where} menyebut “{roles[key].name}”, pihak luar yang tidak mempunyai akun; "
            "sebut pelaksana di dalam kantor.",
        )


def _papers_of(step: Step, papers: Collection[str]) -> Iterator[Fault]:
    for part, items in (("kelengkapan", step.inputs), ("output", step.outputs)):
        for item in items:
            if item.paper and item.paper not in papers:
                yield _unknown(item.line, "kertas", item.paper, papers, f"{titled(step)}, {part},")


def _targets_of(step: Step, steps: Collection[str]) -> Iterator[Fault]:
    for way in step.exits:
        if way.to and way.to not in steps:
            yield _unknown(way.line, "langkah", way.to, steps, f"{titled(step)}, jalan “{way.label}”,")
    named = [("cabang_sejajar", key) for key in step.parallel] + [("temu", key) for key in step.joins]
    if step.time and step.time.shared_with:
        named.append(("waktu", step.time.shared_with))
    for name, key in named:
        if key not in steps:
            yield _unknown(step.lines.get(name, step.line), "langkah", key, steps, f"{titled(step)}, {name},")


def _exits_of(step: Step) -> Iterator[Fault]:
    keys: set[str] = set()
    for way in step.exits:
        if not way.key and way.label:
            yield error(way.line, "kunci-salah", f"{titled(step)}: label “{way.label}” tidak memuat huruf; isi kunci.")
        elif way.key in keys:
            yield error(
                way.line,
                "kunci-ganda",
                f"{titled(step)} mempunyai dua jalan berkunci “{way.key}”; beri label atau kunci yang berbeda.",
            )
        keys.add(way.key)
    for output in step.outputs:
        if output.only_if and output.only_if not in keys:
            yield error(
                output.line,
                "jalan-tak-dikenal",
                f"{titled(step)}, output “{output.text}”: hanya_bila menyebut “{output.only_if}”, padahal jalan "
                f"langkah ini: {', '.join(sorted(keys)) or '(tidak ada)'}.",
            )


def _unknown(line: int, kind: str, key: str, known: Collection[str], where: str) -> Fault:
    return error(line, f"{kind}-tak-dikenal", f"{where} menyebut {kind} “{key}” yang tidak ada.{nearest(key, known)}")
