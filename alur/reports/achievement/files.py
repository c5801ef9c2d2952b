"""A report's tables as XLSX and CSV. No text that people typed can become a formula in either."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from alur.reports.achievement.tables import Table, Value

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")
WIDEST = 60
_CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32)))


def neutral(value: Value) -> Value:
    """The value as a cell takes it: a text that a spreadsheet would run gets an apostrophe before it."""
    if not isinstance(value, str):
        return value
    text = value.translate(_CONTROL)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_SIGNS) else text


def as_csv(tables: Sequence[Table]) -> bytes:
    """One file: the first column names the table. Semicolons and commas as spreadsheets in Indonesia read them."""
    into = io.StringIO()
    writer = csv.writer(into, delimiter=";", lineterminator="\r\n")
    for table in tables:
        writer.writerow([table.name, *table.heads])
        writer.writerows([[table.name, *map(_written, row)] for row in table.rows])
    return b"\xef\xbb\xbf" + into.getvalue().encode()


def as_xlsx(tables: Sequence[Table], *, title: str) -> bytes:
    """A workbook with a sheet for every table. The library is loaded here, since few pages need it."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.properties.title = title
    first = book.active
    if first is not None:
        book.remove(first)
    for table in tables:
        sheet = book.create_sheet(table.name[:31])
        sheet.append([neutral(f"{table.title} – {title}")])
        sheet.append(list(table.heads))
        for row in table.rows:
            sheet.append([neutral(value) for value in row])
        for cells in sheet.iter_rows(min_row=1, max_row=2):
            for cell in cells:
                cell.font = Font(bold=True)
        sheet.freeze_panes = "A3"
        for place, head in enumerate(table.heads, 1):
            longest = max([len(head), *(len(str(row[place - 1] or "")) for row in table.rows)])
            sheet.column_dimensions[get_column_letter(place)].width = min(WIDEST, longest + 2)
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def _written(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return str(value).replace(".", ",")
    return str(neutral(value))
