"""What lies where in a package. Knows no Django."""

from __future__ import annotations

FORMAT = "alur-paket 1"
MANIFEST = "paket.json"
README = "README.txt"
INDEX = "index.html"
CASE_LINES = "catatan.jsonl"
LETTER_LINES = "surat.jsonl"
PROCEDURE = "sop.toml"
FILE_SUMS = "berkas.sha256"
FILES = "berkas/"
SEALS = "segel/"
FIXED = (MANIFEST, README, INDEX, CASE_LINES, LETTER_LINES, PROCEDURE, FILE_SUMS)


def seal_path(number: int, day: str) -> str:
    """Where the text of a seal lies."""
    return f"{SEALS}{number:06}-{day}.txt"
