"""Reading a procedure document: text in, typed values and faults out. Whether it can run is asked in checking."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace

from alur.sop.document import Procedure
from alur.sop.faults import Fault, Grade, error
from alur.sop.lines import locate
from alur.sop.reading.heads import read_procedure
from alur.sop.reading.tables import Place, Table

_POSITION = re.compile(r"\(at line (\d+), column \d+\)")
_SYNTAX = (
    ("Cannot overwrite", "kunci yang sama ditulis dua kali"),
    ("Cannot declare", "tabel yang sama ditulis dua kali"),
    ("Cannot mutate", "tabel yang sudah ditutup diubah lagi"),
    ("Expected '='", "tanda = tidak ada sesudah nama kunci"),
    ("Unclosed array", "daftar [ … ] tidak ditutup"),
    ("Unclosed inline", "tabel { … } tidak ditutup"),
    ("Unterminated string", "teks tidak ditutup dengan tanda kutip"),
    ("Illegal character", "ada huruf atau ganti baris di tempat yang tidak boleh; periksa tanda kutip penutup"),
    ("Unescaped '\\'", "garis miring terbalik (\\) di dalam teks harus ditulis dua kali"),
    ("Expected newline", "ada sisa tulisan sesudah nilai"),
    ("Invalid date", "tanggal itu tidak ada di kalender"),
    ("Invalid initial character", "nama kunci tidak dapat dibaca"),
    ("Expected ']", "kurung siku judul tabel tidak ditutup"),
    ("Invalid value", "nilai tidak dapat dibaca; teks harus diapit tanda kutip"),
)


@dataclass(frozen=True)
class Reading:
    """The procedure, or None when a galat stands in the way; and what is wrong.

    `draft` is as much as could be read all the same, for checking and showing; it must never run.
    """

    procedure: Procedure | None
    faults: tuple[Fault, ...]
    draft: Procedure | None = None


def read(text: str, *, file: str = "") -> Reading:
    """Read one procedure document (docs/procedure-format.md). Never raises, whatever the text is."""
    text = text.removeprefix("\ufeff")
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as problem:
        return Reading(None, (replace(_syntax_fault(text, problem), file=file),))
    place = Place(locate(text))
    draft = read_procedure(Table(values, (), place, "berkas ini"))
    faults = tuple(replace(fault, file=file) for fault in sorted(place.faults, key=lambda fault: fault.line))
    is_whole = not any(fault.grade is Grade.ERROR for fault in faults)
    return Reading(draft if is_whole else None, faults, draft)


def _syntax_fault(text: str, problem: Exception) -> Fault:
    message = str(problem)
    position = _POSITION.search(message)
    line = int(position.group(1)) if position else text.rstrip("\n").count("\n") + 1
    if isinstance(problem, RecursionError):
        return error(1, "toml", "Berkas tidak dapat dibaca: kurung bersarang terlalu dalam.")
    reason = next((words for start, words in _SYNTAX if message.startswith(start)), "susunan TOML salah")
    if not position and "end of document" in message:
        reason += " (berkas terpotong)"
    return error(line, "toml", f"Berkas tidak dapat dibaca mulai baris ini: {reason}.")
