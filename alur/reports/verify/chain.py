"""The hash chain of one subject: no number left out, each line joined to the one before it, none rewritten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from alur.records.canonical import GENESIS
from alur.records.lines import Line

NOTHING_EMPTIED: Mapping[int, str] = {}


def chain_problems(entries: Iterable[Line], emptied: Mapping[int, str] = NOTHING_EMPTIED) -> Iterator[str]:
    """Sentences about a chain given oldest first; `emptied` are the digests of lines that a destruction left."""
    number, digest = 0, GENESIS
    for entry in entries:
        is_next = entry.number == number + 1
        if not is_next:
            missing = f"#{number + 1}" if entry.number == number + 2 else f"#{number + 1}–#{entry.number - 1}"
            yield f"catatan {missing} hilang"
        elif entry.previous != digest and number:
            yield f"catatan #{entry.number} tidak menyambung pada catatan #{number}; salah satunya ditulis ulang"
        elif entry.previous != digest:
            yield f"catatan #{entry.number} bukan awal rantai; catatan sebelumnya dihapus"
        if entry.by_nip and not entry.by_id:
            yield f"catatan #{entry.number} ({entry.kind}) memuat NIP tanpa orang; NIP itu ditambahkan kemudian"
        if entry.computed_hash() not in (entry.hash, emptied.get(entry.number)):
            yield f"isi catatan #{entry.number} ({entry.kind}) diubah; sidik jarinya tidak cocok"
        number, digest = entry.number, entry.hash
