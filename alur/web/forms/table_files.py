"""Rows of texts from a CSV or XLSX that somebody uploads. What they mean, the form says."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from typing import Any

LARGEST_UNPACKED = 20_000_000


class FileRefused(Exception):
    """A file that cannot be read as lines; the text is a sentence for the screen."""


def text_of(content: bytes) -> str:
    """The text of a file, UTF-8 or what Excel saves on Windows."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def separated(text: str) -> Iterator[list[str]]:
    """The rows of a CSV, separated as its first line is. Raises FileRefused."""
    first = text.partition("\n")[0]
    separator = max(";,\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text), delimiter=separator)
    except csv.Error as error:
        raise FileRefused("Berkas itu tidak terbaca sebagai CSV; simpan ulang sebagai CSV UTF-8.") from error


def sheet(content: bytes) -> Iterator[list[str]]:
    """The first sheet of a workbook. The library is loaded here, since few ever import one."""
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(item.file_size for item in archive.infolist()) > LARGEST_UNPACKED:
                raise FileRefused("Isi berkas XLSX itu terlalu besar; simpan ulang hanya lembar yang diperlukan.")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = [[_cell(value) for value in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    except FileRefused:
        raise
    except Exception as error:  # the library raises whatever it stumbles on; the file is not ours
        raise FileRefused("Berkas itu tidak terbaca sebagai XLSX; simpan ulang dari aplikasi lembar kerja.") from error
    yield from rows


def _cell(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    return "" if value is None else str(value).strip()
