"""Names of the fields of a step's form, and reading them from a request. A draft keeps them just as they were typed.

`keputusan` · `catatan` · `petugas` · `kertas-KEY-FIELD` · `kertas-KEY-uji-N-FIELD` · `butir-baru-N-teks|tempat|bobot`
`jawab-N` · `nilai-N` (diterima | belum) · `alasan-N` · `*-jumlah` (rows shown). Files come as `berkas-KEY`.
`frasa-sandi` is the signer's passphrase: no draft keeps it, since `typed` does not know it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from alur.sop.document import Form

Fields = Mapping[str, Any]

DECISION, NOTE, APPOINTEE = "keputusan", "catatan", "petugas"
POINT_ROWS = "butir-baru-jumlah"
PASSPHRASE = "frasa-sandi"
ROWS_AT_FIRST, ROWS_MORE, ROWS_LIMIT = 3, 3, 60
PREFIXES = ("kertas-", "butir-baru-", "jawab-", "nilai-", "alasan-")
UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

PAPER_FIELDS: dict[Form, tuple[str, ...]] = {
    Form.NOTE: ("text",),
    Form.FILES: ("note",),
    Form.SYSTEM: ("repository", "commit", "how_to_try"),
    Form.RELEASE: ("version", "url", "server", "backup", "rollback"),
    Form.STATE: ("text", "date"),
    Form.GOODS: ("is_ready", "note"),
}
TRIAL_FIELDS = ("name", "expected", "result", "note")
FORMS_WITH_FILES = (Form.FILES, Form.VERDICT, Form.SYSTEM)


def typed(post: Mapping[str, Any]) -> dict[str, str]:
    """What was typed, word for word but for line ends and characters that no database keeps; other fields left out."""
    names = [name for name in post if name in (DECISION, NOTE, APPOINTEE) or name.startswith(PREFIXES)]
    return {name: UNSTORABLE.sub("", str(post[name]).replace("\r\n", "\n")) for name in names}


def is_touched(fields: Fields) -> bool:
    """True when anything was typed or chosen; how many rows are shown does not count."""
    return any(str(value).strip() for name, value in fields.items() if not name.endswith("-jumlah"))


def paper_field(key: str, field: str) -> str:
    return f"kertas-{key}-{field}"


def trial_field(key: str, row: int, field: str) -> str:
    return f"kertas-{key}-uji-{row}-{field}"


def trial_rows_field(key: str) -> str:
    return f"kertas-{key}-uji-jumlah"


def text(fields: Fields, name: str) -> str:
    """The text of a field, "" when it was not given."""
    return str(fields.get(name) or "")


def rows(fields: Fields, name: str) -> int:
    """How many rows of a kind the form shows: three at first, sixty at most."""
    shown = text(fields, name)
    return min(max(int(shown), ROWS_AT_FIRST), ROWS_LIMIT) if shown.isdecimal() else ROWS_AT_FIRST


def more_rows(fields: Fields, name: str) -> dict[str, str]:
    """The same fields with three more rows of that kind."""
    return {**fields, name: str(min(rows(fields, name) + ROWS_MORE, ROWS_LIMIT))}


def numbers(fields: Fields, prefix: str) -> Iterator[tuple[int, str]]:
    """The point numbers that fields such as `jawab-3` name, with their text."""
    for name, value in fields.items():
        number = name.removeprefix(prefix)
        if name.startswith(prefix) and number.isdecimal() and len(number) < 9:
            yield int(number), str(value)
