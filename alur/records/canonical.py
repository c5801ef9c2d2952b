"""The canonical form of what is hashed: lines of the record, and the text of a day's seal. Knows no Django.

Whoever holds these bytes can check them with `sha256sum` alone; docs/decisions/0039 tells how.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

GENESIS = "0" * 64
HEADING = "ALUR SEGEL 1"

_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, check_circular=False).encode
_HEAD = re.compile(r"([a-z]+):(\d+) (\d+) ([0-9a-f]{64})")


def canonical(value: Any) -> bytes:
    """Canonical JSON: sorted keys, no spaces, UTF-8."""
    return _encode(value).encode()


def sha256_of(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def grouped(digest: str) -> list[str]:
    """A digest in groups of eight signs, as it is read aloud and compared by eye."""
    return [digest[start : start + 8] for start in range(0, len(digest), 8)]


def instant_text(at: dt.datetime) -> str:
    """An instant in UTC with microseconds."""
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


def entry_line(
    *, subject: str, number: int, at: dt.datetime, kind: str, by: str, acting_as: str, data: Any, previous: str
) -> bytes:
    """The bytes of one entry that are hashed. `by` is the person's key and NIP, or "" for the clock."""
    return _encode(
        {
            "subject": subject,
            "number": number,
            "at": instant_text(at),
            "kind": kind,
            "by": by,
            "acting_as": acting_as,
            "data": data,
            "previous": previous,
        }
    ).encode()


def bytes_of(line: Any) -> bytes:
    """The bytes of this line that are hashed, whether it is a row of the model or a plain tuple."""
    return entry_line(
        subject=f"{line.subject_kind}:{line.subject_id}",
        number=line.number,
        at=line.at,
        kind=line.kind,
        by=f"{line.by_id} {line.by_nip}" if line.by_id else "",
        acting_as=line.acting_as,
        data=line.data,
        previous=line.previous,
    )


@dataclass(frozen=True)
class SealText:
    """What a day's seal says: the last line of every chain that grew that day.

    `heads` maps a chain such as "permintaan:7" to the number and hash of its last line. `lines` is how many
    lines the record got that day.
    """

    number: int
    day: dt.date
    made_at: dt.datetime
    previous: str
    lines: int
    heads: Mapping[str, tuple[int, str]] = field(default_factory=dict)

    def write(self) -> str:
        """The text whose SHA-256 is the seal. Chains stand in the order of their bytes."""
        top = [
            HEADING,
            f"nomor {self.number}",
            f"hari {self.day.isoformat()}",
            f"dibuat {instant_text(self.made_at)}",
            f"sebelumnya {self.previous}",
            f"catatan {self.lines}",
        ]
        heads = sorted(f"{chain} {number} {digest}" for chain, (number, digest) in self.heads.items())
        return "\n".join([*top, *heads, ""])

    @property
    def digest(self) -> str:
        return sha256_of(self.write().encode())


def read_seal(text: str) -> SealText:
    """A seal's text as data. Raises ValueError for anything that `SealText.write` would not have written."""
    lines = text.splitlines()
    if len(lines) < 6 or lines[0] != HEADING:
        raise ValueError("bukan naskah segel Alur")
    top = dict(line.split(" ", 1) for line in lines[1:6])
    heads: dict[str, tuple[int, str]] = {}
    for line in lines[6:]:
        if found := _HEAD.fullmatch(line):
            heads[f"{found[1]}:{found[2]}"] = int(found[3]), found[4]
        else:
            raise ValueError(f"baris segel tidak dikenal: {line[:80]}")
    try:
        seal = SealText(
            number=int(top["nomor"]),
            day=dt.date.fromisoformat(top["hari"]),
            made_at=dt.datetime.fromisoformat(top["dibuat"]),
            previous=top["sebelumnya"],
            lines=int(top["catatan"]),
            heads=heads,
        )
    except KeyError as error:
        raise ValueError(f"bagian kepala segel kurang: {error}") from error
    if seal.write() != text:
        raise ValueError("susunan naskah segel berubah")
    return seal
