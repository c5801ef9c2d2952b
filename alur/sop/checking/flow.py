"""Galat about the road: starts and ends, steps that nothing reaches, circles, decisions, returns, automatic steps."""

from __future__ import annotations

from collections.abc import Iterator

from alur.sop.checking.wording import along, listed, titled
from alur.sop.document import Procedure, Step, Symbol
from alur.sop.faults import Fault, error
from alur.sop.roads import Roads


def flow_faults(procedure: Procedure) -> Iterator[Fault]:
    """All of them."""
    roads = Roads.of(procedure)
    yield from _starts(procedure)
    for step in procedure.steps:
        yield from _ways(step)
        yield from _returns(step, procedure, roads)
        yield from _automatic(step)
        if not step.roles and not step.is_automatic:
            yield error(
                step.lines.get("pelaksana", step.line),
                "tanpa-pelaksana",
                f"{titled(step)} tidak mempunyai pelaksana yang bertanggung jawab; isi pelaksana = [“kunci”].",
            )
    yield from _unreached(procedure, roads)
    yield from _endless(procedure, roads)


def _starts(procedure: Procedure) -> Iterator[Fault]:
    starts = [step for step in procedure.steps if step.symbol is Symbol.START]
    if not starts and procedure.steps:
        yield error(
            procedure.steps[0].line, "tanpa-mulai", "Tidak ada langkah mulai; beri satu langkah simbol = “mulai”."
        )
    for extra in starts[1:]:
        yield error(
            extra.lines.get("simbol", extra.line),
            "mulai-ganda",
            f"{titled(extra)} bersimbol mulai, padahal langkah {listed(starts[:1])} sudah; hanya boleh satu.",
        )


def _ways(step: Step) -> Iterator[Fault]:
    line = step.lines.get("cabang", step.line)
    if not step.exits and not step.parallel:
        yield error(
            step.line,
            "tanpa-lanjutan",
            f"{titled(step)} tidak menyebut langkah berikutnya; isi lanjut, cabang, atau akhir.",
        )
    if step.symbol is Symbol.DECISION and len([way for way in step.exits if way.label]) < 2:
        yield error(
            line,
            "keputusan-satu-jalan",
            f"{titled(step)} adalah keputusan, tetapi jalannya kurang dari dua; isi cabang.",
        )
    if step.symbol is Symbol.END:
        for way in step.exits:
            if way.to:
                yield error(
                    way.line,
                    "selesai-berlanjut",
                    f"{titled(step)} bersimbol selesai, tetapi masih berlanjut ke “{way.to}”; "
                    "ubah simbol atau hapus jalan itu.",
                )


def _returns(step: Step, procedure: Procedure, roads: Roads) -> Iterator[Fault]:
    known = {other.key: other for other in procedure.steps}
    for way in step.exits:
        if not way.is_correction:
            continue
        if way.end:
            yield error(
                way.line,
                "koreksi-berakhir",
                f"{titled(step)}: koreksi “{way.label}” harus kembali ke sebuah langkah, bukan berakhir.",
            )
        elif way.to in known and (way.to == step.key or step.key not in roads.reached([way.to])):
            yield error(
                way.line,
                "koreksi-maju",
                f"{titled(step)}: koreksi “{way.label}” menuju langkah {listed([known[way.to]])}, "
                "yang tidak mendahuluinya.",
            )
        elif way.to in known and known[way.to].is_automatic:
            yield error(
                way.line,
                "koreksi-otomatis",
                f"{titled(step)}: koreksi “{way.label}” menuju langkah otomatis, padahal harus ada yang memperbaiki.",
            )


def _automatic(step: Step) -> Iterator[Fault]:
    if not step.is_automatic:
        return
    line = step.lines.get("otomatis", step.line)
    if step.symbol in (Symbol.START, Symbol.DECISION) or len(step.exits) > 1:
        yield error(
            line,
            "otomatis-memutus",
            f"{titled(step)} otomatis, maka tidak boleh menjadi langkah mulai atau memutuskan sesuatu.",
        )
    if any(output.is_required for output in step.outputs):
        yield error(
            line,
            "otomatis-berkarya",
            f"{titled(step)} otomatis, maka tidak dapat menghasilkan output; tidak ada yang mengisinya.",
        )


def _unreached(procedure: Procedure, roads: Roads) -> Iterator[Fault]:
    """One fault for each piece that is cut off, not one for each step in it."""
    if not roads.begins:
        return
    told = set(roads.reached(roads.begins))
    for step in procedure.steps:
        if step.key in told:
            continue
        piece = roads.reached([step.key]) - told - {step.key}
        told |= piece | {step.key}
        rest = listed(other for other in procedure.steps if other.key in piece)
        yield error(
            step.line,
            "tak-terjangkau",
            f"{titled(step)} tidak pernah dicapai dari langkah mulai"
            + (f", begitu juga langkah {rest} sesudahnya." if rest else "; tidak ada jalan yang menuju ke sana."),
        )


def _endless(procedure: Procedure, roads: Roads) -> Iterator[Fault]:
    """Circles without a decision, then whatever else leads to no end; what another galat explains is left out."""
    finishing = roads.finishing()
    stuck = [step for step in procedure.steps if step.key not in finishing]
    explained = {step.key for step in stuck if len(roads.edges[step.key]) < len(step.exits) or not step.exits}
    for circle in _circles(procedure, roads):
        explained.update(step.key for step in circle)
        yield error(
            circle[0].line,
            "putaran-tanpa-keputusan",
            f"Langkah {along([*circle, circle[0]])} berputar tanpa keputusan, sehingga tidak pernah selesai.",
        )
    unexplained = [step for step in stuck if not explained & roads.reached([step.key])]
    if unexplained:
        yield error(
            unexplained[0].line, "tanpa-akhir", f"Dari langkah {listed(unexplained)} tidak ada jalan ke akhir mana pun."
        )


def _circles(procedure: Procedure, roads: Roads) -> Iterator[list[Step]]:
    """Circles of steps that each have a single way on."""
    onward = {
        step.key: roads.edges[step.key][0].end
        for step in procedure.steps
        if len(step.exits) == len(roads.edges[step.key]) == 1
    }
    seen: set[str] = set()
    for step in procedure.steps:
        road: list[str] = []
        key = step.key
        while key in onward and key not in seen:
            seen.add(key)
            road.append(key)
            key = onward[key]
        if key in road:
            yield [procedure.step(member) for member in road[road.index(key) :]]
