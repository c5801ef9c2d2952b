"""Row numbers in addresses and forms: digits that fit a table's key, anything else is no row."""

from __future__ import annotations

DIGITS = 18


class RowConverter:
    """A path part that can be the key of a row; longer numbers would overflow in the database."""

    regex = f"[0-9]{{1,{DIGITS}}}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


def row_number(text: object) -> int | None:
    """The row that this text names, None for anything that cannot be one."""
    word = str(text)
    return int(word) if word.isascii() and word.isdigit() and len(word) <= DIGITS else None
