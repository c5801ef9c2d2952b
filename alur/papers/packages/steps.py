"""Walks the lines of a case through its procedure: every press closes an open step by a way that the SOP has.

It asks neither who had the right nor when a step was due: that hangs on appointments and calendars outside a package.
Knows no Django.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from alur.records.emptying import DESTROYED
from alur.sop import read
from alur.sop.document import Procedure
from alur.sop.following import follow

Data = dict[str, Any]
# What moves no step, and may come after the end.
BESIDE = ("terbit", "derived", "voided", "held", "hold-lifted", "handed-over", DESTROYED)


def step_faults(text: str, lines: Sequence[Data]) -> Iterator[str]:
    """Sentences about lines that do not follow from the procedure and the lines before them."""
    procedure = read(text).procedure
    if procedure is None:
        yield "sop.toml: naskah SOP tidak dapat dibaca, jadi langkah-langkahnya tidak diuji."
        return
    walk = _Walk(procedure)
    for line in lines:
        try:
            fault = walk.take(line["kind"], line["data"])
        except (KeyError, TypeError, AttributeError, IndexError, ValueError):
            fault = "tidak dapat dijalankan menurut SOP"
        if fault:
            yield f"catatan.jsonl baris {line['number']} ({line['kind']}): {fault}."
            return


class _Walk:
    """Which visits are open, by number, and how each was closed."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self.open: dict[int, str] = {}
        self.count = 0
        self.has_ended = False

    def take(self, kind: str, data: Data) -> str:
        """Go on by one line; why it does not fit, or ""."""
        if kind == "opened":
            return self._opened(data)
        if self.count == 0:
            return "permintaan belum dibuka"
        if self.has_ended and kind not in BESIDE:
            return "permintaan sudah berakhir"
        match kind:
            case "performed":
                return self._performed(data)
            case "recalled":
                return self._recalled(data)
            case "withdrawn" | "cancelled":
                return self._ended(data)
            case "seen" | "assigned" | "paused" | "resumed" | "calendar":
                return "" if data["visit"] in self.open else f"kunjungan {data['visit']} tidak sedang terbuka"
        return "" if kind in BESIDE else "jenis catatan ini tidak dikenal"

    def _opened(self, data: Data) -> str:
        if self.count:
            return "permintaan dibuka dua kali"
        if data["opens"]["step"] != self.procedure.start.key:
            return "langkah pertama bukan langkah mulai menurut SOP"
        return self._open(data["opens"])

    def _performed(self, data: Data) -> str:
        number, decision = data["closes"]["number"], data["closes"]["decision"]
        if number not in self.open:
            return f"kunjungan {number} tidak sedang terbuka"
        step = self.open.pop(number)
        way = follow(self.procedure, step, decision)
        passed = [visit["step"] for visit in data["passes"]]
        if passed != [item.key for item in way.passed]:
            return "langkah yang dilewati berbeda dari SOP"
        self.count += len(passed)
        if way.step is None:
            self.has_ended = True
            return "" if data["result"] == way.end and not data["opens"] else "akhir permintaan berbeda dari SOP"
        if data["opens"] is None or data["opens"]["step"] != way.step.key:
            return f"sesudah langkah “{step}” ({decision}) SOP membuka “{way.step.key}”"
        return self._open(data["opens"])

    def _recalled(self, data: Data) -> str:
        number = data["closes"]["number"]
        if self.open.pop(number, None) is None:
            return f"kunjungan {number} tidak sedang terbuka"
        return self._open(data["opens"])

    def _ended(self, data: Data) -> str:
        closed = {visit["number"] for visit in data["closes_all"]}
        if closed != self.open.keys():
            return "tidak menutup semua langkah yang terbuka"
        self.open, self.has_ended = {}, True
        return "" if data["result"] else "tanpa hasil"

    def _open(self, visit: Data) -> str:
        self.count += 1
        if visit["number"] != self.count:
            return f"kunjungan bernomor {visit['number']}, seharusnya {self.count}"
        self.procedure.step(visit["step"])
        self.open[visit["number"]] = visit["step"]
        return ""
