"""The lines of a chain as a package holds them, each with the digest by which the next one is joined to it.

A line that a destruction emptied keeps its old digest; what is left of it is held against the digest that the last line
of the chain gives for it. Knows no Django.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from alur.records.canonical import GENESIS, canonical, sha256_of
from alur.records.emptying import DESTROYED, emptied_line, vouched_in


@dataclass
class ChainOfPackage:
    """One member of a package: its lines with their digests, and what does not join (`faults`)."""

    member: str
    subject: str
    head: str
    count: int
    lines: list[tuple[dict[str, Any], str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    emptied: dict[int, str] = field(default_factory=dict)

    def read(self, content: bytes) -> None:
        """Take the member's bytes; lines after one that cannot be read are not looked at."""
        raws = list(self._readable(content.splitlines()))
        self.emptied = vouched_in((line["kind"], line["data"]) for line, _ in raws if line["kind"] == DESTROYED)
        following = [line["previous"] for line, _ in raws[1:]] + [self.head]
        previous, number = GENESIS, 0
        for place, ((line, digest), joined) in enumerate(zip(raws, following, strict=True), 1):
            where = f"{self.member} baris {place}"
            if line["subject"] != self.subject:
                self.faults.append(f"{where}: milik {line['subject']}, bukan {self.subject}.")
            if line["number"] != number + 1:
                self.faults.append(f"{where}: bernomor {line['number']}, seharusnya {number + 1}.")
            if line["previous"] != previous:
                self.faults.append(f"{where}: tidak menyambung pada baris sebelumnya; salah satunya diubah.")
            if digest != joined and line["number"] in self.emptied:
                self.faults += [f"{where}: {fault}." for fault in self._emptied_faults(line, digest)]
                digest = joined
            number, previous = line["number"], digest
            self.lines.append((line, digest))
        if len(raws) == len(content.splitlines()) and (previous != self.head or number != self.count):
            told = f"berakhir pada catatan {number} ({previous[:12]}…), paket menyebut {self.count}"
            self.faults.append(f"{self.member}: {told}.")

    def _readable(self, raws: list[bytes]) -> Iterator[tuple[dict[str, Any], str]]:
        for place, raw in enumerate(raws, 1):
            try:
                line = json.loads(raw)
                is_canonical = canonical(line) == raw
                _ = line["number"] + 1, line["previous"], line["subject"], line["kind"], line["data"].get("lines")
            except (ValueError, KeyError, TypeError, AttributeError):
                self.faults.append(f"{self.member} baris {place}: bukan catatan yang dapat dibaca.")
                return
            if not is_canonical:
                self.faults.append(f"{self.member} baris {place}: tidak tertulis dalam bentuk baku.")
            yield line, sha256_of(raw)

    def _emptied_faults(self, line: dict[str, Any], digest: str) -> Iterator[str]:
        if digest != self.emptied[line["number"]]:
            yield "isi catatan yang sudah dikosongkan diubah sesudah pemusnahan"
        elif emptied_line(line["kind"], line["data"]) != line["data"]:
            yield "tercatat dikosongkan, tetapi masih ada isinya"


def destroyed_files(lines: list[dict[str, Any]]) -> set[str]:
    """The files that went with the content of the case; others may hold some of them, a package of it does not."""
    gone: set[str] = set()
    for line in lines:
        if line["kind"] == DESTROYED:
            gone.update(line["data"].get("files", ()), line["data"].get("kept", ()))
    return gone
