"""Lines of a decree from a file (CSV, XLSX, ICS), as texts for the form: what is wrong with a line the form says."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from alur.records.models import DecreeAct

LARGEST = 1_000_000
LARGEST_UNPACKED = 20_000_000
MOST_ROWS = 200
MANY = range(2, MOST_ROWS + 1)
COLUMNS = {
    "date": ("tanggal", "date", "mulai"),
    "act": ("perubahan", "jenis", "kind"),
    "name": ("nama", "keterangan", "hari libur", "name"),
    "until": ("sampai", "menjadi", "sampai atau menjadi", "until"),
    "hours": ("jam", "hours"),
    "unit": ("unit", "kode unit"),
    "service": ("layanan", "service"),
}
ACT_NAMES = {str(act.label).lower(): act.value for act in DecreeAct}
Row = dict[str, str]


class FileRefused(Exception):
    """A file that cannot be read as lines; the text is a sentence for the screen."""


def rows_in(name: str, content: bytes) -> list[Row]:
    """The lines that a file holds, as texts by field of the form. Raises FileRefused."""
    if len(content) > LARGEST:
        raise FileRefused(
            "Berkas lebih besar dari 1 MB; daftar hari libur setahun jauh lebih kecil, periksa berkasnya."
        )
    ending = name.lower().rpartition(".")[2]
    if ending == "ics":
        rows = list(_events(_text(content)))
    elif ending == "xlsx":
        rows = list(_table(_sheet(content)))
    elif ending in ("csv", "txt", "tsv"):
        rows = list(_table(_separated(_text(content))))
    else:
        raise FileRefused("Berkas harus CSV, XLSX, atau ICS.")
    if not rows:
        raise FileRefused("Berkas itu tidak memuat satu baris pun; periksa isinya.")
    if len(rows) > MOST_ROWS:
        raise FileRefused(f"Berkas memuat {len(rows)} baris; paling banyak {MOST_ROWS} baris satu keputusan.")
    return rows


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _separated(text: str) -> Iterator[list[str]]:
    first = text.partition("\n")[0]
    separator = max(";,\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text), delimiter=separator)
    except csv.Error as error:
        raise FileRefused("Berkas itu tidak terbaca sebagai CSV; simpan ulang sebagai CSV UTF-8.") from error


def _sheet(content: bytes) -> Iterator[list[str]]:
    """The first sheet of a workbook. The library is loaded here, since few ever import one."""
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(item.file_size for item in archive.infolist()) > LARGEST_UNPACKED:
                raise FileRefused("Isi berkas XLSX itu terlalu besar; simpan ulang hanya lembar hari liburnya.")
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


def _table(rows: Iterable[list[str]]) -> Iterator[Row]:
    """The rows below the heading; empty rows are left out. Raises FileRefused without the columns that are needed."""
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return
    places = _places(filled[0])
    if "date" not in places:
        raise FileRefused("Baris pertama berkas harus judul kolom: tanggal, perubahan, nama, sampai, jam.")
    for row in filled[1:]:
        found = {field: row[place].strip() if place < len(row) else "" for field, place in places.items()}
        yield _row(**found)


def _places(heading: list[str]) -> dict[str, int]:
    titles = [title.strip().lower() for title in heading]
    return {field: place for field, names in COLUMNS.items() for place, title in enumerate(titles) if title in names}


def _events(text: str) -> Iterator[Row]:
    """Whole-day events of an iCalendar, a line for each of their days; the end is the day after the last.

    Continued lines are joined first (RFC 5545 3.1, 3.6.1).
    """
    joined = text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "")
    if "BEGIN:VCALENDAR" not in joined:
        raise FileRefused("Berkas itu bukan kalender ICS; ekspor ulang dari aplikasi kalender.")
    for event in joined.split("BEGIN:VEVENT")[1:]:
        fields = dict(_property(line) for line in event.partition("END:VEVENT")[0].splitlines() if ":" in line)
        start, end = _dashed(fields.get("DTSTART", "")), _dashed(fields.get("DTEND", ""))
        for date in _days(start, end):
            yield _row(date=date, name=fields.get("SUMMARY", ""))


def _dashed(text: str) -> str:
    """The date of an iCalendar with dashes, "2027-03-11"; what is none stays as it is."""
    start = text[:8]
    return f"{start[:4]}-{start[4:6]}-{start[6:8]}" if start.isdecimal() and len(start) == 8 else start


def _days(start: str, end: str) -> list[str]:
    """The days from the start to before the end; the start alone where the two make no period of a decree."""
    try:
        first, after = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    except ValueError:
        return [start]
    count = (after - first).days
    return [(first + dt.timedelta(days=place)).isoformat() for place in range(count)] if count in MANY else [start]


def _property(line: str) -> tuple[str, str]:
    key, _, value = line.partition(":")
    plain = value.replace("\\,", ",").replace("\\;", ";").replace("\\n", " ").strip()
    return key.partition(";")[0].upper(), plain


def _row(date: str = "", act: str = "", name: str = "", **others: str) -> Row:
    """A line without a kind is joint leave if its name says so, else a national holiday."""
    guess = "cuti bersama" if "cuti bersama" in name.lower() else "libur nasional"
    blank = dict.fromkeys(("until", "hours", "unit", "service"), "")
    kind = ACT_NAMES.get(act.lower(), act.lower())
    return blank | {"act": kind or guess, "date": date, "name": name} | others
