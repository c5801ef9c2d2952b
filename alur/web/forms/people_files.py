"""People from a table: the office's own columns are known by many names; the rows go on as texts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from alur.actions.office_file.sheet import Row
from alur.web.forms.table_files import FileRefused, separated, sheet, text_of

LARGEST = 2_000_000
COLUMNS = {
    "nip": ("nip", "nip baru", "nomor induk pegawai"),
    "nama": ("nama", "nama lengkap", "nama pegawai", "nama lengkap dengan gelar"),
    "surel": ("surel", "email", "e-mail", "alamat surel"),
    "unit": ("unit", "kode unit", "unit kerja", "satker", "satuan kerja"),
    "nik": ("nik",),
    "jabatan": ("jabatan", "nama jabatan"),
    "unit_jabatan": ("unit jabatan", "kode unit jabatan"),
    "sifat": ("sifat", "jenis penetapan", "status jabatan"),
    "atas_nama": ("atas nama", "a.n.", "nip yang digantikan"),
    "surat": ("nomor surat", "surat", "nomor sk", "no. sk", "no sk"),
    "mulai": ("mulai", "tmt", "tmt jabatan", "sejak"),
    "sampai": ("sampai", "berakhir", "sampai dengan"),
}
HEADING = ["NIP", "Nama", "Surel", "Unit", "NIK", "Jabatan"] + [
    "Unit jabatan",
    "Sifat",
    "Atas nama",
    "Nomor surat",
    "Mulai",
    "Sampai",
]
EXAMPLE = ["199505052020121001", "Nur Aini, S.E.", "nur.aini@contoh.go.id", "ropeg", "", "Pranata Komputer"] + [
    "ropeg",
    "definitif",
    "",
    "KP.03.01/4/7/2026",
    "2026-01-02",
    "",
]


def template() -> str:
    """The CSV to download: the heading and one line as an example."""
    return written([HEADING, EXAMPLE])


def written(rows: Iterable[Iterable[str]]) -> str:
    """Rows as CSV with semicolons, as Excel in Indonesian opens it."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerows(rows)
    return buffer.getvalue()


def text_in(name: str, content: bytes) -> str:
    """The file as CSV text, whatever it was. Raises FileRefused."""
    if len(content) > LARGEST:
        raise FileRefused("Berkas lebih besar dari 2 MB; daftar pegawai jauh lebih kecil, periksa berkasnya.")
    ending = name.lower().rpartition(".")[2]
    if ending == "xlsx":
        return written(sheet(content))
    if ending in ("csv", "txt", "tsv"):
        return text_of(content)
    raise FileRefused("Berkas harus CSV atau XLSX.")


def rows_in(text: str) -> list[Row]:
    """The rows below the heading with their line numbers. Raises FileRefused without NIP and Nama."""
    rows = list(_numbered(text))
    if not rows:
        raise FileRefused("Berkas itu tidak memuat satu baris pun; periksa isinya.")
    titles = [" ".join(title.lower().split()) for title in rows[0][1]]
    places = {field: at for field, names in COLUMNS.items() for at, title in enumerate(titles) if title in names}
    if not {"nip", "nama"} <= set(places):
        raise FileRefused("Baris pertama berkas harus judul kolom, sekurang-kurangnya NIP dan Nama; unduh templatnya.")
    found = []
    for line, cells in rows[1:]:
        texts = {field: cells[at].strip().lstrip("'") for field, at in places.items() if at < len(cells)}
        found.append(Row(line, texts))
    if not found:
        raise FileRefused("Di bawah judul kolom tidak ada baris; isi dahulu.")
    return found


def _numbered(text: str) -> Iterator[tuple[int, list[str]]]:
    for line, cells in enumerate(separated(text), 1):
        if any(cell.strip() for cell in cells):
            yield line, cells
