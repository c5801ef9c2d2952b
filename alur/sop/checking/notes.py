"""Catatan: what a real signed form usually has and may keep. Notes never block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alur.sop.checking.wording import called, listed, spoken, titled
from alur.sop.document import Clock, Form, Input, Output, Procedure, Step, Symbol
from alur.sop.faults import Fault, note
from alur.sop.roads import longest_seconds, shortest_seconds

_BOXES = (
    ("legal_basis", "dasar hukum"),
    ("qualifications", "kualifikasi pelaksana"),
    ("related", "keterkaitan"),
    ("equipment", "peralatan/perlengkapan"),
    ("warnings", "peringatan"),
    ("recording", "pencatatan dan pendataan"),
)
_VERB = re.compile(r"(me|ber|di|ter|tidak|\()", re.IGNORECASE)
_LONGEST_NAME = 200


def notes(procedure: Procedure) -> Iterator[Fault]:
    """All of them."""
    yield from _identity(procedure)
    yield from _paper_spellings(procedure)
    yield from _role_spellings(procedure)
    yield from _unused(procedure)
    yield from _numbers(procedure)
    yield from _branches(procedure)
    yield from _total(procedure)


def _identity(procedure: Procedure) -> Iterator[Fault]:
    empty = [name for box, name in _BOXES if not getattr(procedure.identity, box)]
    if empty:
        yield note(procedure.lines.get("identitas", 1), "kotak-kosong", f"Kotak identitas kosong: {', '.join(empty)}.")
    missing = [
        name
        for name, value in (
            ("nomor", procedure.number),
            ("unit", procedure.unit),
            ("tanggal efektif", procedure.effective_on),
            ("tanda tangan", procedure.signatories),
        )
        if not value
    ]
    if missing:
        yield note(1, "identitas-kosong", f"Bagian identitas belum memuat: {', '.join(missing)}.")


def _paper_spellings(procedure: Procedure) -> Iterator[Fault]:
    papers = {paper.key: paper for paper in procedure.papers}
    for step in procedure.steps:
        items: tuple[Input | Output, ...] = (*step.inputs, *step.outputs)
        for item in items:
            if item.paper not in papers:
                continue
            paper = papers[item.paper]
            names = (paper.name, *paper.aliases)
            allowed = {_plain(name) for name in names} | {_plain(f"{name} yang {item.state}") for name in names}
            if _plain(item.text) not in allowed:
                yield note(
                    item.line,
                    "ejaan-kertas",
                    f"{titled(step)} menulis “{item.text}” untuk kertas “{paper.name}”; "
                    "tambahkan pada sebutan bila memang sama.",
                )
    first: dict[str, str] = {}
    for paper in procedure.papers:
        if first.setdefault(_plain(paper.name), paper.key) != paper.key:
            yield note(
                paper.line,
                "nama-kembar",
                f"Kertas “{first[_plain(paper.name)]}” dan “{paper.key}” sama-sama bernama “{paper.name}”.",
            )


def _role_spellings(procedure: Procedure) -> Iterator[Fault]:
    for role in procedure.roles:
        names = (role.name, *role.aliases)
        for name in names:
            letters = re.findall(r"\w", name)
            if not 4 <= len(letters) <= _LONGEST_NAME:
                continue
            form = re.compile(r"\b" + r"[\W_]{0,3}".join(map(re.escape, letters)) + r"\b", re.IGNORECASE)
            for step in procedure.steps:
                for found in form.findall(step.activity):
                    if _plain(found) not in {_plain(other) for other in names}:
                        yield note(
                            step.lines.get("kegiatan", step.line),
                            "ejaan-pelaksana",
                            f"{titled(step)} menulis “{found}” untuk pelaksana “{name}”.",
                        )


def _unused(procedure: Procedure) -> Iterator[Fault]:
    used = {item.paper for step in procedure.steps for item in step.inputs}
    used |= {paper.examines for paper in procedure.papers}
    made = {output.paper: step for step in procedure.steps for output in step.outputs}
    for paper in procedure.papers:
        step = made.get(paper.key)
        if paper.key in used or paper.form is Form.STATE:
            continue
        if step is None:
            yield note(paper.line, "kertas-tak-dipakai", f"Kertas “{paper.name}” tidak dipakai langkah mana pun.")
        elif not any(way.end for way in step.exits):
            yield note(
                paper.line,
                "output-tak-dipakai",
                f"Output “{paper.name}” dari langkah {called(step)} tidak menjadi kelengkapan langkah mana pun.",
            )
    acting = {key for step in procedure.steps for key in (*step.roles, step.recorded_by, step.appoints)}
    for role in procedure.roles:
        if role.key not in acting | set(procedure.cancelling_roles):
            yield note(role.line, "pelaksana-tak-dipakai", f"Pelaksana “{role.name}” tidak melakukan langkah apa pun.")


def _numbers(procedure: Procedure) -> Iterator[Fault]:
    previous = 0
    for step in procedure.steps:
        if not re.fullmatch(r"[0-9]{1,6}", step.number):
            continue
        number = int(step.number)
        if number != previous + 1:
            told = f"sesudah {previous}" if previous else "sebagai nomor pertama"
            yield note(
                step.lines.get("no", step.line), "nomor-melompat", f"Nomor langkah tidak berurutan: {number} {told}."
            )
        previous = number


def _branches(procedure: Procedure) -> Iterator[Fault]:
    for step in procedure.steps:
        targets = [way.to or way.end for way in step.exits]
        if len(targets) > 1 and len(set(targets)) == 1:
            yield note(step.line, "cabang-sama", f"Semua jalan keluar langkah {called(step)} menuju tempat yang sama.")
        straight = [way for way in step.exits if not way.is_correction]
        if step.symbol is not Symbol.DECISION and len(straight) > 1:
            yield note(step.line, "cabang-tanpa-belah", f"{titled(step)} bercabang tanpa belah ketupat.")
        if step.activity and not _VERB.match(step.activity):
            yield note(
                step.lines.get("kegiatan", step.line),
                "kegiatan-benda",
                f"Kegiatan langkah {called(step)} tidak diawali kata kerja aktif (“{step.activity.split()[0]}”).",
            )


def _total(procedure: Procedure) -> Iterator[Fault]:
    total = procedure.total
    if total is None:
        return
    shortest, longest = shortest_seconds(procedure), longest_seconds(procedure)
    if total.seconds_max in (shortest, longest):
        return
    untimed = [step for step in procedure.steps if not step.is_automatic and not (step.time and step.time.seconds_max)]
    rest = f" Langkah {listed(untimed)} tidak terhitung." if untimed else ""
    rest += " Waktu kerja dan waktu kalender bercampur." if _mixed(procedure.steps) else ""
    yield note(
        total.line,
        "total-berbeda",
        f"Total tercetak “{total.text}”; menurut langkah-langkahnya jalan terpendek {spoken(shortest, procedure)}, "
        f"jalan terpanjang tanpa koreksi {spoken(longest, procedure)}.{rest}",
    )


def _mixed(steps: tuple[Step, ...]) -> bool:
    clocks = {step.time.clock for step in steps if step.time and step.time.seconds_max}
    return Clock.WORKING in clocks and bool({Clock.WALL, Clock.OUTSIDE} & clocks)


def _plain(text: str) -> str:
    return " ".join(text.lower().split())
