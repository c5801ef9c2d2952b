"""What a file may hold and print, but the engine does not run yet: refused at publishing, never run wrongly."""

from __future__ import annotations

from collections.abc import Iterator

from alur.sop.checking.wording import titled
from alur.sop.document import Mode, Procedure, Step
from alur.sop.faults import Fault, error

_MODES = {
    Mode.ALL: "harus dikonfirmasi semua pelaksananya (cara = “semua”)",
    Mode.SEQUENCE: "berpindah tangan di dalam langkah (cara = “berurutan”)",
}
_NOT_YET = "Alur belum dapat menjalankannya"


def support_faults(procedure: Procedure) -> Iterator[Fault]:
    """One sentence for each feature that this file uses and the engine lacks."""
    if procedure.trigger == "berkala":
        yield error(
            procedure.lines.get("pemicu", 1), "belum-didukung", f"Prosedur ini dipicu berkala; {_NOT_YET} sendiri."
        )
    programs = {role.key for role in procedure.roles if role.kind == "aplikasi"}
    for step in procedure.steps:
        yield from _of(step, programs)


def _of(step: Step, programs: set[str]) -> Iterator[Fault]:
    if step.mode in _MODES:
        line = step.lines.get("cara", step.line)
        yield error(line, "belum-didukung", f"{titled(step)} {_MODES[step.mode]}; {_NOT_YET}.")
    if step.is_optional:
        line = step.lines.get("pilihan", step.line)
        yield error(line, "belum-didukung", f"{titled(step)} boleh dilewati (pilihan = “bila perlu”); {_NOT_YET}.")
    if step.parallel:
        line = step.lines.get("cabang_sejajar", step.line)
        yield error(line, "belum-didukung", f"{titled(step)} membuka cabang sejajar; {_NOT_YET}. Susun berurutan.")
    if step.joins:
        line = step.lines.get("temu", step.line)
        yield error(line, "belum-didukung", f"{titled(step)} menunggu cabang sejajar bertemu; {_NOT_YET}.")
    if step.time and step.time.shared_with:
        yield error(
            step.time.line,
            "belum-didukung",
            f"{titled(step)} berbagi waktu dengan “{step.time.shared_with}”; {_NOT_YET}.",
        )
    if step.responsible in programs and not step.is_automatic and not step.recorded_by:
        line = step.lines.get("pelaksana", step.line)
        yield error(line, "belum-didukung", f"{titled(step)} dilakukan aplikasi; {_NOT_YET}. Isi dicatat_oleh.")
